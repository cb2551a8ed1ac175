"""Texts about Game Days: phases, what is missing, who takes part, and what happened."""

from collections.abc import Iterable, Sequence

from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    link,
    local_time,
    single_line,
    user_mention,
)
from firefighter.domain.errors import GameDayItem, GameDayProblem
from firefighter.domain.experiments import Experiment
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import PHASES, STEPS, GameDayPhase, GameDayStepKind
from firefighter.domain.game_day_roles import FEWEST_HEROES, MOST_HEROES, GameDayRole
from firefighter.domain.ids import TeamNumber, reference
from firefighter.domain.learning_report import ReportSection
from firefighter.domain.scoring import RankedTeam
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.ports.chat import ReportNotice, SafetyMessage, SafetyNotice, StopNotice
from firefighter.ports.game_days import GameDaySnapshot
from firefighter.ports.pages import PageChange, PageRef
from firefighter.reporting.game_day_names import experiment_field_name, verdict_name
from firefighter.reporting.learning_report import report_section_title
from firefighter.reporting.wording import labeled

_SHOWN = 300
"""Characters of a text that somebody wrote; its form has all of it."""

_ROLE_TASKS = {
    GameDayRole.GAME_MASTER: gettext_noop("runs the Game Day and judges"),
    GameDayRole.SAFETY_OFFICER: gettext_noop("may veto and pause it, and watches production"),
    GameDayRole.VILLAIN: gettext_noop("prepares and steers what happens"),
    GameDayRole.OBSERVER: gettext_noop("looks on and writes down"),
    GameDayRole.HERO: gettext_noop("solves the incidents, in a team"),
}

_ITEMS = {
    GameDayItem.THEME: gettext_noop("A theme."),
    GameDayItem.SERVICE: gettext_noop("A service that it is about."),
    GameDayItem.OWNER: gettext_noop("Somebody who answers for the service."),
    GameDayItem.IDEA: gettext_noop("An idea."),
    GameDayItem.SHAPED: gettext_noop(
        "Texts of an experiment, such as its hypothesis. *Open…* shows which are missing."
    ),
    GameDayItem.SIGNAL: gettext_noop(
        "A signal for each experiment, seen or waived by somebody. *Open…* shows which is missing."
    ),
    GameDayItem.VOTE: gettext_noop("A vote."),
    GameDayItem.CHOSEN: gettext_noop("The experiments that are played."),
    GameDayItem.DATE: gettext_noop("A date."),
    GameDayItem.TEAMS: gettext_noop("Teams of 3 to 6 heroes each."),
    GameDayItem.SAFETY_OFFICER: gettext_noop("A safety officer."),
    GameDayItem.CONSENT: gettext_noop("The consent of whoever answers for the service."),
    GameDayItem.STOP_TRIED: gettext_noop("A press on *Try the stop button*."),
    GameDayItem.ANSWERS: gettext_noop("An answer to how it went."),
    GameDayItem.JUDGMENT: gettext_noop("A judgment of each hypothesis."),
    GameDayItem.LEARNING: gettext_noop("What was learnt, as a follow-up."),
}

