"""Finds what was acknowledged but lost: on receipt, in the database, or on the way to Slack."""

import re
from collections import Counter
from collections.abc import Iterator

from firefighter.adapters.store.tables import EffectRow, EffectState
from firefighter.domain.actors import people_among
from firefighter.domain.drill_events import DrillStarted
from firefighter.domain.events import (
    AnyEvent,
    ChannelAdopted,
    Declared,
    Merged,
    Paged,
    PagingEnded,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    VisibilityChanged,
)
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.redaction import named_incident
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import SeverityPolicy
from firefighter.effects.drills import PostInject, PostSimulatedPage
from firefighter.effects.effect import payload_adapter
from firefighter.effects.posting import PostLine
from firefighter.ports.chat import NudgeKind
from firefighter.ports.snapshot import Place
from tests.chaos.audit.lines import lines_of
from tests.chaos.audit.outcomes import balance, tokens
from tests.chaos.audit.visibility import began_private, hidden, is_private_since, moves_channel
from tests.chaos.deliveries import Delivery, text_of
from tests.chaos.evidence import Case, Evidence

_REFUSED = ("Not changed", "Already done", '"block_id": "notice"')
"""What a view says that replaces a refused form."""

_DECLARED = re.compile(r"INC-(\d+) is declared as")
_AWAY = "My database"


def broken_promises(evidence: Evidence) -> list[str]:
    """Finds deliveries that were acknowledged as done but left nothing behind."""
    kept = Promises(evidence)
    return [
        f"{each.id} by {each.user}: {why}" for each in evidence.deliveries for why in kept.by(each)
    ]


def handled_without_trace(evidence: Evidence) -> list[str]:
    """Each handled delivery leaves one timeline entry or one answer in the outbox."""
    return [
        f"{user}: {missing} deliveries are in the inbox, but neither in a timeline nor answered"
        for user, missing in balance(evidence).items()
        if missing > 0
    ]


def not_shown(evidence: Evidence) -> list[str]:
    found = [f"{case.name}: {what}" for case in evidence.cases for what in _missing(evidence, case)]
    return [*found, *_never_told(evidence), *_never_posted(evidence)]


class Promises:
    """What the acknowledgement of each kind of delivery promises."""

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
        self._told_away.update(user for user, text in _told_directly(evidence) if _AWAY in text)

    def by(self, delivery: Delivery) -> Iterator[str]:
        if not delivery.acknowledged:
            return
        match delivery.kind:
            case "command":
                yield from self._by_command(delivery)
            case "form":
                yield from self._by_form(delivery)
            case "press":
                yield from self._by_press(delivery)
            case _ if delivery.id not in self._inbox:
                yield "acknowledged, but not in the inbox"
            case _:
                pass

    def _by_command(self, delivery: Delivery) -> Iterator[str]:
        yield from self._declared(delivery, tokens(str(delivery.payload["text"])))
        if delivery.said("Already done.") and delivery.id not in self._inbox:
            yield "called done already, but not in the inbox"

    def _by_form(self, delivery: Delivery) -> Iterator[str]:
        answers = " ".join(str(each.get("value") or "") for each in delivery.answers.values())
        yield from self._declared(delivery, tokens(answers))
        taken = [each for each in delivery.acknowledged if not each.errors]
        refused = [each for each in taken if any(sign in text_of(each) for sign in _REFUSED)]
        if len(taken) > len(refused) and delivery.id not in self._inbox:
            yield "taken, but not in the inbox"

    def _declared(self, delivery: Delivery, typed: set[str]) -> Iterator[str]:
        for reply in delivery.acknowledged:
            for number in _DECLARED.findall(text_of(reply)):
                timeline = self._timelines.get(f"INC-{number}", ())
                if not any(typed & tokens(str(entry.event)) for entry in timeline[:1]):
                    said = [str(entry.event) for entry in timeline[:1]]
                    yield f"INC-{number} was said to be declared with {typed}, and begins {said}"

    def _by_press(self, delivery: Delivery) -> Iterator[str]:
        """Done or refused, it is in the inbox; or a form opened; or the database was away."""
        if delivery.id in self._inbox or delivery.trigger_id in self._shown:
            return
        if self._replaced[delivery.view_id]:
            self._replaced[delivery.view_id] -= 1
            return
        if self._told_away[delivery.user]:
            self._told_away[delivery.user] -= 1
            return
        yield f"{delivery.action['action_id']} was acknowledged, and nothing came of it"


