"""A draft of a scenario, made from a closed incident, as a TOML file to be completed by hand."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.domain.anonymization import Anonymizer, Replacements
from firefighter.domain.errors import Action, FieldProblem, InvalidField, NotAllowedInStatus
from firefighter.domain.events import (
    MessageNoted,
    NoteTaken,
    Paged,
    Reported,
    SeverityChanged,
    UpdatePosted,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import NAME_LIMIT, SERVICES_LIMIT, InjectKind
from firefighter.domain.taxonomy import UNKNOWN
from firefighter.domain.timeline import Entry, TimelineViewItem, involved, timeline_view
from firefighter.domain.title import TITLE_LIMIT
from firefighter.i18n import gettext, ngettext
from firefighter.ports.records import Records
from firefighter.reporting.toml_text import toml_pair

INJECTS_LIMIT = 30
_TEXT_LIMIT = 500
_SHORTEST_MIN, _LONGEST_MIN = 10, 40
"""Minutes until mitigation; a longer incident is shortened, a shorter one stretched."""
_SPARE = 1.25
"""How much longer than until mitigation a drill may take."""


def make_draft(records: Records, rules: Rules, incident_id: IncidentId) -> str:
    """Raises UnknownIncident, and what `scenario_draft` raises."""
    incident = records.snapshot(incident_id).incident
    record = records.timeline(incident_id)
    people = records.people(set(_people(records, incident, record))).values()
    names = [name for person in people for name in (person.real_name, person.name)]
    return scenario_draft(incident, record, names, rules)


def is_suitable(incident: Incident) -> bool:
    return incident.status.has_ended and incident.kind is not Kind.DRILL


def scenario_draft(
    incident: Incident, record: Sequence[Entry], names: Collection[str], rules: Rules
) -> str:
    """The draft in the current language, without the people who are named.

    Raises InvalidField for a drill, NotAllowedInStatus for an incident that is not closed.
    """
    if incident.kind is Kind.DRILL:
        raise InvalidField("incident", FieldProblem.IS_DRILL, incident.reference)
    if not incident.status.has_ended:
        raise NotAllowedInStatus(Action.MAKE_SCENARIO, incident.status)
    return "\n".join(_Draft(incident, record, names, rules).lines())


def _people(records: Records, incident: Incident, record: Sequence[Entry]) -> Iterator[UserId]:
    yield incident.declared_by
    yield from (each.user for each in records.participants(incident.id))
    yield from (each.owner for each in incident.follow_ups.values() if each.owner)
    for event in (entry.event for entry in record):
        yield from involved(event)
        match event:
            case MessageNoted(author=author):
                yield author
            case UpdatePosted(next_by=str(who)):
                yield who
            case _:
                pass


@dataclass(frozen=True)
class _DraftInject:
    at_min: float
    kind: InjectKind
    text: str
    title: str = ""
    service: str = ""


class _Draft:
    def __init__(
        self, incident: Incident, record: Sequence[Entry], names: Collection[str], rules: Rules
    ) -> None:
        self._incident = incident
        self._rules = rules
        self._people = Anonymizer(
            names,
            Replacements(gettext("a colleague"), gettext("a channel"), gettext("(address)")),
        )
        self._view = timeline_view(record)
        self._declared = incident.milestones[Milestone.DECLARED]
        mitigated = incident.milestones.get(Milestone.MITIGATED)
        self._end = mitigated or incident.milestones.get(Milestone.CLOSED) or self._declared
        self._took = max(self._end - self._declared, timedelta(minutes=1))
        minutes = self._took.total_seconds() / 60
        self._mitigated_min = round(min(max(minutes, _SHORTEST_MIN), _LONGEST_MIN))

    def lines(self) -> Iterator[str]:
        incident = self._incident
        found = [one for item in self._view if (one := self._inject(item))]
        services = self._services(found)
        known = [one for one in found if not one.service or one.service in services]
        injects = known[:INJECTS_LIMIT]
        yield from self._comments(len(found) - len(injects))
        yield toml_pair("id", f"inc-{incident.id}")
        yield "version = 1"
        title = self._one_line(incident.title) or incident.reference
        yield toml_pair("title", title)
        yield toml_pair("story", self._plain(incident.summary) or title)
        yield 'level = "intermediate"'
        yield toml_pair("class", self._failure_class())
        yield f"services = {json.dumps(services, ensure_ascii=False)}"
        yield f"duration_min = {round(self._mitigated_min * _SPARE)}"
        yield toml_pair("objective", gettext("Write what people should learn."))
        yield from self._expected()
        yield from self._sealed()
        for number, inject in enumerate(injects, start=1):
            yield from _inject_lines(number, inject)
        yield from self._hints()

    def _comments(self, left_out: int) -> Iterator[str]:
        yield f"# {gettext('Draft made from {incident}.', incident=self._incident.reference)}"
        yield f"# {gettext('Known names were removed. Read every text before you share it.')}"
        if left_out:
            text = ngettext(
                "{number} later entry of the timeline is left out.",
                "{number} later entries of the timeline are left out.",
                left_out,
            )
            yield f"# {text}"
        if self._took > timedelta(minutes=_LONGEST_MIN):
            yield f"# {gettext('Times are shortened in proportion.')}"
        yield ""

    def _services(self, injects: Sequence[_DraftInject]) -> list[str]:
        paged = [inject.service for inject in injects if inject.service]
        others = [self._one_line(each, NAME_LIMIT) for each in self._incident.services]
        return list(dict.fromkeys(filter(None, (*paged, *others))))[:SERVICES_LIMIT]

    def _failure_class(self) -> str:
        known = self._rules.taxonomy.failure_classes
        given = self._incident.failure_class
        return given if given in known else UNKNOWN

    def _expected(self) -> Iterator[str]:
        roles = [role for role in self._incident.holders if role in self._rules.role_keys]
        yield from ("", "[expected]", toml_pair("severity", self._incident.severity))
        yield f"roles = {json.dumps(sorted(roles or [COMMANDER]))}"
        yield f"mitigate_min = {self._mitigated_min}"

    def _sealed(self) -> Iterator[str]:
        incident = self._incident
        cause = [gettext("Write what caused it; the post-mortem has the contributing factors.")]
        if incident.trigger:
            cause.insert(0, gettext("Trigger: {trigger}.", trigger=self._plain(incident.trigger)))
        solution = self._plain(incident.mitigation) or gettext("Write how it was mitigated.")
        yield from (
            "",
            "[sealed]",
            toml_pair("cause", " ".join(cause)),
            toml_pair("solution", solution),
        )

    def _hints(self) -> Iterator[str]:
        if not self._incident.trigger:
            return
        yield from ("", "[[hints]]", 'id = "trigger"')
        yield toml_pair("about", gettext("What set it off"))
        yield "price = 4"
        yield toml_pair("text", self._plain(self._incident.trigger))

    def _inject(self, item: TimelineViewItem) -> _DraftInject | None:
        """None for what the responders themselves did, and for what came after mitigation."""
        if item.at > self._end:
            return None
        match item.event:
            case NoteTaken() | MessageNoted():
                return self._fact(item, item.text)
            case Reported(stage=stage, message=message):
                return self._fact(item, message, self._one_line(stage))
            case UpdatePosted(impact=impact):
                return self._fact(item, impact, gettext("What customers notice"))
            case SeverityChanged(before=before, after=after, reason=reason) if after < before:
                return self._with_text(item, InjectKind.COMPLICATION, reason)
            case Paged(reason=reason, service=service) if name := self._one_line(
                service, NAME_LIMIT
            ):
                return self._with_text(item, InjectKind.PAGE, reason, service=name)
        return None

    def _fact(self, item: TimelineViewItem, text: str, title: str = "") -> _DraftInject | None:
        title = title or gettext("From the timeline")
        return self._with_text(item, InjectKind.FACT, text, title=title)

    def _with_text(
        self,
        item: TimelineViewItem,
        kind: InjectKind,
        text: str,
        *,
        title: str = "",
        service: str = "",
    ) -> _DraftInject | None:
        """None if nothing that may be shared is left of the text."""
        plain = self._plain(text)
        return _DraftInject(self._game_min(item.at), kind, plain, title, service) if plain else None

    def _game_min(self, at: datetime) -> float:
        """Game time, in half minutes."""
        share = max(at - self._declared, timedelta()) / self._took
        return round(share * self._mitigated_min * 2) / 2

    def _one_line(self, text: str, limit: int = TITLE_LIMIT) -> str:
        return " ".join(self._plain(text, limit).split())

    def _plain(self, text: str, limit: int = _TEXT_LIMIT) -> str:
        plain = self._people.plain(text)
        return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"


def _inject_lines(number: int, inject: _DraftInject) -> Iterator[str]:
    yield from (
        "",
        "[[injects]]",
        toml_pair("id", f"event-{number}"),
        toml_pair("kind", inject.kind),
    )
    yield f"at_min = {inject.at_min:g}"
    if inject.service:
        yield toml_pair("service", inject.service)
    if inject.title:
        yield toml_pair("title", inject.title)
    yield toml_pair("text", inject.text)
