import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.title import SLUG_LIMIT, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Checkout returns 500", "checkout-returns-500"),
        ("Café à la crème", "cafe-a-la-creme"),
        ("  --mail__is/down!! ", "mail-is-down"),
        ("<!channel> & <b>", "channel-b"),
        ("🔥🔥🔥", ""),
        ("الدفع لا يعمل", ""),
        ("Zahlung ﬁel aus ②", "zahlung-fiel-aus-2"),
        ("x" * 80, "x" * SLUG_LIMIT),
        ("x" * (SLUG_LIMIT - 1) + " y", "x" * (SLUG_LIMIT - 1)),
    ],
)
def test_slug_is_made_from_the_title(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text() | st.text("aé -_🔥", min_size=40, max_size=90))
def test_slug_is_short_and_ascii(title: str) -> None:
    made = slug(title)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert len(made) <= SLUG_LIMIT


@given(st.text())
def test_slug_is_idempotent(title: str) -> None:
    assert slug(slug(title)) == slug(title)