_PROBLEMS = {
    GameDayProblem.NOT_GAME_MASTER: gettext_noop("Only a game master can do that."),
    GameDayProblem.NOT_SAFETY_OFFICER: gettext_noop("Only the safety officer can do that."),
    GameDayProblem.NOT_OWNER: gettext_noop(
        "Only the person who answers for the service can consent."
    ),
    GameDayProblem.MAY_NOT_PAUSE: gettext_noop(
        "In a Game Day, a game master or the safety officer pauses a drill and resumes it. "
        "Everybody may press *Stop the exercise…*."
    ),
    GameDayProblem.CONSENT_UNSEEN: gettext_noop(
        "You can't see yet what is planned. Ask a game master for the role of villain or observer, "
        "read it under *Open…*, then consent. Heroes can't."
    ),
    GameDayProblem.NOT_OBSERVER: gettext_noop("Only observers and game masters write notes."),
    GameDayProblem.NOT_SEATED: gettext_noop("Only people who take part can do that."),
    GameDayProblem.WAS_HERO: gettext_noop(
        "A person who was a hero of this Game Day can't get a role that sees what is sealed."
    ),
    GameDayProblem.KNOWS_SEALED: gettext_noop(
        "A person who could see what is sealed in this Game Day can't be a hero in it."
    ),
    GameDayProblem.IS_IN_TEAM: gettext_noop("That is so already. Nothing was changed."),
    GameDayProblem.TEAM_IS_FULL: gettext_noop("That team has 6 heroes. Choose another team."),
    GameDayProblem.TEAM_IS_PLAYING: gettext_noop(
        "Heroes join and change teams before the Game Day starts. It has started; you can be a "
        "hero in the next one."
    ),
    GameDayProblem.LAST_GAME_MASTER: gettext_noop(
        "A Game Day needs a game master. Name another one first."
    ),
    GameDayProblem.LAST_SAFETY_OFFICER: gettext_noop(
        "A Game Day that is played needs a safety officer. Name another one first."
    ),
    GameDayProblem.TEAM_NAME_TAKEN: gettext_noop("Another team has that name. Choose another one."),
    GameDayProblem.SCENARIO_IN_PLAY: gettext_noop(
        "A drill or another Game Day is playing one of these scenarios, and would tell what is "
        "sealed in this one. Stop it first, or choose another scenario."
    ),
    GameDayProblem.UNKNOWN_TEAM: gettext_noop("Choose a team."),
    GameDayProblem.UNKNOWN_EXPERIMENT: gettext_noop("There is no such experiment."),
    GameDayProblem.TOO_MANY: gettext_noop(
        "That is too much for one Game Day: 20 experiments, 20 teams, 40 drills at most."
    ),
    GameDayProblem.TOO_MANY_POINTS: gettext_noop("That is more points than there are to give."),
    GameDayProblem.NO_DRILL: gettext_noop(
        "No drill was played, so there is nothing to add it to. Close the Game Day without it."
    ),
    GameDayProblem.NO_IDEAS: gettext_noop(
        "Nothing to propose: no service without an idea had an incident in 90 days."
    ),
    GameDayProblem.CHANGED_MEANWHILE: gettext_noop(
        "The teams changed meanwhile. Check them, then start again."
    ),
    GameDayProblem.SEALED: gettext_noop("You can see this once the Game Day is over."),
}


def role_task(role: GameDayRole) -> str:
    return gettext(_ROLE_TASKS[role])


def phase_name(phase: GameDayPhase) -> str:
    return gettext(PHASES[phase].label)


def phase_task(phase: GameDayPhase) -> str:
    return gettext(PHASES[phase].task)


def step_name(step_kind: GameDayStepKind) -> str:
    return gettext(STEPS[step_kind].label)


def game_day_problem_text(problem: GameDayProblem) -> str:
    return gettext(_PROBLEMS[problem])


def missing_items_text(items: Iterable[GameDayItem]) -> str:
    lines = [f"• {gettext(_ITEMS[item])}" for item in items]
    return "\n".join([gettext("Still missing:"), *lines]) if lines else ""


def game_day_title(game_day: GameDay) -> str:
    """The mark comes first: nobody may take it for something real."""
    title = clipped(escaped(game_day.details.title), _SHOWN)
    return f":dart: *{gettext('EXERCISE')} · {game_day.reference} · {title}*"


def game_day_line(event: GameDayEvent, game_day: GameDay) -> str:
    """What happened, in one line. Only steps between phases have one."""
    if event.action is not GameDayAction.PHASE_CHANGED:
        raise ValueError(f"{event.action} has no line.")
    row = STEPS[GameDayStepKind(event.subject)]
    who = user_mention(event.actor) if event.actor else gettext("The bot")
    text = gettext(row.line, who=who, note=single_line(event.text)).strip()
    return f":{row.emoji}: {gettext('EXERCISE')} · {game_day.reference} · {text}"


