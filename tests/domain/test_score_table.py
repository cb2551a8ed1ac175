"""docs/training-scores.md has the points that the code gives."""

import re
from pathlib import Path

from firefighter.domain.scenario import ScoringItem
from firefighter.domain.scoring import ADJUSTMENT_LIMIT, LATE_FACTOR, LATE_SHARE, POINTS

_ROW = re.compile(r"^\| `([a-z_]+)` \| (\d+) \|", re.MULTILINE)
DOCUMENT = Path(__file__).parents[2] / "docs" / "training-scores.md"


def test_the_table_has_each_item_with_its_points_in_order() -> None:
    rows = _ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    assert [(ScoringItem(item), int(points)) for item, points in rows] == list(POINTS.items())


def test_the_text_has_the_limits_of_the_code() -> None:
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    assert f"give or take up to {ADJUSTMENT_LIMIT} points" in text
    assert (LATE_FACTOR, LATE_SHARE.as_integer_ratio()) == (3, (1, 4))
    assert "a quarter at three times that time" in text
