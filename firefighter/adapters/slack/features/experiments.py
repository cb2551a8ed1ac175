"""The catalog of experiments: lists, shows, adds, edits and retires."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks import experiments as drawn
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.experiment_runs import latest_runs
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.experiments import missing_key_text
from firefighter.domain.experiment_catalog import (
    DEFAULT_WEIGHT,
    CatalogExperiment,
    DesignField,
    ExperimentDesign,
    ExperimentOfPack,
    ExperimentState,
    ExperimentStepKind,
    SampleExperiment,
    UnknownExperiment,
    limit_of,
    sample_of,
)
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.scenario import Environment
from firefighter.domain.spelling import bare, split_word, without_quotes
from firefighter.domain.title import from_form, split_title
from firefighter.i18n import current_language, gettext_noop
from firefighter.ports.experiments import ExperimentQuery
from firefighter.use_cases.experiments import (
    add_experiment,
    edit_experiment,
    may_write,
    refuse_to_write,
    take_experiment_step,
)

feature = Feature()

_RUNS_SHOWN = 3

_STEPS = {
    "retire": ExperimentStepKind.RETIRE,
    "reinstate": ExperimentStepKind.REINSTATE,
    "ready": ExperimentStepKind.MARK_READY,
    "draft": ExperimentStepKind.REWORK,
}
_OF_ONE = {"show", "edit", *_STEPS}
"""Words that the key of an experiment follows."""


@feature.command(
    "experiment",
    usage=gettext_noop("[checkout-db-slow | new title | words]"),
    description=gettext_noop("List and write experiments."),
    aliases=("experiments",),
)
def experiment_by_command(interaction: SlashCommand) -> Answer | None:
    """Without words, the list; other words search."""
    first, rest = split_word(interaction.words)
    match first.casefold():
        case word if word in _OF_ONE and not rest:
            return Answer(missing_key_text(word))
        case "new" | "create" | "add":
            _open_new(interaction, split_title(rest)[0] if rest else "")
        case "list":
            _open_found(interaction, rest)
        case "retired":
            _open_found(interaction, rest, retired=True)
        case "show":
            interaction.open_form(draw_experiment(interaction, _read(interaction, rest)))
        case "edit":
            _open_edit(interaction, rest)
        case step if step in _STEPS:
            interaction.open_form(
                draw_experiment(interaction, _step(interaction, rest, _STEPS[step]))
            )
        case _:
            _open_one_or_found(interaction, interaction.words)
    return None


@feature.press(drawn.OPEN, about_incident=False)
def open_one(interaction: BlockAction) -> None:
    interaction.open_form(draw_experiment(interaction, _read(interaction, _key(interaction))))


@feature.press(drawn.NEW, about_incident=False)
def ask_for_new(interaction: BlockAction) -> None:
    _open_new(interaction)


@feature.press(drawn.EDIT, about_incident=False)
def ask_for_changes(interaction: BlockAction) -> None:
    _open_edit(interaction, _key(interaction))


@feature.press(drawn.COPY, about_incident=False)
def ask_for_copy(interaction: BlockAction) -> None:
    """For a variant, or to change the texts of a pack."""
    refuse_to_write(interaction.context, interaction.user)
    original = _read(interaction, _key(interaction))
    interaction.open_form(drawn.new_experiment_form(interaction.context.rules, original=original))


@feature.press(drawn.STEP, about_incident=False)
def take_step(interaction: BlockAction) -> None:
    kind = action_ids.choice_of(interaction.action_id, ExperimentStepKind)
    changed = _step(interaction, _key(interaction), kind)
    interaction.redraw(interaction.view_id, draw_experiment(interaction, changed))


@feature.submission(drawn.NEW, about_incident=False)
def add(interaction: ViewSubmission) -> Block:
    added = add_experiment(
        interaction.context,
        interaction.delivery,
        interaction.user,
        _design(interaction),
        interaction.text("key"),
    )
    return draw_experiment(interaction, added)


@feature.submission(drawn.EDIT, about_incident=False)
def save(interaction: ViewSubmission) -> Block | None:
    """Shows the result in the view below, or in place of the form."""
    state = interaction.button_state
    if not state.choice.isdecimal():
        raise UnknownButton
    key = ExperimentKey(state.seen)
    changed = edit_experiment(
        interaction.context,
        interaction.delivery,
        interaction.user,
        key,
        _design(interaction),
        seen=int(state.choice),
    )
    view = draw_experiment(interaction, changed)
    if not interaction.previous_view_id:
        return view
    interaction.redraw(interaction.previous_view_id, view)
    return None


def _design(interaction: ViewSubmission) -> ExperimentDesign:
    weight, minutes = interaction.text("weight"), interaction.text("duration")
    facts = ExperimentDesign(
        title="",
        environment=interaction.choice("environment", Environment) or Environment.STAGING,
        weight=_number(weight) if weight else DEFAULT_WEIGHT,
        duration_min=_number(minutes) if minutes else None,
    )
    before = _shown_before(interaction)
    return facts.with_texts(
        {
            name: from_form(interaction.text(name), getattr(before, name), limit_of(name))
            for name in DesignField
        }
    )


def _shown_before(interaction: ViewSubmission) -> ExperimentDesign:
    """The texts that the form was opened with, which may be longer than its fields."""
    key = interaction.button_state.seen
    if not key:
        return ExperimentDesign(title="")
    return _read(interaction, key).design.in_language(current_language())


def _number(chosen: str) -> int:
    """Raises UnknownButton."""
    if not chosen.isdecimal():
        raise UnknownButton
    return int(chosen)


def _key(interaction: BlockAction) -> str:
    return interaction.button_state.seen


def _read(interaction: Interaction, typed: str) -> CatalogExperiment:
    """Of the catalog, else a sample. Raises UnknownExperiment."""
    key = _as_key(typed)
    try:
        return interaction.context.experiments.experiment(key)
    except UnknownExperiment:
        sample = next((each for each in _samples(interaction) if each.key == key), None)
        if sample is None:
            raise
        return sample


def _samples(interaction: Interaction, words: str = "") -> Sequence[CatalogExperiment]:
    """Those that have all words in their key, title or service."""
    context, wanted = interaction.context, words.casefold().split()
    now, language = context.clock.now(), current_language()
    return [
        sample_of(each, now)
        for each in context.scenarios.sample_experiments()
        for design in [each.design.in_language(language)]
        if all(word in f"{each.key} {design.title} {design.service}".casefold() for word in wanted)
    ]


def _refuse_sample(interaction: Interaction, key: ExperimentKey) -> None:
    """Raises SampleExperiment if there is only a sample of that key."""
    with suppress(UnknownExperiment):
        if _read(interaction, key).is_sample:
            raise SampleExperiment(key)


def _as_key(typed: str) -> ExperimentKey:
    return ExperimentKey(bare(without_quotes(typed)).lower())


def _step(interaction: Interaction, typed: str, kind: ExperimentStepKind) -> CatalogExperiment:
    key = _as_key(typed)
    _refuse_sample(interaction, key)
    return take_experiment_step(
        interaction.context, interaction.delivery, interaction.user, key, kind
    )


def _open_new(interaction: Interaction, title: str = "") -> None:
    refuse_to_write(interaction.context, interaction.user)
    interaction.open_form(drawn.new_experiment_form(interaction.context.rules, title))


def _open_edit(interaction: Interaction, typed: str) -> None:
    refuse_to_write(interaction.context, interaction.user)
    experiment = _read(interaction, typed)
    if experiment.is_sample:
        raise SampleExperiment(experiment.key)
    if experiment.pack:
        raise ExperimentOfPack(experiment.key, experiment.pack)
    interaction.open_form(drawn.experiment_form(interaction.context.rules, experiment))


def _open_one_or_found(interaction: SlashCommand, words: str) -> None:
    """The experiment of that key; else a search, which shows the only one at once."""
    try:
        experiment = _read(interaction, words)
    except UnknownExperiment as error:
        _open_found(interaction, words, nearest=error.nearest)
    else:
        interaction.open_form(draw_experiment(interaction, experiment))


def _open_found(
    interaction: SlashCommand, words: str, nearest: str = "", *, retired: bool = False
) -> None:
    words = without_quotes(words)
    page = _page(interaction, words, 0, retired=retired)
    found = (*page.experiments, *page.samples)
    if words and page.total + len(page.samples) == 1:
        interaction.open_form(draw_experiment(interaction, found[0]))
        return
    interaction.open_form(drawn.experiment_list(replace(page, nearest=nearest)))


@feature.press(drawn.CHANGE_PAGE, about_incident=False)
def change_page(interaction: BlockAction) -> None:
    """The view carries the query, the button where its page starts."""
    words, retired = drawn.query_of(interaction.metadata)
    start = int(interaction.value) if interaction.value.isdecimal() else 0
    page = _page(interaction, words, start, retired=retired)
    interaction.redraw(interaction.view_id, drawn.experiment_list(page))


def _page(
    interaction: Interaction, words: str, start: int, *, retired: bool
) -> drawn.ExperimentPage:
    wanted = ExperimentQuery(words=words)
    if retired:
        wanted = replace(wanted, states=frozenset({ExperimentState.RETIRED}))
    records = interaction.context.experiments
    found, total = records.experiments(wanted, drawn.LISTED, start), records.count(wanted)
    is_last = start + len(found) >= total
    return drawn.ExperimentPage(
        found,
        total,
        start,
        words,
        retired=retired,
        samples=_samples(interaction, words) if is_last and not retired else (),
        may_write=may_write(interaction.context, interaction.user),
    )


def draw_experiment(interaction: Interaction, experiment: CatalogExperiment) -> Block:
    """With its latest runs."""
    context = interaction.context
    runs = context.experiments.latest_runs(experiment.key, _RUNS_SHOWN)
    shown = latest_runs(runs, context.clock.now(), context.rules.experiments)
    return drawn.experiment_view(experiment, shown, may_write=may_write(context, interaction.user))
