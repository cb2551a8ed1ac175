"""Checks that each mutation still fits the code. `python -m tests.chaos.mutations` runs them."""

from pathlib import Path

import pytest

from tests.chaos.mutations.catalogue import MUTATIONS
from tests.chaos.mutations.mutation import Mutation
from tests.chaos.scale import HERE

DECISION = HERE / "docs/decisions/0006-mutations.md"


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.rule)
def test_it_changes_what_it_says_and_leaves_python(mutation: Mutation, tmp_path: Path) -> None:
    mutation.copy_to(tmp_path)
    for edit in mutation.edits:
        compile((tmp_path / edit.file).read_text(encoding="utf-8"), edit.file, "exec")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.rule)
def test_it_is_in_the_table_of_the_decision(mutation: Mutation) -> None:
    assert f"| {mutation.rule} | {mutation.change} |" in DECISION.read_text(encoding="utf-8")