def _missing(evidence: Evidence, case: Case) -> Iterator[str]:
    for place in _places_due(case):
        at = case.snapshot.places.get(place)
        if at is None:
            yield f"there is no {place}"
        elif at.ts and evidence.message(at.channel, at.ts) is None:
            yield f"there is no {place} at {at.channel} {at.ts}"
    for lines in lines_of(evidence, case):
        yield from (f"not said in {lines.where}: {each}" for each in lines.missing)
    yield from _missing_in_channel(evidence, case)


def _places_due(case: Case) -> Iterator[Place]:
    if not case.snapshot.incident.private:
        yield from (Place.ANNOUNCEMENT, Place.THREAD_PANEL)
    if case.snapshot.incident.has_channel:
        yield from (Place.CHANNEL, Place.CHANNEL_PANEL)


def _missing_in_channel(evidence: Evidence, case: Case) -> Iterator[str]:
    incident_channel = evidence.channel_of(case)
    if incident_channel is None:
        return
    panel = case.snapshot.places.get(Place.CHANNEL_PANEL)
    if panel is not None and panel.ts not in evidence.pins.get(incident_channel.id, ()):
        yield "the channel's panel is not pinned"
    if not incident_channel.topic.value:
        yield "the channel has no topic"
    for user in sorted(_invited(evidence, case) - set(incident_channel.members)):
        yield f"{user} was not invited"


def _invited(evidence: Evidence, case: Case) -> set[str]:
    """Whoever declared, holds or took a role, and whom the policy names.

    When the incident becomes private, everyone who took part until then.
    """
    incident = case.snapshot.incident
    always = {str(incident.declared_by), *(str(user) for user in incident.holders.values())}
    people, took_part, policy = set(always), set[str](), None
    has_channel = began_private(case) or incident.is_drill
    for entry in case.timeline:
        took_part |= _involved(entry.event)
        match entry.event:
            case DrillStarted(team=team):
                people.update(team)
            case SeverityChanged(actor=actor, opens_channel=True) | ChannelAdopted(actor=actor):
                people.add(actor)
            case RoleChanged(after=str(newcomer)) if has_channel:
                people.add(newcomer)
            case Merged(people=newcomers) if has_channel:
                people.update(newcomers)
            case Paged(group=str(group), simulated=False) if group and has_channel:
                people.update(evidence.groups.get(group, ()))
            case VisibilityChanged(private=True):
                moves, has_channel = moves_channel(evidence, case, entry), True
                kept = {*always, *_by_policy(evidence, incident, policy)} if moves else people
                people = kept | took_part
            case _:
                pass
        changed = _new_policy(evidence, entry.event)
        policy = changed or policy
        has_channel = (
            has_channel
            or _adopts_channel(entry.event)
            or (policy is not None and policy.incident_channel)
        )
        if changed is not None and has_channel:
            people.update(_by_policy(evidence, incident, policy))
    return set(people_among(map(UserId, people)))


def _involved(event: AnyEvent) -> set[str]:
    """The actor, and whoever was given a role. Nobody where Slack does not say."""
    given = event.after if isinstance(event, RoleChanged) else None
    return {str(each) for each in (event.actor, given) if each}


def _adopts_channel(event: object) -> bool:
    """Whether the incident is worked in a channel that existed before, from this event on."""
    match event:
        case Declared(incident_channel=str(channel)) | ChannelAdopted(channel=channel):
            return bool(channel)
        case _:
            return False


