"""Starts, pauses and stops drills, and declares that something in one is real."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.drills import (
    ACKNOWLEDGE,
    DECLARE_REAL,
    PAUSE,
    RESUME,
    STOP,
    DrillForm,
    drill_form,
    marked_view,
    real_form,
    stop_form,
)
from firefighter.adapters.slack.inbound.incident_lookup import admitted, with_access
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    GlobalShortcut,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import initial_fields
from firefighter.adapters.slack.wording.declare import declared_text
from firefighter.domain.errors import (
    FieldProblem,
    InvalidField,
    StoreUnavailable,
)
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from firefighter.effects.sources import ShowDeclared
from firefighter.i18n import current_language, gettext_noop
from firefighter.ports.scenarios import ScenarioSummary
from firefighter.ports.snapshot import Place
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drills import (
    DrillOpening,
    acknowledge_page,
    declare_real,
    pause_drill,
    read_drill,
    resume_drill,
    start_drill,
    stop_drill,
)

feature = Feature()


@feature.command(
    "drill",
    usage=gettext_noop("[scenario or title]"),
    description=gettext_noop("Start a drill: an incident for training."),
    aliases=("exercise",),
)
def ask_by_command(interaction: SlashCommand) -> None:
    _ask(interaction, interaction.words)


@feature.shortcut(
    action_ids.START_DRILL,
    gettext_noop("Start a drill"),
    description=gettext_noop("Train with an incident that isn't real."),
)
def ask_from_menu(interaction: GlobalShortcut) -> None:
    _ask(interaction)


@feature.press(action_ids.START_DRILL, about_incident=False)
def ask_by_button(interaction: BlockAction) -> None:
    _ask(interaction)


@feature.submission(action_ids.START_DRILL, about_incident=False)
def start(interaction: ViewSubmission) -> Block:
    """Replaces the form with a message, which gets a link once the channel exists."""
    opening = DrillOpening(
        _declaration(interaction),
        team=tuple(UserId(each) for each in interaction.text_list("team")),
        scenario=ScenarioId(interaction.text("scenario")) or None,
        length_min=_length(interaction.text("length")),
        real_pages="real_pages" in interaction.text_list("real_pages"),
    )
    answer = ShowDeclared(interaction.view_id, Place.CHANNEL_PANEL).request()
    incident = start_drill(
        interaction.context, interaction.delivery, interaction.user, opening, answer
    )
    return marked_view(forms.message(incident.reference, declared_text(incident)))


@feature.press(STOP, by_any_team=True)
def ask_to_stop(interaction: BlockAction) -> None:
    incident, drill = read_drill(interaction.context, interaction.incident_id)
    drill.refuse_when_over()
    game_day = interaction.context.game_days.game_day_of(incident.id)
    interaction.open_form(stop_form(incident, is_of_game_day=game_day is not None))


@feature.submission(STOP, by_any_team=True)
def stop(interaction: ViewSubmission) -> None:
    stop_drill(interaction.context, interaction.delivery, interaction.user, interaction.incident_id)


@feature.press(PAUSE)
def pause(interaction: BlockAction) -> None:
    pause_drill(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id
    )


@feature.press(RESUME)
def resume(interaction: BlockAction) -> None:
    resume_drill(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id
    )


@feature.press(ACKNOWLEDGE)
def acknowledge(interaction: BlockAction) -> None:
    acknowledge_page(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.button_state.seen,
    )


@feature.press(DECLARE_REAL, about_incident=False)
def ask_for_real(interaction: BlockAction) -> None:
    """Checks access itself: the form is about a real incident, so it must not carry the mark."""
    incident_id, channel = interaction.incident_id, interaction.channel
    with admitted(interaction, incident_id, channel, by_any_team=True):
        incident, _drill_of_it = read_drill(interaction.context, interaction.incident_id)
    interaction.open_form(real_form(incident, interaction.context.rules))


@feature.submission(DECLARE_REAL, about_incident=False)
def declare_for_real(interaction: ViewSubmission) -> Block:
    with_access(interaction, interaction.incident_id, by_any_team=True)
    declaration = _declaration(interaction)
    policy = interaction.context.rules.policy(declaration.severity)
    made = Place.CHANNEL_PANEL if policy.incident_channel else Place.THREAD_PANEL
    problem = interaction.context.records.announcement_problem()
    incident = declare_real(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        declaration=declaration,
        answer=ShowDeclared(interaction.view_id, made).request(),
    )
    return forms.message(incident.reference, declared_text(incident, problem=problem))


def _ask(interaction: Interaction, words: str = "") -> None:
    """Chooses the scenario of that id; other words become the title."""
    scenarios = _scenarios(interaction)
    chosen = next((each.id for each in scenarios if each.id == words.strip().casefold()), None)
    title, summary = ("", "") if chosen else initial_fields(words)
    shown = DrillForm(scenarios, chosen, title, summary)
    interaction.open_form(drill_form(interaction.context.rules, interaction.user, shown))


def _scenarios(interaction: Interaction) -> Sequence[ScenarioSummary]:
    """None while the database is unavailable; a drill can do without."""
    try:
        return interaction.context.scenarios.summaries(current_language())
    except StoreUnavailable:
        return ()


def _declaration(interaction: ViewSubmission) -> Declaration:
    return Declaration(
        title=interaction.text("title"),
        severity=action_ids.one_of(interaction.text("severity"), Severity),
        summary=interaction.text("summary"),
        services=interaction.text_list("services"),
    )


def _length(minutes: str) -> int | None:
    if not minutes:
        return None
    if not minutes.isdecimal():
        raise InvalidField("length", FieldProblem.NO_SUCH_LENGTH, minutes)
    return int(minutes)
