"""Forms of a Game Day."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import game_days as shown
from firefighter.adapters.slack.blocks.action_ids import game_day_state
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Option,
    checkbox_field,
    context,
    date_field,
    datetime_field,
    modal,
    multi_select_field,
    search_field,
    section,
    select_field,
    text_field,
    user_field,
)
from firefighter.adapters.slack.blocks.drills import exercise_banner
from firefighter.adapters.slack.blocks.follow_ups import priority_and_kind
from firefighter.adapters.slack.wording.game_days import (
    experiment_text,
    game_day_problem_text,
    game_day_title,
    role_task,
)
from firefighter.domain import experiments, game_day_details
from firefighter.domain.errors import GameDayProblem
from firefighter.domain.experiments import Experiment, Verdict
from firefighter.domain.game_day import NAME_LIMIT, VOTE_POINTS, GameDay
from firefighter.domain.game_day_details import GameDayDetails
from firefighter.domain.game_day_evaluation import NoteKind
from firefighter.domain.game_day_roles import MOST_HEROES, GameDayRole
from firefighter.domain.ids import TeamNumber, UserId
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Environment, Mode
from firefighter.domain.scoring import ADJUSTMENT_LIMIT
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.i18n import gettext, ngettext
from firefighter.ports.scenarios import ScenarioSummary
from firefighter.reporting.game_day_names import (
    environment_name,
    mode_name,
    note_kind_name,
    role_name,
    verdict_name,
)
from firefighter.reporting.wording import labeled

SHAPE_FORM = "experiment_shape"
SIGNAL_FORM = "experiment_signal"
JUDGE_FORM = "experiment_judgment"
CANCEL_FORM = "cancel_game_day"
START_FORM = "start_game_day"
EVALUATE_FORM = "evaluate_game_day"

SERVICE_NAMES = "service_names"
"""The field for services that are typed, with commas between them."""

LEAVE = "leave"
"""The choice of whoever does not take part any more."""

_LENGTH_STEP_MIN = 20


def details_form(rules: Rules, game_day: GameDay | None = None, title: str = "") -> Block:
    """For a new Game Day with that title, or an existing one."""
    known = game_day.details if game_day else GameDayDetails(title=title)
    lengths = range(
        game_day_details.SHORTEST_MIN, game_day_details.LONGEST_MIN + 1, _LENGTH_STEP_MIN
    )
    blocks = [
        text_field(
            "title",
            gettext("Name"),
            max_length=game_day_details.TITLE_LIMIT,
            initial=known.title,
            hint=gettext("Everybody reads it. It should tell nothing that heroes may not know."),
        ),
        select_field(
            "mode",
            gettext("What heroes know in advance"),
            [Option(each, mode_name(each)) for each in Mode],
            initial=known.mode,
        ),
        select_field(
            "environment",
            gettext("Where"),
            [Option(each, environment_name(each)) for each in Environment],
            initial=known.environment,
        ),
        text_field(
            "theme",
            gettext("Theme"),
            max_length=game_day_details.TEXT_LIMIT,
            initial=known.theme,
            multiline=True,
            optional=True,
        ),
        _services(known, rules),
        user_field(
            "owner",
            gettext("Who answers for the service"),
            initial=known.owner or "",
            optional=True,
        ),
        datetime_field("starts_at", gettext("Date"), initial=known.starts_at),
        select_field(
            "length",
            gettext("Length"),
            [Option(str(each), _minutes(each)) for each in sorted({*lengths, known.length_min})],
            initial=str(known.length_min),
        ),
    ]
    if game_day is None:
        marked = [*exercise_banner(None), *blocks]
        return modal(shown.CREATE, gettext("New Game Day"), marked, submit=gettext("Create"))
    return _form(shown.SET_UP, game_day, gettext("Details"), blocks, gettext("Save"))


def _services(known: GameDayDetails, rules: Rules) -> Block:
    """To choose from where the configuration names services, otherwise to type."""
    label = gettext("Services that it is about")
    if not rules.services:
        return text_field(
            SERVICE_NAMES,
            label,
            max_length=game_day_details.TEXT_LIMIT,
            initial=", ".join(known.services),
            hint=gettext("For example: checkout, search. A list in firefighter.toml saves typing."),
            optional=True,
        )
    services = dict.fromkeys((*known.services, *rules.services))
    options = [Option(each, each) for each in services]
    return multi_select_field("services", label, options, initial=known.services)


def experiment_form(
    game_day: GameDay,
    rules: Rules,
    scenarios: Sequence[ScenarioSummary],
    experiment: Experiment | None = None,
) -> Block:
    """An idea needs a title only; an existing one is given all that makes it safe."""
    plan = experiment.plan if experiment else experiments.ExperimentPlan(title="")
    services = tuple(dict.fromkeys(filter(None, (plan.service, *rules.services))))
    title = text_field(
        "title",
        gettext("What could go wrong?"),
        max_length=experiments.TITLE_LIMIT,
        initial=plan.title,
    )
    target = select_field(
        "service",
        gettext("Target service"),
        [Option(each, each) for each in services],
        initial=plan.service,
        optional=True,
    )
    if not services:
        target = text_field(
            "service",
            gettext("Target service"),
            max_length=game_day_details.SERVICE_LIMIT,
            initial=plan.service[: game_day_details.SERVICE_LIMIT],
            optional=True,
        )
    if experiment is None:
        return _form(
            shown.IDEA, game_day, gettext("Idea"), [title, target], gettext("Propose"), seen=""
        )
    played = select_field(
        "scenario",
        gettext("Scenario that is played"),
        [Option(each.id, each.title) for each in scenarios],
        initial=plan.scenario or "",
        optional=True,
        hint=gettext("Injects, hints and scores come from it. Without one, teams have no score."),
    )
    blocks = [
        title,
        target,
        _text("objective", gettext("Objective: what do people learn?"), plan.objective),
        _text(
            "hypothesis",
            gettext("Hypothesis"),
            plan.hypothesis,
            hint=gettext("If … then … because …"),
        ),
        _text("steady_state", gettext("Steady state: how does it look now?"), plan.steady_state),
        _text("blast_radius", gettext("Blast radius: what can it reach?"), plan.blast_radius),
        select_field(
            "duration",
            gettext("Duration"),
            [
                Option(str(each), _minutes(each))
                for each in range(experiments.SHORTEST_MIN, experiments.LONGEST_MIN + 1, 5)
            ],
            initial=str(plan.duration_min or ""),
            optional=True,
            hint=gettext("Of the experiment itself. Its drills last as long as the Game Day."),
        ),
        _text("rollback", gettext("Rollback: how is it undone?"), plan.rollback),
        _text("abort_conditions", gettext("Abort conditions"), plan.abort_conditions),
        *([played] if scenarios else []),
    ]
    return _form(
        SHAPE_FORM,
        game_day,
        gettext("Experiment {label}", label=experiment.label),
        blocks,
        gettext("Save"),
        seen=str(experiment.number),
    )


def from_catalog_form(game_day: GameDay) -> Block:
    """A search in the catalog, which may have more experiments than a menu."""
    blocks = [
        search_field(
            shown.FROM_CATALOG,
            gettext("Experiment"),
            hint=gettext("Type a word to search. Its texts can be changed here afterwards."),
        ),
        context(
            gettext("Heroes can read the catalog too. Propose what they may not know as an idea.")
        ),
    ]
    return _form(
        shown.FROM_CATALOG, game_day, gettext("From the catalog"), blocks, gettext("Propose")
    )


def signal_form(game_day: GameDay, experiment: Experiment) -> Block:
    text = experiment.signal.text if experiment.signal else ""
    blocks = [
        section(experiment_text(experiment, game_day)),
        _text(
            "signal",
            gettext("Where is its result seen?"),
            text,
            hint=gettext("A dashboard, an alert, and who is called."),
            optional=False,
        ),
    ]
    return _form(
        SIGNAL_FORM,
        game_day,
        gettext("Signal of {label}", label=experiment.label),
        blocks,
        gettext("Save"),
        seen=str(experiment.number),
    )


def judgment_form(game_day: GameDay, experiment: Experiment) -> Block:
    blocks = [
        section(experiment_text(experiment, game_day)),
        select_field(
            "verdict",
            gettext("What came of the hypothesis?"),
            [Option(each, verdict_name(each)) for each in Verdict],
            initial=experiment.judgment.verdict if experiment.judgment else "",
        ),
        _text(
            "finding",
            gettext("What was seen?"),
            experiment.judgment.finding if experiment.judgment else "",
            optional=False,
        ),
    ]
    return _form(
        JUDGE_FORM,
        game_day,
        gettext("Judge {label}", label=experiment.label),
        blocks,
        gettext("Save"),
        seen=str(experiment.number),
    )


def vote_form(game_day: GameDay, user: UserId) -> Block:
    given = game_day.votes.get(user, {})
    blocks = [
        section(
            ngettext(
                "You have {number} point to give, to one experiment or several.",
                "You have {number} points to give, to one experiment or several.",
                VOTE_POINTS,
            )
        ),
        *(
            select_field(
                f"points_{each.number}",
                f"{each.label} {each.plan.title}",
                [Option(str(points), str(points)) for points in range(VOTE_POINTS + 1)],
                initial=str(given.get(each.number, 0)),
            )
            for each in game_day.candidates
        ),
    ]
    return _form(shown.VOTE, game_day, gettext("Vote"), blocks, gettext("Vote"))


def choose_form(game_day: GameDay) -> Block:
    options = [
        Option(
            str(each.number),
            f"{each.label} · {game_day.points_of(each.number)} · {each.plan.title}",
        )
        for each in game_day.candidates
    ]
    if not options:
        text = gettext("Every experiment was left out, so there is nothing to choose from.")
        return shown.game_day_message(game_day, text)
    chosen = [str(each.number) for each in game_day.chosen]
    blocks = [
        multi_select_field(
            "chosen", gettext("What is played"), options, initial=chosen, optional=False
        ),
        context(gettext("Each team plays each of them. The others stay on the list.")),
    ]
    return _form(shown.CHOOSE, game_day, gettext("Choice"), blocks, gettext("Choose"))


def team_form(game_day: GameDay) -> Block:
    blocks = [text_field("team_name", gettext("Name of the team"), max_length=NAME_LIMIT)]
    return _form(shown.TEAM, game_day, gettext("Add a team"), blocks, gettext("Add"))


def join_form(game_day: GameDay, user: UserId) -> Block:
    """Everybody may be a hero by themselves; also an observer, if people are informed.

    Heroes join before the start.
    """
    can_be_hero = game_day.phase.is_preparation
    options = [
        Option(
            str(team),
            gettext(
                "Hero in {team} ({number} of {most})", team=name, number=number, most=MOST_HEROES
            ),
        )
        for team, name in game_day.teams.items()
        for number in [len(game_day.heroes(team))]
        if can_be_hero
    ]
    if game_day.details.mode is Mode.INFORMED:
        options.append(Option(GameDayRole.OBSERVER, role_name(GameDayRole.OBSERVER)))
    if user in game_day.seats:
        options.append(Option(LEAVE, gettext("I don't take part any more")))
    if not options and not can_be_hero:
        return shown.game_day_message(
            game_day, game_day_problem_text(GameDayProblem.TEAM_IS_PLAYING)
        )
    if not options:
        text = gettext("There is no team yet. A game master adds teams, then you can join one.")
        return shown.game_day_message(game_day, text)
    blocks = [
        select_field("seat", gettext("Take part as"), options),
        context(
            gettext(
                "Heroes see the sealed texts of this Game Day only once it is over, even if they "
                "leave their team."
            )
        ),
    ]
    return _form(shown.JOIN, game_day, gettext("Take part"), blocks, gettext("Save"))


def _hero_in(game_day: GameDay, team: TeamNumber, name: str) -> str:
    number = len(game_day.heroes(team))
    return gettext(
        "Hero in {team} ({number} of {most})", team=name, number=number, most=MOST_HEROES
    )


def seat_form(game_day: GameDay) -> Block:
    roles = [Option(each, labeled(role_name(each), role_task(each))) for each in GameDayRole]
    teams = [Option(str(team), name) for team, name in game_day.teams.items()]
    team = select_field("team", gettext("Team of a hero"), teams, optional=True)
    blocks = [
        user_field("user", gettext("Who")),
        select_field("role", gettext("Role"), roles),
        *([team] if teams else []),
    ]
    return _form(shown.SEAT, game_day, gettext("Give a role"), blocks, gettext("Save"))


def note_form(game_day: GameDay) -> Block:
    blocks = [
        select_field(
            "kind",
            gettext("Kind"),
            [Option(each, note_kind_name(each)) for each in NoteKind],
            initial=NoteKind.FACT,
        ),
        *_team_field(game_day, optional=True),
        _text("note", gettext("What did you see?"), optional=False),
    ]
    return _form(shown.NOTE, game_day, gettext("Note"), blocks, gettext("Save"))


def answer_form(game_day: GameDay) -> Block:
    blocks = [
        _text("went_well", gettext("What went well?")),
        _text("to_change", gettext("What should change?")),
        checkbox_field(
            "anonymous", gettext("Your name"), Option("anonymous", gettext("Don't show my name"))
        ),
        context(gettext("Answers are shown once there are three.")),
    ]
    return _form(shown.ANSWER, game_day, gettext("How it went"), blocks, gettext("Send"))


def adjust_form(game_day: GameDay) -> Block:
    points = [
        Option(str(each), f"{each:+d}")
        for each in range(-ADJUSTMENT_LIMIT, ADJUSTMENT_LIMIT + 1)
        if each
    ]
    blocks = [
        *_team_field(game_day),
        select_field("points", gettext("Points"), points),
        _text(
            "reason",
            gettext("Reason"),
            optional=False,
            hint=gettext("Everybody reads it when the Game Day is over."),
        ),
    ]
    return _form(shown.ADJUST, game_day, gettext("Adjust a score"), blocks, gettext("Save"))


def learning_form(game_day: GameDay, user: UserId) -> Block:
    """Asks for the team who is in none: the follow-up counts for its score."""
    seat = game_day.seats.get(user)
    asks_for_team = len(game_day.teams) > 1 and not (seat and seat.team)
    blocks = [
        *(_team_field(game_day) if asks_for_team else []),
        text_field(
            "text", gettext("What needs to be done?"), max_length=SUMMARY_LIMIT, multiline=True
        ),
        user_field("owner", gettext("Owner")),
        date_field("due", gettext("Due date")),
        *priority_and_kind(),
        context(gettext("It becomes a follow-up, marked as one of an exercise.")),
    ]
    return _form(shown.LEARN, game_day, gettext("What was learnt"), blocks, gettext("Add"))


def start_form(game_day: GameDay) -> Block:
    count = len(game_day.teams) * len(game_day.chosen)
    blocks = [
        section(
            ngettext(
                "{number} drill starts now. Paging is simulated. Everybody can stop it.",
                "{number} drills start now. Paging is simulated. Everybody can stop them.",
                count,
            )
        ),
    ]
    return _form(START_FORM, game_day, gettext("Start the Game Day?"), blocks, gettext("Start"))


def evaluate_form(game_day: GameDay) -> Block:
    blocks = [
        section(
            gettext(
                "All drills end. Everybody is shown the ranking, cause, solution and all texts. "
                "This can't be undone."
            )
        ),
    ]
    return _form(
        EVALUATE_FORM, game_day, gettext("End and evaluate?"), blocks, gettext("End and evaluate")
    )


def cancel_form(game_day: GameDay) -> Block:
    blocks = [_text("note", gettext("Reason"), optional=False)]
    return _form(
        CANCEL_FORM,
        game_day,
        gettext("Cancel it?"),
        blocks,
        gettext("Cancel the Game Day"),
        close=gettext("Keep it"),
    )


def _form(
    callback_id: str,
    game_day: GameDay,
    title: str,
    blocks: Sequence[Block],
    submit: str,
    *,
    seen: str = "",
    close: str = "",
) -> Block:
    """On top of the view of the Game Day, which is drawn again after it.

    It begins with the Game Day and its mark.
    """
    state = game_day_state(game_day.id, seen, "", shown.OPEN)
    marked = [context(game_day_title(game_day)), *blocks]
    return modal(callback_id, title, marked, submit=submit, metadata=str(state), close=close)


def _text(
    name: str,
    label: str,
    initial: str = "",
    *,
    hint: str = "",
    multiline: bool = True,
    optional: bool = True,
) -> Block:
    return text_field(
        name,
        label,
        max_length=game_day_details.TEXT_LIMIT,
        initial=initial,
        hint=hint,
        multiline=multiline,
        optional=optional,
    )


def _team_field(game_day: GameDay, *, optional: bool = False) -> list[Block]:
    teams = [Option(str(team), name) for team, name in game_day.teams.items()]
    return [select_field("team", gettext("Team"), teams, optional=optional)] if teams else []


def _minutes(number: int) -> str:
    return ngettext("{number} minute", "{number} minutes", number)
