"""Checks links, which a timeline records only while everyone may know the other incident."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from firefighter.adapters.slack.blocks.action_ids import read_button_state
from firefighter.adapters.slack.blocks.related import LINK, UNLINK
from firefighter.domain.events import Linked, Relation, Unlinked
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.use_cases.links import OTHER_INCIDENT_FIELD
from tests.chaos.audit.visibility import visibility_changes, was_private
from tests.chaos.evidence import Case, Evidence

_HANDLED_WITHIN = timedelta(seconds=10)
"""The longest time from noting a delivery to its commit. A process that takes longer was killed."""

Json = dict[str, Any]
Pair = frozenset[IncidentId]


@dataclass(frozen=True)
class Change:
    """One request to relate two incidents. A `relation` of None removes the link."""

    actor: str
    at: datetime
    one: IncidentId
    other: IncidentId
    relation: Relation | None
    """The relation of the other incident to this one."""

    @property
    def pair(self) -> Pair:
        return frozenset((self.one, self.other))

    @property
    def sort(self) -> tuple[str, Pair, bool]:
        """The key shared by an entry and the delivery that caused it."""
        return self.actor, self.pair, self.relation is None

    def seen_from(self, incident_id: IncidentId) -> Relation | None:
        """The relation of the other end to this one."""
        return self.relation if incident_id == self.one or not self.relation else self.inverse

    @property
    def inverse(self) -> Relation | None:
        return self.relation and self.relation.inverse


class Links:
    """Returns what was requested, what the timelines have of it, and what the rows say."""

    def __init__(self, evidence: Evidence) -> None:
        self._cases = {case.snapshot.incident.id: case for case in evidence.cases}
        known = self._cases.keys()
        asked = ([each for each in may if each.pair <= known] for may in _asked(evidence))
        self._asked = [may for may in asked if may]
        self._entries: Mapping[Pair, list[tuple[Change, IncidentId]]] = _on_record(evidence.cases)

    def untold(self) -> Counter[str]:
        """For each person, the number of links made or removed that no timeline may record."""
        return Counter(change.actor for change in self._untold())

    def told_twice(self) -> Counter[str]:
        """For each person, the number of entries that are the second one of the same link."""
        return Counter(
            change.actor
            for entries in self._entries.values()
            for change, here in entries
            if here != min(there for other, there in entries if other.at == change.at)
        )

    def disagreeing(self, case: Case) -> Iterator[str]:
        """Finds what is wrong with the links of an incident, seen from one end."""
        here = case.snapshot.incident.id
        untold = list(self._untold())
        others = {other for pair in self._entries for other in pair - {here} if here in pair}
        others |= {IncidentId(each) for each in case.links}
        others |= {other for each in untold for other in each.pair - {here} if here in each.pair}
        for other in sorted(others):
            pair = frozenset((here, other))
            secretly = {each.seen_from(here) for each in untold if each.pair == pair}
            yield from self._against_row(case, other, secretly)
            yield from self._shown_without_access(case, other)

    def _against_row(
        self, case: Case, other: IncidentId, secretly: set[Relation | None]
    ) -> Iterator[str]:
        here, row = case.snapshot.incident.id, case.links.get(other)
        back = self._cases[other].links.get(here)
        if (back and back.inverse) != row:
            yield f"INC-{other} is {row} to it, and it is {back} to INC-{other}"
        changes = [change for change, _end in self._entries.get(frozenset((here, other)), ())]
        last = max(changes, key=lambda each: each.at, default=None)
        told = last.seen_from(here) if last else None
        if row not in {told, *secretly}:
            yield f"INC-{other} is {row} to it, {told} by its timeline"

    def _shown_without_access(self, case: Case, other: IncidentId) -> Iterator[str]:
        """An entry is here if and only if everyone could know of the other incident at the time."""
        here = case.snapshot.incident.id
        entries = self._entries.get(frozenset((here, other)), ())
        for at in sorted({change.at for change, _end in entries}):
            told_here = any(change.at == at and end == here for change, end in entries)
            if told_here is was_private(self._cases[other], at):
                verb = "tells" if told_here else "does not tell"
                yield f"{verb} of a link with INC-{other} at {at:%H:%M:%S}"

    def _untold(self) -> Iterator[Change]:
        """Of deliveries without an entry, returns those handled while both ends were private."""
        told = Counter(
            change.sort
            for entries in self._entries.values()
            for change in {change.at: change for change, _end in entries}.values()
        )
        secretly = [[each for each in may if self._were_private(each)] for may in self._asked]
        # those that had to leave an entry use theirs first
        for may, secret in sorted(
            zip(self._asked, secretly, strict=True), key=lambda it: len(it[1])
        ):
            found = next((each.sort for each in may if told[each.sort] > 0), None)
            if found:
                told[found] -= 1
            elif secret:
                yield secret[0]

    def _were_private(self, change: Change) -> bool:
        """Whether both were private at the same time, between the delivery and the commit."""
        one, other = (self._cases[each] for each in (change.one, change.other))
        changes = (*visibility_changes(one), *visibility_changes(other))
        times = [change.at, *(each.at for each in changes)]
        return any(
            was_private(one, at) and was_private(other, at)
            for at in times
            if change.at <= at <= change.at + _HANDLED_WITHIN
        )


def _on_record(cases: Sequence[Case]) -> Mapping[Pair, list[tuple[Change, IncidentId]]]:
    """Returns each entry and the end whose timeline has it."""
    found = defaultdict[Pair, list[tuple[Change, IncidentId]]](list)
    for case in cases:
        here = case.snapshot.incident.id
        for event in (entry.event for entry in case.timeline):
            if isinstance(event, Linked | Unlinked):
                relation = event.relation if isinstance(event, Linked) else None
                change = Change(str(event.actor), event.at, here, event.other, relation)
                found[change.pair].append((change, here))
    return found


def _asked(evidence: Evidence) -> Iterator[Sequence[Change]]:
    """By handled deliveries. A form that was submitted again counts once per set of values."""
    for delivery in evidence.deliveries:
        at = evidence.inbox.get(delivery.id)
        if at is not None:
            payloads = [
                each.payload for each in delivery.replies if each.payload and not each.errors
            ]
            wanted = dict.fromkeys(filter(None, map(_wanted, payloads)))
            if wanted:
                yield [Change(delivery.user, at, *each) for each in wanted]


def _wanted(payload: Json) -> tuple[IncidentId, IncidentId, Relation | None] | None:
    view, actions = payload.get("view", {}), payload.get("actions")
    if actions and actions[0]["action_id"] == UNLINK:
        button_state = read_button_state(actions[0]["value"])
        other = parse_reference(button_state.seen)
        return (button_state.incident_id, other, None) if other else None
    if not actions and view.get("callback_id") == LINK:
        other = parse_reference(_chosen(view, OTHER_INCIDENT_FIELD))
        one = read_button_state(view["private_metadata"]).incident_id
        return (one, other, Relation(_chosen(view, "relation"))) if other else None
    return None


def _chosen(view: Json, name: str) -> str:
    (field,) = [each[name] for each in view["state"]["values"].values() if name in each]
    return str(field["selected_option"]["value"])