def team_text(game_day: GameDay, team: TeamNumber) -> str:
    """A team's name and heroes, and whether it needs more."""
    heroes = game_day.heroes(team)
    people = ", ".join(map(user_mention, heroes)) or gettext("nobody yet")
    text = labeled(f"*{escaped(game_day.teams[team])}*", people)
    lacking = FEWEST_HEROES - len(heroes)
    if lacking > 0 and game_day.phase.is_preparation:
        needs = ngettext("{number} more needed", "{number} more needed", lacking)
        return f"{text} ({needs})"
    if len(heroes) > MOST_HEROES:
        return f"{text} ({gettext('too many')})"
    return text


def experiment_text(experiment: Experiment, game_day: GameDay) -> str:
    """What an experiment is about, what is missing, and how it stands."""
    plan = experiment.plan
    title = clipped(escaped(plan.title), _SHOWN)
    lines = [f"*{experiment.label}* {title}"]
    if plan.service:
        lines[0] += f" · {escaped(plan.service)}"
    if experiment.is_left_out:
        return f"{lines[0]} · {gettext('left out, kept for another time')}"
    if experiment.reason:
        lines.append(gettext("Proposed by the bot: {reason}.", reason=escaped(experiment.reason)))
    if plan.hypothesis:
        lines.append(f"> {clipped(single_line(plan.hypothesis), _SHOWN)}")
    lines += _experiment_state(experiment, game_day)
    return "\n".join(lines)


def _experiment_state(experiment: Experiment, game_day: GameDay) -> Iterable[str]:
    if judgment := experiment.judgment:
        finding = clipped(single_line(judgment.finding), _SHOWN)
        yield labeled(verdict_name(judgment.verdict), finding)
        return
    if game_day.phase is GameDayPhase.SHAPING:
        missing = ", ".join(map(experiment_field_name, experiment.missing()))
        yield gettext("Missing: {what}.", what=missing) if missing else gettext("Complete.")
    if game_day.phase is GameDayPhase.OBSERVABILITY:
        yield _signal_text(experiment)
    if game_day.phase in {GameDayPhase.CHOSEN, GameDayPhase.ARMED}:
        points = game_day.points_of(experiment.number)
        told = ngettext("{number} point", "{number} points", points)
        yield f"{told} · {gettext('chosen')}" if experiment.is_chosen else told


def _signal_text(experiment: Experiment) -> str:
    signal = experiment.signal
    if signal is None:
        return gettext("No signal yet.")
    shown = clipped(single_line(signal.text), _SHOWN)
    if signal.settled_by is None:
        return gettext("Signal: {signal}. Nobody has seen it yet.", signal=shown)
    who = user_mention(signal.settled_by)
    if signal.is_waived:
        return gettext("{who} does without a signal.", who=who)
    return gettext("Signal: {signal}, seen by {who}.", signal=shown, who=who)


def when_text(game_day: GameDay) -> str:
    """When it is played, or until when."""
    starts_at, clock = game_day.details.starts_at, game_day.clock
    minutes = ngettext("{number} minute", "{number} minutes", game_day.details.length_min)
    if clock and clock.ends_at:
        return gettext("ends at {when}", when=local_time(clock.ends_at))
    if clock and clock.paused_since:
        return gettext("paused since {when}", when=local_time(clock.paused_since))
    if clock and clock.over_at:
        return gettext("over since {when}", when=local_time(clock.over_at))
    if starts_at:
        return f"{local_time(starts_at)} · {minutes}"
    return minutes


def report_link(snapshot: GameDaySnapshot) -> str:
    """A link to the learning report; empty if there is none."""
    page = snapshot.page
    return link(page.url, gettext("Learning report")) if page and not page.gone else ""


def report_notice_text(notice: ReportNotice) -> str:
    """One line about the learning report, with a link to it."""
    game_day = notice.snapshot.game_day
    return f":memo: {gettext('EXERCISE')} · {game_day.reference} · {_report_change(notice)}"


