"""Experiments of the catalog: their states, keys, and what packs and Game Days do to them."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import FieldProblem, InvalidField, PackConflict
from firefighter.domain.experiment_catalog import (
    EXPERIMENT_STEPS,
    KEY_LIMIT,
    REQUIRED_TO_RUN,
    WRITTEN_IN,
    CatalogExperiment,
    DesignField,
    ExperimentDesign,
    ExperimentIncomplete,
    ExperimentNotInState,
    ExperimentState,
    ExperimentStepKind,
    PackedExperiment,
    design_of_plan,
    free_keys,
    installed,
    is_experiment_key,
    key_of,
    new_experiment,
)
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.scenario import Environment
from tests.domain.incidents import ANA, BOB, LATER, NOW

KEY = ExperimentKey("db-slow")
COMPLETE = ExperimentDesign(title="Slow").with_texts(dict.fromkeys(REQUIRED_TO_RUN, "text"))

TARGETS = {
    (ExperimentState.DRAFT, ExperimentStepKind.MARK_READY): ExperimentState.READY,
    (ExperimentState.DRAFT, ExperimentStepKind.RETIRE): ExperimentState.RETIRED,
    (ExperimentState.READY, ExperimentStepKind.REWORK): ExperimentState.DRAFT,
    (ExperimentState.READY, ExperimentStepKind.RETIRE): ExperimentState.RETIRED,
    (ExperimentState.RETIRED, ExperimentStepKind.REINSTATE): ExperimentState.DRAFT,
}
"""Repeated here on purpose."""


def experiment(
    state: ExperimentState = ExperimentState.DRAFT, design: ExperimentDesign = COMPLETE
) -> CatalogExperiment:
    return replace(new_experiment(KEY, design, ANA, NOW), state=state)


@pytest.mark.parametrize("state", ExperimentState)
@pytest.mark.parametrize("kind", ExperimentStepKind)
def test_each_step_leads_from_its_states_only(
    state: ExperimentState, kind: ExperimentStepKind
) -> None:
    before = experiment(state)
    target = TARGETS.get((state, kind))
    assert (kind in before.offered()) == (target is not None)
    if target is None:
        with pytest.raises(ExperimentNotInState):
            before.after(kind, BOB, LATER)
    else:
        after = before.after(kind, BOB, LATER)
        assert (after.state, after.changed_by, after.changed_at) == (target, BOB, LATER)
        assert after.design == before.design
    assert set(EXPERIMENT_STEPS) == set(ExperimentStepKind)


@pytest.mark.parametrize("name", REQUIRED_TO_RUN)
def test_each_required_text_is_asked_for(name: DesignField) -> None:
    lacking = experiment(design=COMPLETE.with_texts({name: ""}))
    with pytest.raises(ExperimentIncomplete) as incomplete:
        lacking.after(ExperimentStepKind.MARK_READY, ANA, LATER)
    assert incomplete.value.missing == (name,)


def test_every_text_but_three_is_written_in_one_step() -> None:
    written = [name for names in WRITTEN_IN.values() for name in names]
    assert len(written) == len(set(written))
    facts = {DesignField.TITLE, DesignField.SERVICE, DesignField.TEAM}
    assert set(written) == set(DesignField) - facts


@pytest.mark.parametrize("weight", [-1, 11])
def test_a_weight_outside_0_to_10_is_refused(weight: int) -> None:
    with pytest.raises(InvalidField) as refused:
        replace(COMPLETE, weight=weight).cleaned()
    assert refused.value.problem is FieldProblem.NO_WEIGHT


@pytest.mark.parametrize("minutes", [0, 4, 181])
def test_a_length_that_nobody_plans_is_refused(minutes: int) -> None:
    with pytest.raises(InvalidField):
        replace(COMPLETE, duration_min=minutes).cleaned()


@given(st.builds(ExperimentDesign, title=st.text(), service=st.text(), rollback=st.text()))
def test_cleaned_texts_are_clean(design: ExperimentDesign) -> None:
    try:
        clean = design.cleaned()
    except InvalidField:
        return
    assert clean == clean.cleaned()
    assert clean.title
    assert "\n" not in clean.title + clean.service
    assert "\x00" not in clean.rollback


@given(st.text())
def test_keys_of_a_title_can_be_typed_and_never_end(title: str) -> None:
    keys = list(islice(free_keys(title), 1200))
    assert all(map(is_experiment_key, keys))
    assert len(set(keys)) == len(keys)


@given(st.text(), st.text())
def test_a_key_is_valid_or_refused(typed: str, title: str) -> None:
    try:
        key = key_of(typed, title)
    except InvalidField:
        return
    assert is_experiment_key(key)
    assert len(key) <= KEY_LIMIT


def packed(version: int = 1, **changes: object) -> PackedExperiment:
    one = PackedExperiment(
        key=KEY, version=version, pack="ours", design=COMPLETE, state=ExperimentState.READY
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def from_pack(version: int = 1, **changes: object) -> CatalogExperiment:
    found = installed(packed(version, **changes), None, NOW)
    assert found
    return found


OTHER = replace(COMPLETE, weight=9)


def test_a_pack_moves_what_was_written_in_slack_with_the_same_texts() -> None:
    moved = installed(packed(), experiment(), LATER)
    assert moved
    assert (moved.pack, moved.created_by, moved.created_at) == ("ours", ANA, NOW)
    with pytest.raises(PackConflict, match="with other texts"):
        installed(packed(design=OTHER), experiment(), LATER)


@pytest.mark.parametrize(
    ("before", "new", "said"),
    [
        (from_pack(pack="theirs"), packed(2), "belongs to the pack theirs"),
        (from_pack(3), packed(2, design=OTHER), "Make yours version 4"),
        (from_pack(3), packed(3, design=OTHER), "Make yours version 4"),
    ],
)
def test_a_pack_replaces_nothing_that_it_has_not_newer(
    before: CatalogExperiment, new: PackedExperiment, said: str
) -> None:
    with pytest.raises(PackConflict, match=said):
        installed(new, before, LATER)


def test_the_same_version_changes_nothing() -> None:
    assert installed(packed(3), from_pack(3), LATER) is None


def test_a_newer_version_replaces_all_but_a_retirement() -> None:
    newer = installed(packed(4, design=OTHER), from_pack(3), LATER)
    assert newer
    assert (newer.design, newer.state, newer.version) == (OTHER, ExperimentState.READY, 4)
    retired = from_pack(3).after(ExperimentStepKind.RETIRE, BOB, NOW)
    newer = installed(packed(4, design=OTHER), retired, LATER)
    assert newer
    assert (newer.design, newer.state, newer.changed_by) == (OTHER, ExperimentState.RETIRED, BOB)


def test_a_game_day_gives_back_what_it_was_given() -> None:
    design = replace(COMPLETE, duration_min=20, environment=Environment.PRODUCTION)
    plan = experiment(design=design).in_game_day("en")
    assert plan.catalog_key == KEY
    back = design_of_plan(plan, design.signal, design.environment)
    lost = {name for name in vars(design) if getattr(back, name) != getattr(design, name)}
    assert lost == {"team"}
