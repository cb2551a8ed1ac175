"""Every value that pydantic refuses is told in the same plain words, without the value."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    ValidationError,
)

from firefighter.ports.validation import reason


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def _no_vowels(text: str) -> str:
    if "a" in text:
        raise ValueError("has a vowel")
    return text


class Sample(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=5, pattern="^[a-z]+$")] = "x"
    long_text: Annotated[str, Field(min_length=3)] = "xxx"
    own: Annotated[str, AfterValidator(_no_vowels)] = "x"
    number: Annotated[int, Field(ge=1, le=9)] = 1
    share: Annotated[FiniteFloat, Field(gt=0, lt=0.5)] = 0.1
    yes: bool = True
    colour: Colour = Colour.RED
    only: Literal["a", "b"] = "a"
    names: Annotated[list[str], Field(min_length=1, max_length=2)] = ["a"]
    table: dict[str, int] = {}
    at: datetime | None = None
    aware: AwareDatetime | None = None
    day: date | None = None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"secret": 1}, "is unknown"),
        ({"text": 5}, "must be text"),
        ({"text": ""}, "is empty"),
        ({"text": "secret"}, "must have at most 5 characters"),
        ({"text": "S"}, "must match the pattern ^[a-z]+$"),
        ({"long_text": "x"}, "must have at least 3 characters"),
        ({"own": "secretary"}, "has a vowel"),
        ({"number": "secret"}, "must be a whole number"),
        ({"number": 1.5}, "must be a whole number"),
        ({"number": 0}, "must be at least 1"),
        ({"number": 10}, "must be at most 9"),
        ({"share": "secret"}, "must be a number"),
        ({"share": float("nan")}, "must be a finite number"),
        ({"share": 0}, "must be more than 0"),
        ({"share": 0.5}, "must be less than 0.5"),
        ({"yes": "secret"}, "must be true or false"),
        ({"colour": "secret"}, "must be 'red' or 'blue'"),
        ({"only": "secret"}, "must be 'a' or 'b'"),
        ({"names": "secret"}, "must be a list"),
        ({"names": []}, "is empty"),
        ({"names": ["a", "b", "c"]}, "must have at most 2 entries"),
        ({"table": "secret"}, "must have names and values"),
        ({"at": "secret"}, "must be a time such as 2026-03-02T09:41:07Z"),
        ({"aware": "2026-03-02T09:41:07"}, "has no time zone. Write it as 2026-03-02T09:41:07Z"),
        ({"day": "secret"}, "must be a date such as 2026-03-02"),
    ],
)
def test_reason_follows_the_name(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Sample.model_validate(given)
    (detail,) = raised.value.errors()
    assert reason(detail) == told
    assert "secret" not in reason(detail)


def test_json_and_tables() -> None:
    for body, told in (("{", "is not JSON"), ("[]", "must have names and values")):
        with pytest.raises(ValidationError) as raised:
            Sample.model_validate_json(body)
        assert reason(raised.value.errors()[0]) == told