def _report_change(notice: ReportNotice) -> str:
    report = report_link(notice.snapshot)
    match notice.change:
        case PageChange.MADE:
            return gettext("{report} created.", report=report)
        case PageChange.MOVED:
            return gettext("The learning report was moved: {report}.", report=report)
        case PageChange.BACK:
            return gettext("{report} found again; updates resume.", report=report)
        case PageChange.EDITED:
            return gettext(
                "Sections edited on the {report}, no longer updated by the bot: {sections}.",
                report=report,
                sections=escaped(", ".join(_edited_titles(notice.snapshot.page))),
            )
        case PageChange.GONE:
            return gettext(
                "The learning report is gone: it was deleted, or I lost access. *Open…* on the "
                "card creates a new one."
            )


def _edited_titles(page: PageRef | None) -> list[str]:
    """In the order of the page; a company's own section has no title."""
    edited = page.edited if page else frozenset[str]()
    known = [each for each in ReportSection if each in edited]
    return [*map(report_section_title, known), *sorted(edited.difference(known))]


def safety_text(message: SafetyMessage) -> str:
    name = message.snapshot.game_day.reference
    match message.notice:
        case SafetyNotice.SILENT:
            return gettext(
                "{game_day} runs in production, and you have not said for 10 minutes that all is "
                "well. In 5 minutes it stops.",
                game_day=name,
            )
        case SafetyNotice.REAL_INCIDENT if message.snapshot.game_day.phase is GameDayPhase.STOPPED:
            return gettext(
                "Something in a drill of {game_day} is real. The Game Day was stopped.",
                game_day=name,
            )
        case SafetyNotice.REAL_INCIDENT:
            return gettext(
                "Something in a drill of {game_day} is real. The Game Day is paused.",
                game_day=name,
            )


def stop_text(message: StopNotice) -> str:
    game_day = message.snapshot.game_day
    who = user_mention(message.stopped_by)
    played = game_day.drills.get(message.drill) if message.drill else None
    if message.drill is None or played is None:
        return gettext(
            "{user} stopped {game_day}. Only game masters are told who it was.",
            user=who,
            game_day=game_day.reference,
        )
    return gettext(
        "{user} stopped {incident}, the drill of {team} in {game_day}. Only game masters are told "
        "who it was.",
        user=who,
        incident=reference(message.drill),
        team=escaped(game_day.teams[played.team]),
        game_day=game_day.reference,
    )


def outcome_text(teams: Sequence[RankedTeam], *, game_day_was_stopped: bool) -> str:
    """Who won, by the final ranking. Only a team that played to the end can.

    Who stopped early keeps the place, but may be judged on less than the others.
    """
    if not teams:
        return gettext("The Game Day is over. No team has a score.")
    played = [each for each in teams if not each.score.was_stopped]
    if game_day_was_stopped or not played:
        return gettext("Stopped early: no team wins. The points are of what was played.")
    best = min(each.rank for each in played)
    first = [each.team for each in played if each.rank == best]
    ahead = [each for each in teams if each.score.was_stopped and each.rank <= best]
    if ahead:
        return f"{_ahead_text(ahead)} {_first_text(first)}"
    if len(first) == 1:
        return gettext("{team} wins.", team=escaped(first[0]))
    return gettext("{teams} share the first place.", teams=_names(first))


def _ahead_text(stopped: Sequence[RankedTeam]) -> str:
    if len(stopped) > 1:
        return gettext(
            "{teams} were stopped early and are judged on less.",
            teams=_names([each.team for each in stopped]),
        )
    return gettext(
        "{team} has the most points, judged on {points} of 100: its drill was stopped early.",
        team=escaped(stopped[0].team),
        points=stopped[0].score.possible,
    )


def _first_text(teams: Sequence[str]) -> str:
    if len(teams) == 1:
        return gettext(
            "Of the teams that played to the end, {team} is first.", team=escaped(teams[0])
        )
    return gettext(
        "Of the teams that played to the end, {teams} share the first place.", teams=_names(teams)
    )


def _names(teams: Sequence[str]) -> str:
    return ", ".join(map(escaped, teams))
