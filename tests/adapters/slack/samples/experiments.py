from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from firefighter.adapters.slack.blocks import experiments as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.experiment_catalog import (
    KEY_LIMIT,
    SAMPLES_PACK,
    CatalogExperiment,
    DesignField,
    ExperimentDesign,
    ExperimentState,
)
from firefighter.domain.experiments import TEXT_LIMIT
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Environment
from firefighter.ports.snapshot import Snapshot

_AT = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
_EMPTY = ExperimentDesign(title="1")


def _experiments(snapshot: Snapshot) -> Iterator[CatalogExperiment]:
    """In every state, with nothing and with all that there can be."""
    title = snapshot.incident.title
    texts: dict[str, str] = dict.fromkeys(DesignField, ("<!1> & " * TEXT_LIMIT)[:TEXT_LIMIT])
    full = replace(
        _EMPTY.with_texts(texts),
        title=title,
        service=title,
        team=title,
        environment=Environment.TABLETOP,
        weight=10,
        duration_min=180,
    )
    for state in ExperimentState:
        for design, key in ((_EMPTY, "1"), (full, "1" * KEY_LIMIT)):
            for pack, by in (("", UserId("U1")), ("2", None), ("2", UserId("U2"))):
                yield CatalogExperiment(
                    key=ExperimentKey(key),
                    design=design,
                    state=state,
                    version=3,
                    pack=pack,
                    created_by=by,
                    created_at=_AT,
                    changed_by=by,
                    changed_at=_AT,
                )


def _sample(snapshot: Snapshot) -> CatalogExperiment:
    return replace(next(_experiments(snapshot)), pack=SAMPLES_PACK)


def experiment_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    title = snapshot.incident.title
    nothing = blocks.ExperimentPage((), 0)
    yield blocks.experiment_list(nothing)
    yield blocks.experiment_list(replace(nothing, retired=True, may_write=False))
    yield blocks.experiment_list(replace(nothing, words=title))
    yield blocks.experiment_list(replace(nothing, words=title, nearest=title))
    many = blocks.ExperimentPage([*_experiments(snapshot)] * 2, 200, 20, title)
    yield blocks.experiment_list(many)
    yield blocks.experiment_list(replace(nothing, samples=[_sample(snapshot)] * 5))


def experiment_view(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for each in _experiments(snapshot):
        yield blocks.experiment_view(each)
        yield blocks.experiment_view(each, may_write=False)
    yield blocks.experiment_view(_sample(snapshot))


def experiment_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    for each in _experiments(snapshot):
        yield blocks.experiment_form(rules, each)


def new_experiment_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield blocks.new_experiment_form(rules, snapshot.incident.title)
    for each in _experiments(snapshot):
        yield blocks.new_experiment_form(rules, original=each)
