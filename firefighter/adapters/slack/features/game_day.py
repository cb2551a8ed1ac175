"""Game Days: their list, their card, and what prepares them."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks import game_day_forms as forms
from firefighter.adapters.slack.blocks import game_days as drawn
from firefighter.adapters.slack.blocks.block_kit import OPTIONS_LIMIT, Block, Option
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.game_day_lookup import (
    change,
    chosen_experiment,
    experiment_number,
    hero_of,
    number_in,
    read_game_day,
)
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    OptionsRequest,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.experiments import (
    experiment_option,
    kept_in_catalog_text,
)
from firefighter.domain.errors import (
    FieldProblem,
    GameDayProblem,
    GameDayRefused,
    InvalidField,
    StoreUnavailable,
    UnknownGameDay,
)
from firefighter.domain.experiments import ExperimentNumber, ExperimentPlan
from firefighter.domain.game_day_details import DEFAULT_MIN, SERVICE_LIMIT, GameDayDetails
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import (
    ExperimentKey,
    GameDayId,
    IncidentId,
    UserId,
    parse_game_day_reference,
)
from firefighter.domain.scenario import Environment, Mode, ScenarioId
from firefighter.domain.spelling import split_word
from firefighter.i18n import current_language, gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiments import ExperimentQuery
from firefighter.ports.scenarios import ScenarioSummary
from firefighter.use_cases.experiments import keep_in_catalog, propose_from_catalog
from firefighter.use_cases.game_days import (
    create_game_day,
    propose_from_statistics,
)

feature = Feature(is_exercise=True)

_LISTED = 20


@feature.command(
    "gameday",
    usage=gettext_noop("[GD-3 | new name]"),
    description=gettext_noop("Prepare, run and evaluate a Game Day: drills of several teams."),
    aliases=("game-day",),
)
def game_day_by_command(interaction: SlashCommand) -> None:
    """Without words, the Game Day of this channel, or the list."""
    first, rest = split_word(interaction.words)
    if first.casefold() in {"new", "create"}:
        interaction.open_form(forms.details_form(interaction.context.rules, title=rest))
        return
    if first:
        game_day_id = parse_game_day_reference(interaction.words)
        if game_day_id is None:
            raise UnknownGameDay(0)
    else:
        game_day_id = interaction.context.game_days.game_day_in(interaction.channel)
    if game_day_id is None:
        _open_list(interaction)
        return
    interaction.open_form(_view(interaction, game_day_id))


@feature.press(action_ids.GAME_DAYS, about_incident=False)
def open_list(interaction: BlockAction) -> None:
    _open_list(interaction)


@feature.press(drawn.OPEN, about_incident=False)
def open_one(interaction: BlockAction) -> None:
    interaction.open_form(_view(interaction, interaction.game_day_id))


@feature.redraw(drawn.OPEN, about_incident=False)
def draw_one(context: AppContext, user: UserId, number: IncidentId) -> Block:
    snapshot = context.game_days.game_day(user, GameDayId(number))
    return drawn.game_day_view(snapshot, user, context.site_url)


@feature.press(drawn.CREATE, about_incident=False)
def ask_for_new(interaction: BlockAction) -> None:
    interaction.open_form(forms.details_form(interaction.context.rules))


@feature.submission(drawn.CREATE, about_incident=False)
def create(interaction: ViewSubmission) -> Block:
    game_day = create_game_day(
        interaction.context, interaction.delivery, interaction.user, _details(interaction)
    )
    text = gettext(
        "{game_day} is created. It gets a channel of its own, with a card that says what comes "
        "next. You are its game master.",
        game_day=game_day.reference,
    )
    return drawn.game_day_message(game_day, text)


@feature.press(drawn.SET_UP, about_incident=False)
def ask_for_details(interaction: BlockAction) -> None:
    game_day = read_game_day(interaction)
    interaction.open_form(forms.details_form(interaction.context.rules, game_day))


@feature.submission(drawn.SET_UP, about_incident=False)
def set_up(interaction: ViewSubmission) -> None:
    details = _details(interaction)
    change(
        interaction,
        lambda game_day, now: game_day.describe(details, actor=interaction.user, now=now),
    )


@feature.press(drawn.IDEA, about_incident=False)
def ask_for_idea(interaction: BlockAction) -> None:
    interaction.open_form(
        forms.experiment_form(read_game_day(interaction), interaction.context.rules, ())
    )


@feature.submission(drawn.IDEA, about_incident=False)
def propose(interaction: ViewSubmission) -> None:
    plan = ExperimentPlan(title=interaction.text("title"), service=interaction.text("service"))
    change(
        interaction, lambda game_day, now: game_day.propose(plan, actor=interaction.user, now=now)
    )


@feature.press(drawn.FROM_CATALOG, about_incident=False)
def ask_for_experiment(interaction: BlockAction) -> None:
    interaction.open_form(forms.from_catalog_form(read_game_day(interaction)))


@feature.suggestion(drawn.FROM_CATALOG)
def find_experiments(interaction: OptionsRequest) -> Sequence[Option]:
    wanted = ExperimentQuery(words=interaction.words)
    found = interaction.context.experiments.experiments(wanted, OPTIONS_LIMIT)
    return [Option(each.key, experiment_option(each)) for each in found]


@feature.submission(drawn.FROM_CATALOG, about_incident=False)
def propose_experiment(interaction: ViewSubmission) -> None:
    propose_from_catalog(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.game_day_id,
        ExperimentKey(interaction.text(drawn.FROM_CATALOG)),
    )


@feature.press(drawn.SUGGEST, about_incident=False)
def suggest(interaction: BlockAction) -> None:
    """Says so if there is none, since the list stays as it is then."""
    added = propose_from_statistics(
        interaction.context, interaction.delivery, interaction.user, interaction.game_day_id
    )
    if not added:
        raise GameDayRefused(GameDayProblem.NO_IDEAS)


@feature.press(drawn.EXPERIMENT, about_incident=False)
def change_experiment(interaction: BlockAction) -> None:
    """One of the choices beside an experiment in the list."""
    game_day, experiment = chosen_experiment(interaction)
    match interaction.button_state.choice:
        case drawn.SHAPE:
            rules, scenarios = interaction.context.rules, _scenarios(interaction)
            interaction.open_form(forms.experiment_form(game_day, rules, scenarios, experiment))
        case drawn.SIGNAL:
            interaction.open_form(forms.signal_form(game_day, experiment))
        case drawn.JUDGE:
            interaction.open_form(forms.judgment_form(game_day, experiment))
        case drawn.KEEP:
            kept = keep_in_catalog(
                interaction.context,
                interaction.delivery,
                interaction.user,
                game_day.id,
                experiment.number,
            )
            text = kept_in_catalog_text(kept.key)
            interaction.open_form(drawn.game_day_message(game_day, text))
        case drawn.SEEN | drawn.WAIVE as choice:
            change(
                interaction,
                lambda game_day, now: game_day.settle_signal(
                    experiment.number,
                    is_waived=choice == drawn.WAIVE,
                    actor=interaction.user,
                    now=now,
                ),
            )
        case drawn.LEAVE_OUT:
            change(
                interaction,
                lambda game_day, now: game_day.leave_out(
                    experiment.number, actor=interaction.user, now=now
                ),
            )
        case _:
            raise UnknownButton


@feature.submission(forms.SHAPE_FORM, about_incident=False)
def shape(interaction: ViewSubmission) -> None:
    plan = ExperimentPlan(
        title=interaction.text("title"),
        service=interaction.text("service"),
        objective=interaction.text("objective"),
        hypothesis=interaction.text("hypothesis"),
        steady_state=interaction.text("steady_state"),
        blast_radius=interaction.text("blast_radius"),
        duration_min=_duration(interaction.text("duration")),
        rollback=interaction.text("rollback"),
        abort_conditions=interaction.text("abort_conditions"),
        scenario=ScenarioId(interaction.text("scenario")) or None,
    )
    number = experiment_number(interaction)
    change(
        interaction,
        lambda game_day, now: game_day.shape(number, plan, actor=interaction.user, now=now),
    )


@feature.submission(forms.SIGNAL_FORM, about_incident=False)
def name_signal(interaction: ViewSubmission) -> None:
    number, text = experiment_number(interaction), interaction.text("signal")
    change(
        interaction,
        lambda game_day, now: game_day.name_signal(number, text, actor=interaction.user, now=now),
    )


@feature.press(drawn.VOTE, about_incident=False)
def ask_for_vote(interaction: BlockAction) -> None:
    game_day = read_game_day(interaction)
    game_day.refuse_to_show_experiments(interaction.user)
    interaction.open_form(forms.vote_form(game_day, interaction.user))


@feature.submission(drawn.VOTE, about_incident=False)
def vote(interaction: ViewSubmission) -> None:
    points = {
        ExperimentNumber(number_in(name.removeprefix("points_"))): number_in(
            interaction.text(name) or "0"
        )
        for name in interaction.fields
    }
    change(
        interaction, lambda game_day, now: game_day.vote(points, actor=interaction.user, now=now)
    )


@feature.press(drawn.CHOOSE, about_incident=False)
def ask_for_choice(interaction: BlockAction) -> None:
    game_day = read_game_day(interaction)
    game_day.refuse_unless_game_master(interaction.user)
    interaction.open_form(forms.choose_form(game_day))


@feature.submission(drawn.CHOOSE, about_incident=False)
def choose(interaction: ViewSubmission) -> None:
    numbers = [ExperimentNumber(number_in(each)) for each in interaction.text_list("chosen")]
    change(
        interaction,
        lambda game_day, now: game_day.choose(numbers, actor=interaction.user, now=now),
    )


@feature.press(drawn.TEAM, about_incident=False)
def ask_for_team(interaction: BlockAction) -> None:
    interaction.open_form(forms.team_form(read_game_day(interaction)))


@feature.submission(drawn.TEAM, about_incident=False)
def add_team(interaction: ViewSubmission) -> None:
    name = interaction.text("team_name")
    change(
        interaction, lambda game_day, now: game_day.add_team(name, actor=interaction.user, now=now)
    )


@feature.press(drawn.JOIN, about_incident=False)
def ask_to_join(interaction: BlockAction) -> None:
    interaction.open_form(forms.join_form(read_game_day(interaction), interaction.user))


@feature.submission(drawn.JOIN, about_incident=False)
def join(interaction: ViewSubmission) -> None:
    user, chosen = interaction.user, interaction.text("seat")
    if chosen == forms.LEAVE:
        change(interaction, lambda game_day, now: game_day.leave(user, actor=user, now=now))
        return
    seat = Seat(GameDayRole.OBSERVER) if chosen == GameDayRole.OBSERVER else hero_of(chosen)
    change(interaction, lambda game_day, now: game_day.seat(user, seat, actor=user, now=now))


@feature.press(drawn.SEAT, about_incident=False)
def ask_for_seat(interaction: BlockAction) -> None:
    interaction.open_form(forms.seat_form(read_game_day(interaction)))


@feature.submission(drawn.SEAT, about_incident=False)
def give_seat(interaction: ViewSubmission) -> None:
    user = UserId(interaction.text("user"))
    role = action_ids.one_of(interaction.text("role"), GameDayRole)
    seat = _seat_of_hero(interaction) if role is GameDayRole.HERO else Seat(role)
    change(
        interaction,
        lambda game_day, now: game_day.seat(user, seat, actor=interaction.user, now=now),
    )


@feature.press(drawn.CONSENT, about_incident=False)
def consent(interaction: BlockAction) -> None:
    change(
        interaction, lambda game_day, now: game_day.give_consent(actor=interaction.user, now=now)
    )


@feature.press(drawn.VETO, about_incident=False)
def withdraw_consent(interaction: BlockAction) -> None:
    change(
        interaction,
        lambda game_day, now: game_day.withdraw_consent(actor=interaction.user, now=now),
    )


@feature.press(drawn.TRY_STOP, about_incident=False)
def try_stop(interaction: BlockAction) -> None:
    change(interaction, lambda game_day, now: game_day.try_stop(actor=interaction.user, now=now))
    interaction.open_form(drawn.stop_tried_view(read_game_day(interaction)))


def _seat_of_hero(interaction: ViewSubmission) -> Seat:
    """Raises InvalidField if no team was chosen; there may be none to choose from."""
    if team := interaction.text("team"):
        return hero_of(team)
    if "team" in interaction.fields:
        raise InvalidField("team", FieldProblem.HERO_WITHOUT_TEAM)
    raise InvalidField("role", FieldProblem.NO_TEAM_YET)


def _open_list(interaction: Interaction) -> None:
    found = interaction.context.game_days.game_days(interaction.user, _LISTED)
    interaction.open_form(drawn.game_days_list(found))


def _view(interaction: Interaction, game_day_id: GameDayId) -> Block:
    return draw_one(interaction.context, interaction.user, IncidentId(game_day_id))


def _details(interaction: ViewSubmission) -> GameDayDetails:
    """Raises InvalidField, UnknownButton."""
    return GameDayDetails(
        title=interaction.text("title"),
        mode=action_ids.one_of(interaction.text("mode"), Mode),
        environment=action_ids.one_of(interaction.text("environment"), Environment),
        theme=interaction.text("theme"),
        services=_services(interaction),
        owner=UserId(interaction.text("owner")) or None,
        starts_at=interaction.date_time("starts_at"),
        length_min=number_in(interaction.text("length") or str(DEFAULT_MIN)),
    )


def _services(interaction: ViewSubmission) -> tuple[str, ...]:
    """Chosen ones, or typed ones where there are none to choose from. Raises InvalidField."""
    if typed := interaction.text(forms.SERVICE_NAMES):
        given = (" ".join(each.split()) for each in typed.split(","))
        found = tuple(dict.fromkeys(filter(None, given)))
        if any(len(each) > SERVICE_LIMIT for each in found):
            raise InvalidField(forms.SERVICE_NAMES, FieldProblem.TOO_LONG, str(SERVICE_LIMIT))
        return found
    chosen = tuple(interaction.text_list("services"))
    unknown = set(chosen) - set(interaction.context.rules.services)
    known = set(_services_before(interaction)) if unknown else set()
    if unknown - known:
        names = ", ".join(sorted(unknown - known))
        raise InvalidField("services", FieldProblem.UNKNOWN_SERVICE, names)
    return chosen


def _services_before(interaction: ViewSubmission) -> tuple[str, ...]:
    """A service that the configuration no longer has may stay; none for a new Game Day."""
    is_new = interaction.callback_id == drawn.CREATE
    return () if is_new else read_game_day(interaction).details.services


def _duration(minutes: str) -> int | None:
    return number_in(minutes) if minutes else None


def _scenarios(interaction: Interaction) -> Sequence[ScenarioSummary]:
    """None while the database is unavailable; the form can do without."""
    try:
        return interaction.context.scenarios.summaries(current_language())
    except StoreUnavailable:
        return ()
