"""The catalog of experiments: written once, run as often as it is useful, by people or by a tool.

An experiment of a Game Day (`domain/experiments.py`) is one run of such a plan with a vote, a team
and a verdict. It may come from the catalog, and go back into it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Any

from firefighter.domain.errors import (
    Conflict,
    EditConflict,
    FieldProblem,
    InvalidField,
    NoChange,
    PackConflict,
    Refused,
    Unchanged,
)
from firefighter.domain.experiments import (
    LONGEST_MIN,
    SHORTEST_MIN,
    TEXT_LIMIT,
    TITLE_LIMIT,
    ExperimentPlan,
)
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.domain.scenario import Environment
from firefighter.domain.spelling import bare
from firefighter.domain.title import clean_text, slug

KEY_LIMIT = 60
SERVICE_LIMIT = 120
TEAM_LIMIT = 75
"""Maximum characters of a key, and of the names of a service and a team."""

LOWEST_WEIGHT, HIGHEST_WEIGHT = 0, 10
"""As LitmusChaos has it: https://docs.litmuschaos.io/docs/concepts/resilience-score."""
DEFAULT_WEIGHT = 5

SAMPLES_PACK = "starter"
"""The pack that is part of the bot."""

_COUNT_SPACE = 10
"""Characters for a number behind a key."""

_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class ExperimentState(StrEnum):
    """Whether an experiment may be run."""

    DRAFT = "draft"
    """Still being written."""
    READY = "ready"
    """It has all that makes it safe to run."""
    RETIRED = "retired"
    """Kept for its results, and no longer planned."""


class ExperimentStepKind(StrEnum):
    """What changes the state of an experiment."""

    MARK_READY = "mark_ready"
    REWORK = "rework"
    RETIRE = "retire"
    REINSTATE = "reinstate"


@dataclass(frozen=True)
class ExperimentStep:
    sources: frozenset[ExperimentState]
    target: ExperimentState


EXPERIMENT_STEPS: Mapping[ExperimentStepKind, ExperimentStep] = {
    ExperimentStepKind.MARK_READY: ExperimentStep(
        frozenset({ExperimentState.DRAFT}), ExperimentState.READY
    ),
    ExperimentStepKind.REWORK: ExperimentStep(
        frozenset({ExperimentState.READY}), ExperimentState.DRAFT
    ),
    ExperimentStepKind.RETIRE: ExperimentStep(
        frozenset({ExperimentState.DRAFT, ExperimentState.READY}), ExperimentState.RETIRED
    ),
    ExperimentStepKind.REINSTATE: ExperimentStep(
        frozenset({ExperimentState.RETIRED}), ExperimentState.DRAFT
    ),
}


class PreparationStep(StrEnum):
    """The seven steps in which a team writes an experiment, runs it and learns from it."""

    ELIGIBILITY = "eligibility"
    SYSTEM = "system"
    OBJECTIVE = "objective"
    HYPOTHESIS = "hypothesis"
    OBSERVABILITY = "observability"
    RUN = "run"
    ACTION_PLAN = "action_plan"


class DesignField(StrEnum):
    """A text of an experiment, by its name in ExperimentDesign."""

    TITLE = "title"
    SERVICE = "service"
    TEAM = "team"
    ELIGIBILITY = "eligibility"
    SYSTEM = "system"
    OBJECTIVE = "objective"
    HYPOTHESIS = "hypothesis"
    STEADY_STATE = "steady_state"
    SIGNAL = "signal"
    OBSERVABILITY = "observability"
    PROCEDURE = "procedure"
    BLAST_RADIUS = "blast_radius"
    ABORT_CONDITIONS = "abort_conditions"
    ROLLBACK = "rollback"
    ACTION_PLAN = "action_plan"


