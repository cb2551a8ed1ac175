"""Acknowledged, but lost: at the door, in the database, or on the way to Slack."""

import re
from collections import Counter
from collections.abc import Iterator

from firefighter.domain.discretion import named_in
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    Merged,
    Paged,
    PagingEnded,
    RoleChanged,
    RoomAdopted,
    SeverityChanged,
    VisibilityChanged,
)
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import SeverityPolicy
from firefighter.effects.effect import payload_of
from firefighter.effects.post_line import PostLine
from firefighter.ports.chat import Wanted
from firefighter.ports.places import Place
from firefighter.store.tables import EffectRow, EffectState
from tests.chaos.audit.lines import lines_of
from tests.chaos.audit.outcomes import balance, tokens
from tests.chaos.audit.sight import began_private, hidden, is_private_since, moves_room
from tests.chaos.evidence import Case, Evidence
from tests.chaos.letters import Letter, text_of

_DECLARED = re.compile(r"INC-(\d+) is declared as")
_AWAY = "I cannot use my database just now"


def broken_promises(evidence: Evidence) -> list[str]:
    """Each delivery that was acknowledged as done, or as done before, but left nothing behind."""
    kept = Promises(evidence)
    return [
        f"{each.id} by {each.user}: {why}" for each in evidence.letters for why in kept.by(each)
    ]


def handled_without_trace(evidence: Evidence) -> list[str]:
    """Each handled delivery leaves one entry of the timeline or one answer in the outbox."""
    return [
        f"{user}: {missing} deliveries are in the inbox, but neither in a timeline nor answered"
        for user, missing in balance(evidence).items()
        if missing > 0
    ]


def not_shown(evidence: Evidence) -> list[str]:
    found = [f"{case.name}: {what}" for case in evidence.cases for what in _missing(evidence, case)]
    return [*found, *_never_told(evidence), *_never_posted(evidence)]


class Promises:
    """What each kind of delivery promises by its acknowledgement."""

    def __init__(self, evidence: Evidence) -> None:
        self._inbox = evidence.inbox
        self._timelines = {case.name: case.timeline for case in evidence.cases}
        self._shown = {
            str(call.arguments.get("trigger_id"))
            for call in evidence.calls
            if call.method.startswith("views.") and call.answer.get("ok")
        }
        self._replaced = Counter(
            str(call.arguments["view_id"])
            for call in evidence.calls
            if call.method == "views.update" and call.answer.get("ok")
        )
        self._told_away = Counter(
            str(each.shown_to)
            for each in evidence.ephemerals
            if _AWAY in each.text and not (each.origin or "").startswith("command-")
        )

    def by(self, letter: Letter) -> Iterator[str]:
        if not letter.acknowledged:
            return
        match letter.kind:
            case "command":
                yield from self._by_command(letter)
            case "form":
                yield from self._by_form(letter)
            case "press":
                yield from self._by_press(letter)
            case _ if letter.id not in self._inbox:
                yield "acknowledged, but not in the inbox"

    def _by_command(self, letter: Letter) -> Iterator[str]:
        yield from self._declared(letter, tokens(str(letter.payload["text"])))
        if letter.said("That was done already") and letter.id not in self._inbox:
            yield "called done already, but not in the inbox"

    def _by_form(self, letter: Letter) -> Iterator[str]:
        answers = " ".join(str(each.get("value") or "") for each in letter.answers.values())
        yield from self._declared(letter, tokens(answers))
        taken = [each for each in letter.acknowledged if not each.errors]
        refused = [each for each in taken if "Not changed" in text_of(each)]
        if len(taken) > len(refused) and letter.id not in self._inbox:
            yield "taken, but not in the inbox"

    def _declared(self, letter: Letter, typed: set[str]) -> Iterator[str]:
        for reply in letter.acknowledged:
            for number in _DECLARED.findall(text_of(reply)):
                timeline = self._timelines.get(f"INC-{number}", ())
                if not any(typed & tokens(str(entry.event)) for entry in timeline[:1]):
                    yield f"INC-{number} was said to be declared"

    def _by_press(self, letter: Letter) -> Iterator[str]:
        """Done or refused, it is in the inbox; or a form opened; or the database was away."""
        if letter.id in self._inbox or letter.trigger_id in self._shown:
            return
        if self._replaced[letter.view_id]:
            self._replaced[letter.view_id] -= 1
            return
        if self._told_away[letter.user]:
            self._told_away[letter.user] -= 1
            return
        yield f"{letter.action['action_id']} was acknowledged, and nothing came of it"


def _missing(evidence: Evidence, case: Case) -> Iterator[str]:
    for place in _places_due(case):
        at = case.snapshot.places.get(place)
        if at is None:
            yield f"there is no {place}"
        elif at.ts and evidence.message(at.channel, at.ts) is None:
            yield f"there is no {place} at {at.channel} {at.ts}"
    for lines in lines_of(evidence, case):
        yield from (f"not said in {lines.where}: {each}" for each in lines.missing)
    yield from _missing_in_room(evidence, case)


def _places_due(case: Case) -> Iterator[Place]:
    if not case.snapshot.incident.private:
        yield from (Place.ANNOUNCEMENT, Place.THREAD_PANEL)
    if case.snapshot.incident.has_room:
        yield from (Place.ROOM, Place.ROOM_PANEL)


