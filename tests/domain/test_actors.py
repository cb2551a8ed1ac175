import pytest

from firefighter.domain.actors import (
    PROGRAM_NAME_LIMIT,
    Program,
    ProgramKind,
    is_person,
    people_among,
    program_of,
)
from firefighter.domain.ids import UserId

ANA, NOBODY = UserId("U0ANA"), UserId("")


@pytest.mark.parametrize("kind", ProgramKind)
def test_program_is_read_from_its_actor(kind: ProgramKind) -> None:
    program = Program(kind, "Prod: EU")
    assert program_of(program.actor) == program


@pytest.mark.parametrize("kind", ProgramKind)
def test_actor_of_a_program_fits_its_column(kind: ProgramKind) -> None:
    assert len(Program(kind, "n" * PROGRAM_NAME_LIMIT).actor) <= 32


@pytest.mark.parametrize("actor", [ANA, NOBODY, UserId("visitor:Ana"), UserId("alerts")])
def test_others_are_no_programs(actor: UserId) -> None:
    assert program_of(actor) is None


def test_only_people_are_people() -> None:
    program = Program(ProgramKind.ALERTS, "Alertmanager").actor
    assert [is_person(each) for each in (ANA, NOBODY, program)] == [True, False, False]
    assert people_among([program, ANA, NOBODY, ANA]) == (ANA,)