WRITTEN_IN: Mapping[PreparationStep, tuple[DesignField, ...]] = {
    PreparationStep.ELIGIBILITY: (DesignField.ELIGIBILITY,),
    PreparationStep.SYSTEM: (DesignField.SYSTEM,),
    PreparationStep.OBJECTIVE: (DesignField.OBJECTIVE,),
    PreparationStep.HYPOTHESIS: (
        DesignField.HYPOTHESIS,
        DesignField.STEADY_STATE,
        DesignField.SIGNAL,
    ),
    PreparationStep.OBSERVABILITY: (DesignField.OBSERVABILITY,),
    PreparationStep.RUN: (
        DesignField.PROCEDURE,
        DesignField.BLAST_RADIUS,
        DesignField.ABORT_CONDITIONS,
        DesignField.ROLLBACK,
    ),
    PreparationStep.ACTION_PLAN: (DesignField.ACTION_PLAN,),
}
"""The texts of each step."""

REQUIRED_TO_RUN = (
    DesignField.SERVICE,
    DesignField.TEAM,
    DesignField.OBJECTIVE,
    DesignField.HYPOTHESIS,
    DesignField.STEADY_STATE,
    DesignField.SIGNAL,
    DesignField.BLAST_RADIUS,
    DesignField.ABORT_CONDITIONS,
    DesignField.ROLLBACK,
)
"""What an experiment has before it is ready."""

_LIMITS: Mapping[str, int] = {
    DesignField.TITLE: TITLE_LIMIT,
    DesignField.SERVICE: SERVICE_LIMIT,
    DesignField.TEAM: TEAM_LIMIT,
}
_ON_ONE_LINE = frozenset(_LIMITS)


def limit_of(name: DesignField) -> int:
    """Maximum characters of a text."""
    return _LIMITS.get(name, TEXT_LIMIT)


@dataclass(eq=False)
class UnknownExperiment(Refused):
    """The catalog has no experiment with this key."""

    key: str
    nearest: str = ""
    """The known key that is most similar to it; empty if none is similar."""

    def __str__(self) -> str:
        """Text for operators."""
        near = f" Did you mean {self.nearest}?" if self.nearest else ""
        return f"There is no experiment {self.key}.{near}"


@dataclass(eq=False)
class ExperimentIncomplete(Refused):
    """Texts are missing that an experiment has before it is run."""

    missing: tuple[DesignField, ...]


@dataclass(eq=False)
class ExperimentNotInState(Refused):
    """The present state does not allow the step."""

    step_kind: ExperimentStepKind
    state: ExperimentState


@dataclass(eq=False)
class ExperimentOfPack(Refused):
    """The experiment comes from a pack, so its texts are changed there."""

    key: str
    pack: str


@dataclass(eq=False)
class SampleExperiment(Refused):
    """The experiment is a sample of the bot: it is copied, never changed."""

    key: str


