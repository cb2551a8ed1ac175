"""The parser keeps what `json` would, without the values that are dropped."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.experiments.pruned_json import (
    DROPPED,
    LONGEST_TEXT,
    InvalidResult,
    parse,
)

_TEXTS = st.text(max_size=20)
_KEYS = _TEXTS.filter(lambda key: key not in DROPPED)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS
)
JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=20,
)


def encoded(content: object) -> bytes:
    return json.dumps(content, allow_nan=False).encode()


@given(JSON)
def test_it_finds_what_json_finds(content: object) -> None:
    assert parse(encoded(content)) == content
    assert parse(json.dumps(content, ensure_ascii=False, indent=2).encode()) == content


@given(JSON, JSON)
def test_an_output_of_any_shape_is_dropped(output: object, after: object) -> None:
    assert parse(encoded({"output": output, "after": after})) == {"after": after}
    assert parse(encoded({"after": after, "output": output})) == {"after": after}


@given(JSON)
def test_a_text_that_is_json_is_parsed_too(content: object) -> None:
    embedded = {"executionData": json.dumps(content)}
    assert parse(encoded(embedded)) == {"executionData": content}


def test_an_embedded_text_longer_than_a_piece_is_whole() -> None:
    content = ['é\\"😀\n' * 10] * 5_000
    embedded = {"execution_data": json.dumps(content)}
    assert parse(json.dumps(embedded).encode()) == {"execution_data": content}


def test_a_long_text_is_cut() -> None:
    assert parse(encoded({"title": "é" * 50_000})) == {"title": "é" * LONGEST_TEXT}


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_python_writes_for_no_number_is_null(text: str) -> None:
    assert parse(f'{{"a": {text}}}'.encode()) == {"a": None}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1', "It is not complete JSON: the end is missing."),
        ('{"a" 1}', "It is not JSON, from byte 5 on."),
        ("[1,]", "It is not JSON, from byte 3 on."),
        ("[1] 2", "It is not JSON, from byte 4 on."),
        ('{"output": [1} }', "It is not JSON, from byte 14 on."),
        ("[" * 100, "It is nested more than 60 deep."),
        ("[" + "1," * 200_001 + "1]", "It has more than 200,000 values, without outputs."),
        ("1" * 500, "A number has more than 400 digits."),
        ('["\\q", 1]', "It is not JSON, from byte 5 on."),
    ],
)
def test_what_is_no_json_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidResult) as refused:
        parse(text.encode())
    assert str(refused.value).startswith(sentence)
