import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.ids import IncidentId, parse_reference, reference


@pytest.mark.parametrize(
    "typed",
    [
        *("INC-42", "inc-42", "Inc42", "42", "  INC-42 ", "0042", "INC-42\n"),
        *("INC 42", "INC–42", "INC‑42", "inc\u00a042", "“INC-42”", "`inc-42`", "– INC-42"),
        *("#inc-42-checkout-returns-500", "inc-42-checkout", "#INC-42"),
    ],
)
def test_reference_is_parsed_in_any_spelling(typed: str) -> None:
    assert parse_reference(typed) == 42


@pytest.mark.parametrize(
    "typed",
    [
        *("", "INC", "INC-", "-42", "INC--42", "4 2", "42x", "#42"),
        *("INC-42 INC-43", "4.2", "1e3", "9" * 19),
    ],
)
def test_other_text_is_not_a_reference(typed: str) -> None:
    assert parse_reference(typed) is None


@given(st.integers(min_value=1, max_value=10**18 - 1))
def test_reference_round_trips(number: int) -> None:
    assert parse_reference(reference(IncidentId(number))) == number