@dataclass(frozen=True, kw_only=True)
class ExperimentDesign:
    """What is written about an experiment, without the runs of it. Empty where nothing is yet."""

    title: str
    service: str = ""
    """The target."""
    team: str = ""
    """Who owns it."""
    environment: Environment = Environment.STAGING
    weight: int = DEFAULT_WEIGHT
    """Its importance in resilience scores, from 0 to 10."""
    duration_min: int | None = None
    """Planned length in minutes."""

    eligibility: str = ""
    """Why this service, and why now."""
    system: str = ""
    """How the service works, with links."""
    objective: str = ""
    """What people are to learn."""
    hypothesis: str = ""
    """If … then … because …"""
    steady_state: str = ""
    """How it looks while all is well, as a measure with a tolerance."""
    signal: str = ""
    """Where that is seen: a dashboard, an alert."""
    observability: str = ""
    """What has to be in place to observe it."""
    procedure: str = ""
    """How it is run: the tool and its file, or what people do."""
    blast_radius: str = ""
    """What it can reach at most."""
    abort_conditions: str = ""
    rollback: str = ""
    action_plan: str = ""
    """What is done with what is learnt."""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Texts in other languages than those above, by language and DesignField."""

    def in_language(self, language: str) -> "ExperimentDesign":
        """With the texts of that language alone, where there are any."""
        texts = self.translations.get(language, {})
        return replace(self.with_texts(texts), translations={})

    def cleaned(self) -> "ExperimentDesign":
        """Without control characters and white space around the texts. Raises InvalidField."""
        texts = {str(name): _cleaned(name, getattr(self, name)) for name in DesignField}
        translations = {
            language: {name: _cleaned(DesignField(name), text) for name, text in given.items()}
            for language, given in self.translations.items()
        }
        if not texts[DesignField.TITLE]:
            raise InvalidField(DesignField.TITLE, FieldProblem.NO_TITLE)
        if not LOWEST_WEIGHT <= self.weight <= HIGHEST_WEIGHT:
            raise InvalidField("weight", FieldProblem.NO_WEIGHT, str(self.weight))
        minutes = self.duration_min
        if minutes is not None and not SHORTEST_MIN <= minutes <= LONGEST_MIN:
            raise InvalidField("duration", FieldProblem.NOTHING_CHOSEN, str(minutes))
        return replace(self.with_texts(texts), translations=translations)

    def with_texts(self, texts: Mapping[str, str]) -> "ExperimentDesign":
        """With other texts, by their DesignField."""
        given: dict[str, Any] = {DesignField(name): text for name, text in texts.items()}
        return replace(self, **given)

    def missing(self) -> Iterator[DesignField]:
        """What has to be written before it is ready."""
        return (each for each in REQUIRED_TO_RUN if not getattr(self, each))


def _cleaned(name: DesignField, given: str) -> str:
    """Raises InvalidField."""
    text = clean_text(given, field=name)
    if name in _ON_ONE_LINE:
        text = " ".join(text.split())
    return clean_text(text, limit_of(name), name)


_IN_GAME_DAY = tuple(
    each.name
    for each in fields(ExperimentPlan)
    if each.name in {known.name for known in fields(ExperimentDesign)}
)
"""What a Game Day asks of an experiment as well."""


@dataclass(frozen=True, kw_only=True)
class CatalogExperiment:
    """An experiment of the catalog."""

    key: ExperimentKey
    design: ExperimentDesign
    state: ExperimentState
    version: int
    """Counts changes, from 1. Of a pack's experiment, the version in its file."""
    pack: str = ""
    """The pack that it comes from; empty if it was written in Slack."""
    created_by: UserId | None = None
    """None for one of a pack."""
    created_at: datetime
    changed_by: UserId | None = None
    changed_at: datetime

    @property
    def is_sample(self) -> bool:
        """Whether it is one of the bot's own, which are read and copied, and in no catalog."""
        return self.pack == SAMPLES_PACK

    def in_language(self, language: str) -> "CatalogExperiment":
        return replace(self, design=self.design.in_language(language))

    def offered(self) -> Iterator[ExperimentStepKind]:
        """The steps that the present state allows, whether or not texts are missing."""
        return (kind for kind, step in EXPERIMENT_STEPS.items() if self.state in step.sources)

    def in_game_day(self, language: str) -> ExperimentPlan:
        """What a Game Day begins with. Its signal is named apart."""
        design = self.design.in_language(language)
        texts = {name: getattr(design, name) for name in _IN_GAME_DAY}
        return ExperimentPlan(**texts, catalog_key=self.key)

    def edited(
        self, design: ExperimentDesign, seen: int, by: UserId, at: datetime
    ) -> "CatalogExperiment":
        """With other texts, by somebody who saw version `seen`.

        Raises ExperimentOfPack, EditConflict, NoChange, InvalidField; ExperimentIncomplete for one
        that is ready, and would lack what it needs.
        """
        if self.pack:
            raise ExperimentOfPack(self.key, self.pack)
        if seen != self.version:
            raise EditConflict(Conflict.EXPERIMENT, self.design.title)
        design = design.cleaned()
        if design == self.design:
            raise NoChange(Unchanged.EXPERIMENT, design.title)
        if self.state is ExperimentState.READY and (missing := tuple(design.missing())):
            raise ExperimentIncomplete(missing)
        version = self.version + 1
        return replace(self, design=design, version=version, changed_by=by, changed_at=at)

    def after(self, kind: ExperimentStepKind, by: UserId, at: datetime) -> "CatalogExperiment":
        """In its next state. Raises ExperimentNotInState, ExperimentIncomplete."""
        step = EXPERIMENT_STEPS[kind]
        if self.state not in step.sources:
            raise ExperimentNotInState(kind, self.state)
        missing = tuple(self.design.missing())
        if step.target is ExperimentState.READY and missing:
            raise ExperimentIncomplete(missing)
        return replace(self, state=step.target, changed_by=by, changed_at=at)


