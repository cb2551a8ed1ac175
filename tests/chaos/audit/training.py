"""Finds what a drill or Game Day showed or did that it may not."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.drill import Drill, DrillPlan
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
)
from firefighter.domain.drill_facts import PlayedDrill
from firefighter.domain.events import Paged
from firefighter.domain.game_clock import Pause
from firefighter.domain.game_day_events import GameDayAction
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.ids import IncidentId
from firefighter.domain.scoring import Score, score
from firefighter.domain.timeline import Entry
from firefighter.playground.slack import Call
from firefighter.ports.game_days import GameDayPlace
from firefighter.use_cases.game_day_score import rank_by_scores
from tests.chaos.audit.drills import drills_in, scenario_of
from tests.chaos.audit.visibility import hidden
from tests.chaos.evidence import Case, Evidence, GameDayCase

_MARK = "EXERCISE"
_AWAY = "My database is unavailable"
"""Without its database, the bot does not know what is a drill."""
_SAYS = {"chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.setTopic"}
_TOTAL = re.compile(r"\*(\d+) of 100 points?\*")
_ROW = re.compile(r"\d+\. \*(.+?)\* · (\d+) points?")


def unmarked(evidence: Evidence) -> list[str]:
    """Finds messages and topics of drills and Game Days that do not say that it is an exercise."""
    drills = (
        f"{case.name}: {what}" for case in drills_in(evidence) for what in _bare(evidence, case)
    )
    game_days = (
        f"{each.game_day.reference}: {call.method} {call.arguments.get('text')!r}"
        for each in evidence.game_days
        for call in evidence.calls_in(_channel(each))
        if _is_bare(call)
    )
    return [*drills, *game_days]


def paged_for_real(evidence: Evidence) -> list[str]:
    """Finds alerts, live mentions of groups and invitations of people outside a drill."""
    return [
        f"{case.name}: {what}" for case in drills_in(evidence) for what in _notified(evidence, case)
    ]


def scores_that_differ(evidence: Evidence) -> list[str]:
    """Finds scores and boards that are not what the facts on the timelines give."""
    found = [
        f"{case.name}: {what}" for case in drills_in(evidence) for what in _scored(evidence, case)
    ]
    for each in evidence.game_days:
        found += [f"{each.game_day.reference}: {what}" for what in _boards(evidence, each)]
    return found


def drills_in_metrics(evidence: Evidence) -> list[str]:
    real = len(evidence.cases) - len(drills_in(evidence))
    return [] if evidence.counted == real else [f"{evidence.counted} counted, {real} were real"]


def _bare(evidence: Evidence, case: Case) -> Iterator[str]:
    channel = evidence.channel_of(case)
    calls = [*evidence.calls_of(case), *(evidence.calls_in(channel.id) if channel else ())]
    for call in calls:
        if _is_bare(call):
            yield f"{call.method} {call.arguments.get('text') or call.arguments.get('topic')!r}"


def _is_bare(call: Call) -> bool:
    if call.method not in _SAYS or not call.answer.get("ok"):
        return False
    arguments = call.arguments
    if _AWAY in str(arguments.get("text")):
        return False
    said = [str(arguments[name]) for name in ("text", "topic") if arguments.get(name)]
    shown = [json.dumps(arguments["blocks"])] if arguments.get("blocks") else []
    return any(_MARK not in each for each in (*said, *shown))


def _channel(game_day: GameDayCase) -> str:
    place = game_day.places.get(GameDayPlace.CHANNEL)
    return place.channel if place else ""


def _notified(evidence: Evidence, case: Case) -> Iterator[str]:
    keys = {entry.event.key for entry in case.timeline if isinstance(entry.event, Paged)}
    for alert in evidence.alerts:
        if alert.dedup_key in keys or f"{case.name} " in json.dumps(alert.event):
            yield f"{alert.dedup_key} alerted {alert.service}"
    channel = evidence.channel_of(case)
    if channel is None:
        return
    for message in evidence.by_bot(channel.id):
        if groups := message.mentions & {*evidence.groups, "here", "channel", "everyone"}:
            yield f"{', '.join(sorted(groups))} mentioned in {message.text!r}"
    for user in sorted({*channel.members} & evidence.bystanders):
        yield f"{user} was invited"


def _scored(evidence: Evidence, case: Case) -> Iterator[str]:
    computed, shown = _score(case, case.timeline), evidence.scores.get(case.snapshot.incident.id)
    if computed is None:
        return
    if shown is None:
        # A drill that becomes private leaves the message behind, in its old channel.
        if not hidden(case):
            yield "no message shows its score"
    elif (found := _TOTAL.search(shown)) is None or int(found[1]) != computed.total:
        yield f"the score is {computed.total}, and {found[0] if found else shown!r} is shown"


def _boards(evidence: Evidence, case: GameDayCase) -> Iterator[str]:
    """The result and the last scoreboard, which may be from any time since the evaluation began."""
    began = next((each.at for each in case.events if _ends(each.action, each.subject)), None)
    if began is None:
        return
    posted = [
        each
        for each in evidence.by_bot(_channel(case))
        if evidence.kind_of(each) in {"post_game_day_result", "show_scoreboard"}
    ]
    if not any(evidence.kind_of(each) == "post_game_day_result" for each in posted):
        yield "no result was posted"
    possible = list(_rankings(evidence, case, began))
    for message in posted:
        shown = dict(_ROW.findall(json.dumps(message.blocks, ensure_ascii=False)))
        if {team: int(points) for team, points in shown.items()} not in possible:
            yield f"{evidence.kind_of(message)} shows {shown}, not one of {possible}"


def _ends(action: GameDayAction, subject: str) -> bool:
    return action is GameDayAction.PHASE_CHANGED and subject == GameDayStepKind.EVALUATE


def _rankings(
    evidence: Evidence, case: GameDayCase, began: datetime
) -> Iterator[Mapping[str, int]]:
    """What the facts gave when it began, and after each later entry of a drill."""
    cases = {each: evidence.case(each) for each in case.game_day.drills}
    later = {
        entry.recorded_at
        for each in cases.values()
        for entry in each.timeline
        if entry.recorded_at > began
    }
    for until in (began, *sorted(later)):
        scores = {
            incident_id: found
            for incident_id, each in cases.items()
            if (found := _score(each, [e for e in each.timeline if e.recorded_at <= until]))
        }
        ranked = rank_by_scores(case.game_day, scores)
        yield {escaped(each.team): each.score.total for each in ranked}


def _score(case: Case, timeline: "list[Entry] | tuple[Entry, ...]") -> Score | None:
    """None for a drill without a scenario, and for one that is not over or not revealed."""
    scenario, drill = scenario_of(case), _replayed(case)
    revealed = any(isinstance(entry.event, DrillRevealed) for entry in case.timeline)
    if scenario is None or drill is None or drill.over_at is None or not revealed:
        return None
    played = PlayedDrill(drill, case.snapshot.incident, timeline, scenario)
    return score(played.facts(datetime.max.replace(tzinfo=UTC)))


def _replayed(case: Case) -> Drill | None:
    """The drill as its timeline tells it, and not its rows."""
    drill: Drill | None = None
    for event in (entry.event for entry in case.timeline):
        match event:
            case DrillStarted():
                plan = DrillPlan(event.team, event.length_min)
                drill = Drill(IncidentId(case.snapshot.incident.id), plan, event.at)
            case DrillPaused() if drill:
                drill.pauses = (*drill.pauses, Pause(event.at))
            case DrillResumed() if drill:
                drill.pauses = drill.clock.resumed(event.at).pauses
            case DrillStopped() if drill:
                drill.over_at, drill.ending = event.at, DrillEnding.STOPPED
            case DrillEnded() if drill:
                drill.over_at, drill.ending = event.at, event.ending
            case _:
                pass
    return drill
