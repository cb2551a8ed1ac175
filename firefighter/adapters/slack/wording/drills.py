"""Texts about drills: what happened to them, and their simulated pages."""

from typing import assert_never

from firefighter.adapters.slack.wording.mrkdwn import (
    escaped,
    local_time,
    local_time_s,
    single_line,
    user_mention,
)
from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
)
from firefighter.domain.errors import DrillProblem
from firefighter.domain.events import PageAcknowledged, Paged
from firefighter.domain.ids import reference
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.reporting.wording import format_duration

DrillChange = (
    DrillStarted
    | DrillPaused
    | DrillResumed
    | DrillStopped
    | DrillEnded
    | DrillRevealed
    | DiagnosisJudged
)

_OVER = gettext_noop("The drill is over. Start a new one with `/incident drill`.")

_PROBLEMS = {
    DrillProblem.NO_DRILL: gettext_noop("This is a real incident, not a drill."),
    DrillProblem.OVER: _OVER,
    DrillProblem.PAUSED: gettext_noop("The drill is paused. Press *Resume* first."),
    DrillProblem.NOT_PAUSED: gettext_noop("The drill isn't paused."),
    DrillProblem.GAME_DAY_PAUSED: gettext_noop(
        "The Game Day is paused. The drill goes on when its game master resumes it."
    ),
    DrillProblem.NO_REAL_PAGES: gettext_noop(
        "This drill allows no real pages. Nobody was paged. Send it as a simulated page."
    ),
    DrillProblem.NO_GROUPS: gettext_noop(
        "A user group has members outside the drill, so it is never paged for real. Nobody was "
        "paged. Send it as a simulated page."
    ),
    DrillProblem.NO_SCENARIO: gettext_noop(
        "This drill has no scenario, so it has no injects and no hints."
    ),
    DrillProblem.NOT_RUN_BY_YOU: gettext_noop(
        "Only the person who started the drill sees its injects, and only without taking part."
    ),
    DrillProblem.NOT_STEERED_BY_YOU: gettext_noop(
        "Only game masters and villains see the injects of a Game Day."
    ),
    DrillProblem.INJECT_SETTLED: gettext_noop("That inject was already sent or skipped."),
    DrillProblem.UNKNOWN_INJECT: gettext_noop("The scenario has no such inject."),
    DrillProblem.UNKNOWN_HINT: gettext_noop("The scenario has no such hint."),
    DrillProblem.HINT_TAKEN: gettext_noop("The team already has that hint. See the timeline."),
    DrillProblem.NOT_OVER: gettext_noop("The score is shown once the drill is over."),
    DrillProblem.GAME_DAY_NOT_OVER: gettext_noop("The score is shown once the Game Day is over."),
    DrillProblem.NOT_IN_TEAM: gettext_noop("Only the drill's team can ask for hints."),
    DrillProblem.OTHER_TEAM: gettext_noop(
        "This is the drill of another team. You can see it once the Game Day is over."
    ),
    DrillProblem.IN_GAME_DAY: gettext_noop(
        "While its Game Day is played, a drill can't be made private or merged."
    ),
    DrillProblem.NOT_JUDGED_BY_YOU: gettext_noop(
        "Only the person who runs a drill judges its diagnosis."
    ),
    DrillProblem.NOT_GAME_MASTER: gettext_noop(
        "Only the game masters of a Game Day judge diagnoses."
    ),
    DrillProblem.NO_DIAGNOSIS: gettext_noop("The scenario doesn't ask for a diagnosis."),
    DrillProblem.NOT_CONFIRMED: gettext_noop(
        "The team hadn't confirmed that hypothesis when the drill was over."
    ),
    DrillProblem.SCORE_FINAL: gettext_noop("The Game Day is closed, and its scores are final."),
}


def drill_problem_text(problem: DrillProblem) -> str:
    return gettext(_PROBLEMS[problem])


_PEOPLE_SHOWN = 20