def _new_policy(evidence: Evidence, event: object) -> SeverityPolicy | None:
    match event:
        case Declared(severity=severity) | SeverityChanged(after=severity):
            return evidence.rules.policy(severity)
        case _:
            return None


def _by_policy(
    evidence: Evidence, incident: Incident, policy: SeverityPolicy | None
) -> Iterator[str]:
    """Nobody in a drill, whose people are its team."""
    for each in policy.invite if policy and not incident.is_drill else ():
        yield from evidence.groups.get(each, (each,))


def _never_told(evidence: Evidence) -> list[str]:
    """Finds private replies that are recorded as sent but never shown by Slack.

    Where nothing ephemeral can be shown, they are direct messages.
    """
    shown = Counter((str(each.shown_to), each.text) for each in evidence.ephemerals)
    shown.update(_told_directly(evidence))
    due = Counter(
        (str(row.payload["user"]), str(row.payload["text"]))
        for row in evidence.effects
        if row.kind == "reply_privately" and row.state is EffectState.DONE
    )
    return [f"{user} was not told: {text}" for user, text in due - shown]


def _told_directly(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Whom the bot wrote a direct message, and its text."""
    return (
        (member, each.text)
        for channel in evidence.channels.values()
        if channel.is_im
        for each in evidence.messages.get(channel.id, ())
        for member in channel.members
    )


def _answered_meanwhile(evidence: Evidence, row: EffectRow) -> bool:
    """Whether it is a prompt or a delay notice that its answer overtook."""
    if row.kind == "post_paging_delay":
        return _paging_ended_meanwhile(evidence, row)
    if row.kind != "post_nudge" or row.payload["wanted"] != NudgeKind.COMMANDER:
        return False
    led = over = False
    for entry in evidence.case(row.incident_id or 0).timeline:
        if row.settled_at is not None and entry.recorded_at > row.settled_at:
            break
        if isinstance(entry.event, RoleChanged) and entry.event.role == COMMANDER:
            led = entry.event.after is not None
        if isinstance(entry.event, StatusChanged):
            over = not entry.event.after.is_active
    return led or over


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
    """Whether its incident became private, so that what was pending is deleted or left out.

    A panel may have been enqueued once more for a channel that has one: `_places_due` looks for
    it.
    """
    moved = hidden(evidence.case(row.incident_id or 0))
    asked_twice = row.kind == "post_panel" and bool(moved)
    return asked_twice or any(row.created_at < entry.recorded_at for entry in moved)


def _names_what_was_private(evidence: Evidence, row: EffectRow) -> bool:
    """Whether it is a line about another incident that is not public since."""
    if row.kind != PostLine.kind:
        return False
    event = payload_adapter(PostLine).validate_python(row.payload).event
    other = named_incident(event)
    return other is not None and is_private_since(evidence.case(other), event.at)


def _belongs_to_drill_that_was_over(evidence: Evidence, row: EffectRow) -> bool:
    """Whether it is simulation that its drill's end overtook."""
    drill = evidence.case(row.incident_id).snapshot.drill if row.incident_id else None
    return (
        row.kind in {PostInject.kind, PostSimulatedPage.kind}
        and drill is not None
        and drill.over_at is not None
        and row.settled_at is not None
        and drill.over_at <= row.settled_at
    )


def _never_posted(evidence: Evidence) -> Iterator[str]:
    """Finds messages that are recorded as posted but are nowhere in Slack."""
    for row in evidence.effects:
        posted = row.kind.startswith("post_") and row.state is EffectState.DONE
        if not posted or evidence.marks[row.idempotency_key]:
            continue
        overtaken = (
            _answered_meanwhile,
            _taken_down_since,
            _names_what_was_private,
            _belongs_to_drill_that_was_over,
        )
        if not any(explains(evidence, row) for explains in overtaken):
            yield f"{row.kind} {row.id} of INC-{row.incident_id} is done, but not in Slack"
