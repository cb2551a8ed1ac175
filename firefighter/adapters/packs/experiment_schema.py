"""The format of an experiment in a pack, and what it becomes in the domain."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from firefighter.adapters.packs.checks import Table
from firefighter.adapters.packs.lines import KeyPath
from firefighter.adapters.packs.schema import (
    InLanguages,
    Strict,
    Version,
    hyphenated,
    of_at_most,
    on_one_line,
    plain_text,
)
from firefighter.domain.experiment_catalog import (
    DEFAULT_WEIGHT,
    HIGHEST_WEIGHT,
    KEY_LIMIT,
    LOWEST_WEIGHT,
    REQUIRED_TO_RUN,
    SERVICE_LIMIT,
    TEAM_LIMIT,
    ExperimentDesign,
    ExperimentState,
    PackedExperiment,
)
from firefighter.domain.experiments import LONGEST_MIN, SHORTEST_MIN, TEXT_LIMIT, TITLE_LIMIT
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.scenario import Environment
from firefighter.i18n import DEFAULT


def _line_of_at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > limit:
            raise ValueError(f"has {len(text)} characters; at most {limit} are allowed")
        return text

    return AfterValidator(check)


_Plain = Annotated[str, AfterValidator(plain_text)]
_Line = Annotated[_Plain, AfterValidator(on_one_line)]
_Text = Annotated[InLanguages, of_at_most(TEXT_LIMIT)]


class ExperimentTable(Strict):
    """One experiment."""

    id: Annotated[str, Field(max_length=KEY_LIMIT), AfterValidator(hyphenated)]
    version: Version
    state: ExperimentState = ExperimentState.DRAFT
    title: Annotated[InLanguages, of_at_most(TITLE_LIMIT, one_line=True)]
    service: Annotated[_Line, _line_of_at_most(SERVICE_LIMIT)] | None = None
    team: Annotated[_Line, _line_of_at_most(TEAM_LIMIT)] | None = None
    environment: Environment = Environment.STAGING
    weight: Annotated[int, Field(strict=True, ge=LOWEST_WEIGHT, le=HIGHEST_WEIGHT)] = DEFAULT_WEIGHT
    duration_min: Annotated[int, Field(strict=True, ge=SHORTEST_MIN, le=LONGEST_MIN)] | None = None
    eligibility: _Text | None = None
    system: _Text | None = None
    objective: _Text | None = None
    hypothesis: _Text | None = None
    steady_state: _Text | None = None
    signal: _Text | None = None
    observability: _Text | None = None
    procedure: _Text | None = None
    blast_radius: _Text | None = None
    abort_conditions: _Text | None = None
    rollback: _Text | None = None
    action_plan: _Text | None = None


def missing_when_ready(experiment: Table) -> Iterator[tuple[KeyPath, str]]:
    """What an experiment that is ready lacks."""
    if experiment.get("state") == ExperimentState.READY:
        for name in REQUIRED_TO_RUN:
            if name not in experiment:
                yield (name,), 'is missing; add it, or write state = "draft"'


def to_experiment(table: ExperimentTable, pack: str) -> PackedExperiment:
    """Raises InvalidField for a text of invisible characters only."""
    given = table.model_dump(exclude={"id", "version", "state"}, exclude_none=True)
    texts = {name: each for name, each in given.items() if isinstance(each, dict)}
    translations: dict[str, dict[str, str]] = {}
    for name, by_language in texts.items():
        first = next(iter(by_language))
        main = DEFAULT if DEFAULT in by_language else first
        given[name] = by_language[main]
        for language, text in by_language.items():
            if language != main:
                translations.setdefault(language, {})[name] = text
    return PackedExperiment(
        key=ExperimentKey(table.id),
        version=table.version,
        pack=pack,
        design=ExperimentDesign(**given, translations=translations).cleaned(),
        state=table.state,
    )