def drill_line(event: DrillChange) -> str:
    who = user_mention(event.actor) if event.actor else ""
    match event:
        case DrillStarted():
            return f":dart: {_started(event, who)}"
        case DrillPaused():
            return f":pause_button: {gettext('{who} paused the drill.', who=who)}"
        case DrillResumed():
            when = local_time(event.ends_at)
            text = gettext("{who} resumed the drill. It ends at {when}.", who=who, when=when)
            return f":dart: {text}"
        case DrillStopped():
            return f":no_entry: {gettext('The drill was stopped. Nothing more will happen in it.')}"
        case DrillEnded():
            return f":checkered_flag: {_ended(event)}"
        case DrillRevealed():
            cause = gettext("The cause: {text}", text=single_line(event.cause))
            solution = gettext("The solution: {text}", text=single_line(event.solution))
            return f":unlock: {cause} {solution}"
        case DiagnosisJudged(hypothesis=None):
            text = gettext("{who} judged that no hypothesis names the cause.", who=who)
            return f":dart: {text}"
        case DiagnosisJudged(hypothesis=number):
            label = f"H{number}"
            text = gettext("{who} judged that {label} names the cause.", who=who, label=label)
            return f":dart: {text}"


def _started(event: DrillStarted, who: str) -> str:
    people = ", ".join(map(user_mention, event.team[:_PEOPLE_SHOWN]))
    return gettext(
        "{who} started a drill with {people}. It ends at {when}.",
        who=who,
        people=people,
        when=local_time(event.ends_at),
    )


def _ended(event: DrillEnded) -> str:
    """Says why; a private incident that ended it is not named."""
    match event.ending:
        case DrillEnding.TIME_OVER:
            return gettext("The drill is over: its time is up.")
        case DrillEnding.STOPPED:
            return gettext("The drill was stopped. Nothing more will happen in it.")
        case DrillEnding.CLOSED:
            return gettext("The drill is over: its incident was closed.")
        case DrillEnding.ABANDONED:
            return gettext("The drill is over: it was paused, and nobody resumed it for a day.")
        case DrillEnding.ALERT:
            title = single_line(event.alert)
            return gettext("The drill is over: the alert “{title}” stops exercises.", title=title)
        case DrillEnding.EXPERIMENT_STOPPED:
            return gettext("The drill is over: its chaos experiment was stopped.")
        case DrillEnding.GAME_DAY_OVER:
            return gettext("The drill is over: the Game Day has ended.")
        case DrillEnding.REAL_INCIDENT | DrillEnding.SAME_SERVICE:
            return _ended_for_real(event)
        case other:
            assert_never(other)


def _ended_for_real(event: DrillEnded) -> str:
    """A private incident is not named."""
    is_same_service = event.ending is DrillEnding.SAME_SERVICE
    if event.cause is None:
        return (
            gettext("The drill is over: a real incident affects the same service.")
            if is_same_service
            else gettext("The drill is over: there is a real, severe incident.")
        )
    incident = reference(event.cause)
    return (
        gettext(
            "The drill is over: {incident} is real and affects the same service.",
            incident=incident,
        )
        if is_same_service
        else gettext("The drill is over: {incident} is real and severe.", incident=incident)
    )


def drill_state(drill: Drill | None) -> str:
    """What a card says behind the mark: until when it is played, or that it is paused or over."""
    if drill is None:
        return gettext("not a real incident")
    if drill.is_over:
        return gettext("not a real incident, and the drill is over")
    if since := drill.paused_since:
        return gettext("not a real incident · paused since {when}", when=local_time(since))
    if ends_at := drill.ends_at:
        return gettext("not a real incident · ends at {when}", when=local_time(ends_at))
    return gettext("not a real incident")


def simulated_page_line(event: Paged) -> str:
    """Mentions no group: its members do not take part. A scenario pages without a person."""
    if not event.actor:
        return gettext(
            "{whom} was paged at {when}, *simulated*: nobody was notified. {reason}",
            whom=paged_name(event),
            when=local_time_s(event.at),
            reason=single_line(event.reason),
        )
    return gettext(
        "{who} paged {whom} at {when}, *simulated*: nobody was notified. {reason}",
        who=user_mention(event.actor),
        whom=paged_name(event),
        when=local_time_s(event.at),
        reason=single_line(event.reason),
    )


def paged_name(event: Paged) -> str:
    return escaped(f"@{event.handle}" if event.group else event.service)


def page_acknowledged_line(event: PageAcknowledged) -> str:
    took_s = max((event.at - event.paged_at).total_seconds(), 0)
    return gettext(
        "{who} acknowledged the simulated page to {whom} after {duration}.",
        who=user_mention(event.actor),
        whom=escaped(event.whom),
        duration=_precisely(round(took_s)),
    )


def _precisely(seconds: int) -> str:
    """Pages are answered within minutes, so seconds count."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return ngettext("{number} second", "{number} seconds", seconds)
    return format_duration(seconds)
