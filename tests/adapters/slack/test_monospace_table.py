from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.slack.blocks.monospace_table import WIDTH, monospace_tables

CELLS = st.text(st.sampled_from("abcdefgh 0123456789–`&<\u00a0"), max_size=40)


def lines_of(text: str) -> list[str]:
    unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return unescaped.splitlines()[1:-1]


def test_columns_that_do_not_fit_stand_below_with_the_names_again() -> None:
    columns = ("Duration", "measured", "median", "90th percentile", "longest")
    rows = [("Time to acknowledge", "14 of 16", "12 min", "48 min", "2 h 05")]
    first, second = monospace_tables(columns, rows)
    assert lines_of(first) == [
        "Duration     measured  median",
        "Time to      14 of 16  12 min",
        "acknowledge",
    ]
    assert lines_of(second) == [
        "Duration           90th  longest",
        "             percentile",
        "Time to          48 min   2 h 05",
        "acknowledge",
    ]


@given(
    st.integers(1, 7).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=60)
    )
)
def test_tables_fit_a_phone_and_a_section(cells: list[list[str]]) -> None:
    columns, *rows = cells
    for text in monospace_tables(columns, rows):
        assert len(text) <= 3000
        assert text.count("```") == 2
        assert all(len(line) <= WIDTH for line in lines_of(text))


def test_long_table_is_split_between_rows_and_keeps_its_header() -> None:
    rows = [(f"service {n}", "1") for n in range(300)]
    found = list(monospace_tables(("Service", "incidents"), rows))
    assert len(found) > 1
    assert all("incidents" in text for text in found)
    assert sum(text.count("service") for text in found) == 300
