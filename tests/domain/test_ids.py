import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.ids import IncidentId, parse_reference, reference


@pytest.mark.parametrize(
    "typed", ["INC-42", "inc-42", "Inc42", "42", "  INC-42 ", "0042", "INC-42\n"]
)
def test_people_may_write_a_reference_as_they_like(typed: str) -> None:
    assert parse_reference(typed) == 42


@pytest.mark.parametrize(
    "typed",
    [
        *("", "INC", "INC-", "-42", "INC--42", "INC 42", "4 2", "42x", "#42"),
        *("INC-42 INC-43", "4.2", "1e3", "9" * 19),
    ],
)
def test_what_names_no_incident_is_none(typed: str) -> None:
    assert parse_reference(typed) is None


@given(st.integers(min_value=1, max_value=10**18 - 1))
def test_a_reference_is_read_back(number: int) -> None:
    assert parse_reference(reference(IncidentId(number))) == number