def _missing_in_room(evidence: Evidence, case: Case) -> Iterator[str]:
    room = evidence.room_of(case)
    if room is None:
        return
    panel = case.snapshot.places.get(Place.ROOM_PANEL)
    if panel is not None and panel.ts not in evidence.pins.get(room.id, ()):
        yield "the room's panel is not pinned"
    if not room.topic.value:
        yield "the room has no topic"
    for user in sorted(_invited(evidence, case) - set(room.members)):
        yield f"{user} was not invited"


def _invited(evidence: Evidence, case: Case) -> set[str]:
    """Who declared, whoever holds a role or took one in the room, and whom the policy names.

    To where it goes on once it is private, all who had to do with it until then.
    """
    incident = case.snapshot.incident
    always = {str(incident.declared_by), *(str(user) for user in incident.holders.values())}
    people, took_part, policy = set(always), set[str](), None
    has_room = began_private(case)
    for entry in case.timeline:
        took_part |= _involved(entry.event)
        match entry.event:
            case SeverityChanged(actor=actor, opens_room=True) | RoomAdopted(actor=actor):
                people.add(actor)
            case RoleChanged(after=str(newcomer)) if has_room:
                people.add(newcomer)
            case Merged(people=newcomers) if has_room:
                people.update(newcomers)
            case Paged(group=str(group)) if group and has_room:
                people.update(evidence.groups.get(group, ()))
            case VisibilityChanged(private=True):
                moves, has_room = moves_room(evidence, case, entry), True
                kept = {*always, *_members(evidence, policy)} if moves else people
                people = kept | took_part
        changed = _new_policy(evidence, entry.event)
        policy = changed or policy
        has_room = has_room or _is_given_room(entry.event) or (policy is not None and policy.room)
        if changed is not None and has_room:
            people.update(_members(evidence, policy))
    return people


def _involved(event: AnyEvent) -> set[str]:
    """Who did it, and who was given a role by it; nobody where Slack does not say."""
    given = event.after if isinstance(event, RoleChanged) else None
    return {str(each) for each in (event.actor, given) if each}


def _is_given_room(event: object) -> bool:
    """Whether it is worked in a channel that people had before, from this event on."""
    match event:
        case Declared(room=str(channel)) | RoomAdopted(channel=channel):
            return bool(channel)
    return False


def _new_policy(evidence: Evidence, event: object) -> SeverityPolicy | None:
    match event:
        case Declared(severity=severity) | SeverityChanged(after=severity):
            return evidence.rules.policy(severity)
    return None


def _members(evidence: Evidence, policy: SeverityPolicy | None) -> Iterator[str]:
    for each in policy.invite if policy else ():
        yield from evidence.groups.get(each, (each,))


def _never_told(evidence: Evidence) -> list[str]:
    """Answers to one person that are on record as given, but that Slack never showed."""
    shown = Counter((str(each.shown_to), each.text) for each in evidence.ephemerals)
    due = Counter(
        (str(row.payload["user"]), str(row.payload["text"]))
        for row in evidence.effects
        if row.kind == "tell_person" and row.state is EffectState.DONE
    )
    return [f"{user} was not told: {text}" for user, text in due - shown]


def _answered_meanwhile(evidence: Evidence, row: EffectRow) -> bool:
    """Whether it is a question, or news of a delay, that was overtaken by its answer."""
    if row.kind == "post_paging_delay":
        return _paging_ended_meanwhile(evidence, row)
    if row.kind != "post_nudge" or row.payload["wanted"] != Wanted.COMMANDER:
        return False
    led = False
    for entry in evidence.case(row.incident_id or 0).timeline:
        if row.settled_at is not None and entry.recorded_at > row.settled_at:
            break
        if isinstance(entry.event, RoleChanged) and entry.event.role == COMMANDER:
            led = entry.event.after is not None
    return led


def _paging_ended_meanwhile(evidence: Evidence, row: EffectRow) -> bool:
    paged = row.payload["paged"]
    return row.settled_at is not None and any(
        isinstance(entry.event, PagingEnded)
        and entry.event.key == paged["key"]
        and entry.recorded_at <= row.settled_at
        for case in evidence.cases
        for entry in case.timeline
    )


def _taken_down_since(evidence: Evidence, row: EffectRow) -> bool:
    """Whether its incident became private: what was on its way is taken down, or left out.

    A panel may have been asked for once more for a room that has one: `_places_due` looks for it.
    """
    moved = hidden(evidence.case(row.incident_id or 0))
    asked_twice = row.kind == "post_panel" and bool(moved)
    return asked_twice or any(row.created_at < entry.recorded_at for entry in moved)


def _names_what_was_private(evidence: Evidence, row: EffectRow) -> bool:
    """Whether it is a line of another incident that not everybody might know of since."""
    if row.kind != PostLine.kind:
        return False
    event = payload_of(PostLine).validate_python(row.payload).event
    other = named_in(event)
    return other is not None and is_private_since(evidence.case(other), event.at)


def _never_posted(evidence: Evidence) -> Iterator[str]:
    """Messages that are on record as posted, but that are nowhere."""
    for row in evidence.effects:
        posted = row.kind.startswith("post_") and row.state is EffectState.DONE
        if not posted or evidence.marks[row.mark]:
            continue
        overtaken = (_answered_meanwhile, _taken_down_since, _names_what_was_private)
        if not any(explains(evidence, row) for explains in overtaken):
            yield f"{row.kind} {row.id} of INC-{row.incident_id} is done, but not in Slack"
