"""Steps between the phases of a Game Day, and what is done while it is played and afterwards."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks import game_day_forms as forms
from firefighter.adapters.slack.blocks import game_days as drawn
from firefighter.adapters.slack.inbound.game_day_lookup import (
    AboutGameDay,
    change,
    experiment_number,
    number_in,
    read_game_day,
    team_of,
)
from firefighter.adapters.slack.inbound.interactions import BlockAction, ViewSubmission
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import (
    FieldProblem,
    GameDayIncomplete,
    GameDayProblem,
    GameDayRefused,
    InvalidField,
)
from firefighter.domain.experiments import Verdict
from firefighter.domain.follow_ups import FollowUpKind, Priority
from firefighter.domain.game_day_evaluation import Answer, Note, NoteKind
from firefighter.domain.game_day_phases import GameDayStep, GameDayStepKind
from firefighter.domain.ids import UserId
from firefighter.domain.metrics.periods import parse_day
from firefighter.domain.scoring import Adjustment
from firefighter.use_cases.follow_ups import FollowUpDraft
from firefighter.use_cases.game_day_phases import advance_game_day
from firefighter.use_cases.game_days import add_learning

feature = Feature(is_exercise=True)


@feature.press(drawn.STEP, about_incident=False)
def step(interaction: BlockAction) -> None:
    """Asks first before what cannot be undone; says what is missing before a form."""
    step_kind = action_ids.choice_of(interaction.action_id, GameDayStepKind)
    game_day = read_game_day(interaction)
    match step_kind:
        case GameDayStepKind.START:
            game_day.refuse_unless_game_master(interaction.user)
            if missing := game_day.unfinished(step_kind):
                raise GameDayIncomplete(step_kind, missing)
            interaction.open_form(forms.start_form(game_day))
        case GameDayStepKind.CANCEL:
            game_day.refuse_unless_game_master(interaction.user)
            interaction.open_form(forms.cancel_form(game_day))
        case GameDayStepKind.EVALUATE:
            game_day.refuse_unless_game_master(interaction.user)
            interaction.open_form(forms.evaluate_form(game_day))
        case _:
            _advance(interaction, GameDayStep(step_kind))


@feature.submission(forms.START_FORM, about_incident=False)
def start(interaction: ViewSubmission) -> None:
    _advance(interaction, GameDayStep(GameDayStepKind.START))


@feature.submission(forms.EVALUATE_FORM, about_incident=False)
def evaluate(interaction: ViewSubmission) -> None:
    _advance(interaction, GameDayStep(GameDayStepKind.EVALUATE))


@feature.submission(forms.CANCEL_FORM, about_incident=False)
def cancel(interaction: ViewSubmission) -> None:
    _advance(interaction, GameDayStep(GameDayStepKind.CANCEL, interaction.text("note")))


@feature.press(drawn.STOP, about_incident=False)
def ask_to_stop(interaction: BlockAction) -> None:
    interaction.open_form(drawn.stop_view(read_game_day(interaction)))


@feature.submission(drawn.STOP, about_incident=False)
def stop(interaction: ViewSubmission) -> None:
    _advance(interaction, GameDayStep(GameDayStepKind.STOP))


@feature.press(drawn.ALL_IS_WELL, about_incident=False)
def all_is_well(interaction: BlockAction) -> None:
    change(
        interaction,
        lambda game_day, now: game_day.answer_for_safety(actor=interaction.user, now=now),
    )


@feature.press(drawn.NOTE, about_incident=False)
def ask_for_note(interaction: BlockAction) -> None:
    interaction.open_form(forms.note_form(read_game_day(interaction)))


@feature.submission(drawn.NOTE, about_incident=False)
def take_note(interaction: ViewSubmission) -> None:
    kind = action_ids.one_of(interaction.text("kind"), NoteKind)
    text, team = interaction.text("note"), team_of(interaction)
    change(
        interaction,
        lambda game_day, now: game_day.take_note(Note(interaction.user, now, kind, text, team)),
    )


@feature.press(drawn.ANSWER, about_incident=False)
def ask_how_it_went(interaction: BlockAction) -> None:
    interaction.open_form(forms.answer_form(read_game_day(interaction)))


@feature.submission(drawn.ANSWER, about_incident=False)
def answer(interaction: ViewSubmission) -> None:
    is_anonymous = bool(interaction.text_list("anonymous"))
    went_well, to_change = interaction.text("went_well"), interaction.text("to_change")
    by = None if is_anonymous else interaction.user
    change(
        interaction,
        lambda game_day, now: game_day.answer(
            Answer(now, went_well, to_change, by), actor=interaction.user
        ),
    )


@feature.submission(forms.JUDGE_FORM, about_incident=False)
def judge(interaction: ViewSubmission) -> None:
    number = experiment_number(interaction)
    verdict = action_ids.one_of(interaction.text("verdict"), Verdict)
    finding = interaction.text("finding")
    change(
        interaction,
        lambda game_day, now: game_day.judge(
            number, verdict, finding, actor=interaction.user, now=now
        ),
    )


@feature.press(drawn.ADJUST, about_incident=False)
def ask_to_adjust(interaction: BlockAction) -> None:
    interaction.open_form(forms.adjust_form(read_game_day(interaction)))


@feature.submission(drawn.ADJUST, about_incident=False)
def adjust(interaction: ViewSubmission) -> None:
    team = team_of(interaction)
    if team is None:
        raise GameDayRefused(GameDayProblem.UNKNOWN_TEAM)
    adjustment = Adjustment(number_in(interaction.text("points")), interaction.text("reason"))
    change(
        interaction,
        lambda game_day, now: game_day.adjust_score(
            team, adjustment, actor=interaction.user, now=now
        ),
    )


@feature.press(drawn.LEARN, about_incident=False)
def ask_what_was_learnt(interaction: BlockAction) -> None:
    interaction.open_form(forms.learning_form(read_game_day(interaction), interaction.user))


@feature.submission(drawn.LEARN, about_incident=False)
def learn(interaction: ViewSubmission) -> None:
    due = interaction.text("due")
    if not due:
        raise InvalidField("due", FieldProblem.NO_DAY)
    draft = FollowUpDraft(
        interaction.text("text"),
        UserId(interaction.text("owner")),
        parse_day(due),
        kind=interaction.choice("kind", FollowUpKind),
        priority=interaction.choice("priority", Priority),
    )
    add_learning(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.game_day_id,
        draft,
        team=team_of(interaction),
    )


def _advance(interaction: AboutGameDay, wanted: GameDayStep) -> None:
    advance_game_day(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.game_day_id,
        wanted,
    )
