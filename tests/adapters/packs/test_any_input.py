"""Whatever a file contains, the reader says what is wrong in sentences, or accepts it."""

import re
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.faults import InvalidPack
from firefighter.adapters.packs.lines import key_lines
from firefighter.adapters.packs.reader import parse_pack, read_pack, read_scenario
from firefighter.adapters.packs.sources import PackSource
from tests.adapters.packs.full_scenario import SCENARIO as FULL
from tests.adapters.packs.full_scenario import every_field, with_value
from tests.adapters.packs.packs import PACK, SCENARIO, write_pack
from tests.adapters.packs.test_experiments import EXPERIMENT

_SENTENCE = re.compile(r"[^\n]+, line (?P<line>\d+): ?[^\n]+[.?]")
_VALUES = st.recursive(
    st.sampled_from(
        [
            "1",
            "-0.0",
            "nan",
            "inf",
            "1e400",
            "0x10",
            "true",
            '""',
            "'x'",
            '"""a\n"b" """',
            "1979-05-27",
            "07:32:00",
            "9999-12-31T23:59:59Z",
            '"\\u0000"',
            '"\\U0010ffff"',
            '"<!x>"',
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["en", "fr", "id", '"a b"', "x.y"]), inner, max_size=3).map(
            lambda pairs: f"{{{', '.join(f'{key} = {value}' for key, value in pairs.items())}}}"
        ),
    ),
    max_leaves=6,
)


def check(source: str) -> None:
    """The reader accepts it, or each fault is one sentence with a line of the file."""
    try:
        read_scenario(source, "tea.toml", Vocabulary())
    except InvalidPack as error:
        assert_sentences(error, source.count("\n") + 1)


def assert_sentences(error: InvalidPack, lines: int) -> None:
    assert error.faults
    for fault in error.faults:
        said = _SENTENCE.fullmatch(str(fault))
        assert said, str(fault)
        assert 1 <= int(said["line"]) <= lines


@settings(max_examples=150, deadline=None)
@given(st.text())
@example("a = 1e1000")
@example("[[injects]]\n[injects.on]\n[[injects.on.x]]")
@example("injects = [{ on = 1 }]\nhints = {}")
@example('"\\n" = 1\n"" = 2')
def test_any_text_is_read_or_refused(source: str) -> None:
    check(source)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_scenario_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(start + 80, len(FULL))))
    check(FULL[:start] + data.draw(st.text(max_size=5)) + FULL[end:])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_experiment_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(EXPERIMENT)))
    end = data.draw(st.integers(start, min(start + 80, len(EXPERIMENT))))
    middle = data.draw(st.one_of(st.text(max_size=5), _VALUES))
    source = EXPERIMENT[:start] + middle + EXPERIMENT[end:]
    try:
        parse_pack(PackSource({"pack.toml": PACK, "experiments/x.toml": source}), Vocabulary())
    except InvalidPack as error:
        assert_sentences(error, source.count("\n") + 1)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(every_field()), _VALUES)
def test_any_value_of_a_key_is_read_or_refused(field: tuple[type, str], value: str) -> None:
    check(with_value(*field, value).source)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    folder = write_pack(tmp_path, tea=SCENARIO)
    for name in ("pack.toml", "milk.toml"):
        (folder / name).write_bytes(content)
    try:
        read_pack(folder, Vocabulary())
    except InvalidPack as error:
        assert_sentences(error, content.count(b"\n") + 1)


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {path}
    pairs: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, inner in pairs:
        found |= paths_of(inner, (*path, key))
    return found


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(every_field()), _VALUES)
def test_every_key_has_a_line(field: tuple[type, str], value: str) -> None:
    source = with_value(*field, value).source
    try:
        parsed = tomllib.loads(source)
    except ValueError:
        return
    assert paths_of(parsed) - {()} == set(key_lines(source))


_LINES = '''\
a.b = """
x = 1
"""  # c = 2
[ t . "u v" ]
k = [
  # comment
  "one", {m = 1, n = [2]}
]
[[r]]
x = """[[r]]
"""
[r.s]
y = 1
[[r]]
'''


def test_lines_are_those_of_the_keys() -> None:
    lines = key_lines(_LINES)
    assert {path: lines[path] for path in paths_of(tomllib.loads(_LINES)) - {()}} == {
        ("a",): 1,
        ("a", "b"): 1,
        ("t",): 4,
        ("t", "u v"): 4,
        ("t", "u v", "k"): 5,
        ("t", "u v", "k", 0): 7,
        ("t", "u v", "k", 1): 7,
        ("t", "u v", "k", 1, "m"): 7,
        ("t", "u v", "k", 1, "n"): 7,
        ("t", "u v", "k", 1, "n", 0): 7,
        ("r",): 9,
        ("r", 0): 9,
        ("r", 0, "x"): 10,
        ("r", 0, "s"): 12,
        ("r", 0, "s", "y"): 13,
        ("r", 1): 14,
    }
