"""The catalog of experiments: its list, one experiment, and the form in seven steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firefighter.adapters.slack.blocks.action_ids import ButtonState, action, experiment_state
from firefighter.adapters.slack.blocks.block_kit import (
    METADATA_LIMIT,
    OPTION_VALUE_LIMIT,
    Block,
    Option,
    actions,
    button,
    context,
    divider,
    modal,
    section,
    select_field,
    text_field,
)
from firefighter.adapters.slack.wording.experiments import (
    experiment_facts,
    experiment_line,
    experiment_origin,
    missing_texts,
    question_of,
    step_heading,
)
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, escaped_with_mentions
from firefighter.domain.experiment_catalog import (
    HIGHEST_WEIGHT,
    KEY_LIMIT,
    LOWEST_WEIGHT,
    WRITTEN_IN,
    CatalogExperiment,
    DesignField,
    ExperimentDesign,
    ExperimentState,
    ExperimentStepKind,
    PreparationStep,
    limit_of,
)
from firefighter.domain.experiments import LONGEST_MIN, SHORTEST_MIN, TITLE_LIMIT
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Environment
from firefighter.domain.title import utf16_length
from firefighter.i18n import current_language, gettext, ngettext
from firefighter.reporting.experiment_names import (
    design_field_name,
    experiment_step_label,
)
from firefighter.reporting.game_day_names import environment_name

LIST = "experiment_list"
OPEN = "open_experiment"
NEW = "new_experiment"
EDIT = "edit_experiment"
COPY = "copy_experiment"
STEP = "experiment_step"

CHANGE_PAGE = "experiment_page"

LISTED = 20
"""Experiments on a page of the list."""

_TITLE_SHOWN = 300
_NAMED_BY_STEP = frozenset({DesignField.HYPOTHESIS})
"""Texts with the name of their step, in a step of several."""
_LENGTH_STEP_MIN = 5


@dataclass(frozen=True)
class ExperimentPage:
    """What a page of the list shows."""

    experiments: Sequence[CatalogExperiment]
    total: int
    """Of all that were found by these words."""
    start: int = 0
    words: str = ""
    nearest: str = ""
    """The known key that is most similar to the words, if nothing was found."""
    retired: bool = False
    """Whether only those are listed."""
    may_write: bool = True
    samples: Sequence[CatalogExperiment] = ()
    """Those of the bot, below the others."""


def experiment_list(page: ExperimentPage) -> Block:
    """The view carries the query."""
    rows = list(map(_row, page.experiments[:LISTED])) or [section(_nothing(page))]
    end = page.start + len(page.experiments[:LISTED])
    turns = [
        *([(gettext("Back"), "back", max(page.start - LISTED, 0))] if page.start else []),
        *([(gettext("More"), "on", end)] if end < page.total else []),
    ]
    buttons = [button(action(CHANGE_PAGE, way), label, str(to)) for label, way, to in turns]
    if buttons:
        position = gettext(
            "{first} to {last} of {total}", first=page.start + 1, last=end, total=page.total
        )
        rows.append(context(position))
    if page.may_write:
        buttons.append(button(NEW, gettext("New experiment…"), str(experiment_state(""))))
    return modal(
        LIST,
        gettext("Experiments"),
        [*rows, *([actions(buttons)] if buttons else []), *_samples(page.samples)],
        metadata=clipped(f"{_RETIRED if page.retired else ''} {page.words}", METADATA_LIMIT),
    )


def _row(experiment: CatalogExperiment) -> Block:
    state = str(experiment_state(experiment.key))
    return section(experiment_line(experiment), button(OPEN, gettext("Open…"), state))


def _samples(samples: Sequence[CatalogExperiment]) -> list[Block]:
    if not samples:
        return []
    heading = gettext("Samples to copy")
    return [divider(), section(f"*{heading}*"), *map(_row, samples)]


_RETIRED = "retired"


def query_of(metadata: str) -> tuple[str, bool]:
    """The words that a list was made from, and whether it is of retired experiments."""
    mark, _space, words = metadata.partition(" ")
    return words, mark == _RETIRED


def _nothing(page: ExperimentPage) -> str:
    words, nearest = page.words, page.nearest
    if not words and page.retired:
        return gettext("No experiment is retired.")
    if not words:
        return gettext(
            "There is no experiment yet. An experiment is a hypothesis about a service, with all "
            "that makes it safe to try: what it can reach, when it is stopped, how it is undone."
        )
    found = gettext("No experiment found for “{words}”.", words=clipped(escaped(words), 200))
    if not nearest:
        return found
    return f"{found} {gettext('Did you mean “{name}”?', name=escaped(nearest))}"


def experiment_view(
    experiment: CatalogExperiment, runs: Sequence[Block] = (), *, may_write: bool = True
) -> Block:
    """One experiment, its latest runs, and what the reader can do with it."""
    design = experiment.design.in_language(current_language())
    title = clipped(escaped(design.title), _TITLE_SHOWN)
    return modal(
        OPEN,
        gettext("Experiment"),
        [
            section(f"*{title}*"),
            context(experiment_facts(experiment)),
            *_missing(experiment),
            *_texts(design),
            *_unwritten(design),
            *runs,
            context(experiment_origin(experiment)),
            *([actions(list(_buttons(experiment)))] if may_write else []),
        ],
    )


def _missing(experiment: CatalogExperiment) -> list[Block]:
    """What a draft needs before it is ready."""
    missing = tuple(experiment.design.missing())
    if experiment.is_sample or experiment.state is not ExperimentState.DRAFT or not missing:
        return []
    return [section(missing_texts(missing))]


def _texts(design: ExperimentDesign) -> Iterator[Block]:
    for step, names in WRITTEN_IN.items():
        written = [(name, getattr(design, name)) for name in names if getattr(design, name)]
        heading = f"*{step_heading(step)}*\n"
        for name, text in written:
            shown = escaped_with_mentions(text)
            if len(names) > 1 and name not in _NAMED_BY_STEP:
                shown = gettext("_{name}:_ {text}", name=design_field_name(name), text=shown)
            yield section(f"{heading}{shown}")
            heading = ""


def _unwritten(design: ExperimentDesign) -> list[Block]:
    steps = [
        step_heading(step)
        for step, names in WRITTEN_IN.items()
        if not any(getattr(design, name) for name in names)
    ]
    if not steps:
        return []
    return [context(gettext("Not written yet: {steps}.", steps=", ".join(steps)))]


def _buttons(experiment: CatalogExperiment) -> Iterator[Block]:
    state = str(experiment_state(experiment.key))
    if experiment.is_sample:
        yield button(COPY, gettext("Copy…"), state, "primary")
        return
    offered = list(experiment.offered())
    is_complete = not any(experiment.design.missing())
    if not experiment.pack and experiment.state is not ExperimentState.RETIRED:
        yield button(EDIT, gettext("Edit…"), state, None if is_complete else "primary")
    for kind in offered:
        is_next = kind is ExperimentStepKind.MARK_READY and is_complete
        label = experiment_step_label(kind)
        yield button(action(STEP, kind), label, state, "primary" if is_next else None)
    yield button(COPY, gettext("Copy…"), state)


def experiment_form(rules: Rules, experiment: CatalogExperiment) -> Block:
    """For an existing experiment."""
    state = experiment_state(experiment.key, str(experiment.version))
    blocks = _fields(rules, experiment.design)
    return _form(EDIT, gettext("Edit experiment"), blocks, state)


def new_experiment_form(
    rules: Rules, title: str = "", original: CatalogExperiment | None = None
) -> Block:
    """For a new one with a title, or with the texts of another."""
    design = ExperimentDesign(title=title)
    if original:
        design = original.design.in_language(current_language())
    state = experiment_state(original.key if original else "")
    blocks = _fields(rules, design)
    blocks.insert(1, _key_field())
    return _form(NEW, gettext("New experiment"), blocks, state)


def _form(callback_id: str, title: str, blocks: Sequence[Block], state: ButtonState) -> Block:
    return modal(callback_id, title, blocks, submit=gettext("Save"), metadata=str(state))


def _fields(rules: Rules, design: ExperimentDesign) -> list[Block]:
    return [
        text_field("title", gettext("Title"), max_length=TITLE_LIMIT, initial=design.title),
        _choice_or_text(DesignField.SERVICE, rules.services, design.service),
        _choice_or_text(DesignField.TEAM, tuple(rules.teams), design.team),
        select_field(
            "environment",
            gettext("Where"),
            [Option(each, environment_name(each)) for each in Environment],
            initial=design.environment,
        ),
        select_field(
            "weight",
            gettext("Weight in resilience scores"),
            [Option(str(each), str(each)) for each in range(LOWEST_WEIGHT, HIGHEST_WEIGHT + 1)],
            initial=str(design.weight),
            hint=gettext("How important it is, from 0 to 10."),
        ),
        _duration_field(design.duration_min),
        *_step_fields(design),
        context(
            gettext(
                "Everybody can read it. Keep what heroes may not know in the Game Day. You can "
                "save a draft at any time."
            )
        ),
    ]


def _key_field() -> Block:
    return text_field(
        "key",
        gettext("Key"),
        max_length=KEY_LIMIT,
        optional=True,
        hint=gettext(
            "How people and tools name it, such as checkout-db-slow. It never changes. Leave it "
            "empty to make it from the title."
        ),
    )


def _choice_or_text(name: DesignField, known: Sequence[str], current: str) -> Block:
    """A menu of configured names; a text where none is configured, or where a name is too long."""
    label = design_field_name(name)
    choices = tuple(dict.fromkeys(filter(None, (current, *known))))
    if not known or utf16_length(current) > OPTION_VALUE_LIMIT:
        limit = limit_of(name)
        return text_field(name, label, max_length=limit, initial=current, optional=True)
    options = [Option(each, each) for each in choices]
    return select_field(name, label, options, initial=current, optional=True)


def _duration_field(minutes: int | None) -> Block:
    lengths = {*range(SHORTEST_MIN, LONGEST_MIN + 1, _LENGTH_STEP_MIN)}
    offered = sorted(lengths | ({minutes} if minutes else set()))
    options = [
        Option(str(each), ngettext("{number} minute", "{number} minutes", each)) for each in offered
    ]
    return select_field(
        "duration", gettext("Duration"), options, initial=str(minutes or ""), optional=True
    )


def _step_fields(design: ExperimentDesign) -> Iterator[Block]:
    for step in PreparationStep:
        names = WRITTEN_IN[step]
        if len(names) > 1:
            yield section(f"*{step_heading(step)}*")
        for name in names:
            yield text_field(
                name,
                design_field_name(name) if len(names) > 1 else step_heading(step),
                max_length=limit_of(name),
                initial=getattr(design, name),
                hint=question_of(name),
                multiline=True,
                optional=True,
            )