def new_experiment(
    key: ExperimentKey, design: ExperimentDesign, by: UserId, at: datetime
) -> CatalogExperiment:
    """A draft. Raises InvalidField."""
    return CatalogExperiment(
        key=key,
        design=design.cleaned(),
        state=ExperimentState.DRAFT,
        version=1,
        created_by=by,
        created_at=at,
        changed_by=by,
        changed_at=at,
    )


@dataclass(frozen=True, kw_only=True)
class PackedExperiment:
    """An experiment as a pack has it."""

    key: ExperimentKey
    version: int
    pack: str
    design: ExperimentDesign
    state: ExperimentState


def installed(
    packed: PackedExperiment, before: CatalogExperiment | None, at: datetime
) -> CatalogExperiment | None:
    """What the catalog has after the pack is installed; None if nothing changes.

    One that was written in Slack moves to a pack that has the same texts. One that a person retired
    stays retired. Raises PackConflict.
    """
    new = CatalogExperiment(
        key=packed.key,
        design=packed.design,
        state=packed.state,
        version=packed.version,
        pack=packed.pack,
        created_by=before.created_by if before else None,
        created_at=before.created_at if before else at,
        changed_at=at,
    )
    if before is None:
        return new
    if before.pack == packed.pack and before.version == packed.version:
        if packed.design == before.design:
            return None
        raise PackConflict(
            f"Experiment {packed.key} version {packed.version} is installed with other content. "
            f"Make yours version {packed.version + 1}."
        )
    _refuse_unless_newer(packed, before)
    if before.state is ExperimentState.RETIRED and before.changed_by:
        return replace(new, state=ExperimentState.RETIRED, changed_by=before.changed_by)
    return new


def sample_of(packed: PackedExperiment, at: datetime) -> CatalogExperiment:
    return CatalogExperiment(
        key=packed.key,
        design=packed.design,
        state=packed.state,
        version=packed.version,
        pack=packed.pack,
        created_at=at,
        changed_at=at,
    )


def _refuse_unless_newer(packed: PackedExperiment, before: CatalogExperiment) -> None:
    if before.pack and before.pack != packed.pack:
        raise PackConflict(
            f"Experiment {packed.key} belongs to the pack {before.pack}. Give yours another id."
        )
    if not before.pack and packed.design != before.design:
        raise PackConflict(
            f"Experiment {packed.key} was written in Slack with other texts. Give yours another "
            f"id, or take the texts from `firefighter packs draft {packed.key}`."
        )
    if before.pack and packed.version < before.version:
        raise PackConflict(
            f"Experiment {packed.key} is installed as version {before.version}. Make yours "
            f"version {before.version + 1}."
        )


def key_of(typed: str, title: str) -> ExperimentKey:
    """The typed key, or one made of the title. Raises InvalidField."""
    key = bare(typed).lower() or slug(title).lstrip("-0123456789")
    if not is_experiment_key(key):
        raise InvalidField("key", FieldProblem.NO_KEY, key)
    return ExperimentKey(key)


def is_experiment_key(text: str) -> bool:
    return len(text) <= KEY_LIMIT and _KEY.fullmatch(text) is not None


def free_keys(title: str) -> Iterator[ExperimentKey]:
    """Keys made from a title, without an end; the first is the best."""
    base = slug(title).lstrip("-0123456789")[: KEY_LIMIT - _COUNT_SPACE].rstrip("-") or "experiment"
    yield ExperimentKey(base)
    yield from (ExperimentKey(f"{base}-{number}") for number in count(2))


def design_of_plan(plan: ExperimentPlan, signal: str, environment: Environment) -> ExperimentDesign:
    """What a Game Day knows of an experiment, to be kept in the catalog."""
    texts = {name: getattr(plan, name) for name in _IN_GAME_DAY}
    return ExperimentDesign(**texts, signal=signal, environment=environment)
