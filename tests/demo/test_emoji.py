"""Every sign that the bot puts into its texts is one that the playground draws."""

import re
from pathlib import Path

import firefighter
from firefighter.domain.game_day_phases import STEPS
from firefighter.playground.client.emoji import SIGNS

PACKAGE = Path(firefighter.__file__).parent
_SIGN = re.compile(r"(?<![\w/:.]):([a-z][a-z0-9_+-]*[a-z0-9]):(?![\w/])")


def test_every_sign_is_drawn() -> None:
    sources = [*(PACKAGE / "adapters" / "slack").rglob("*.py"), *(PACKAGE / "i18n").glob("*.po")]
    used = {name for path in sources for name in _SIGN.findall(path.read_text(encoding="utf-8"))}
    used |= {row.emoji for row in STEPS.values()}
    assert {"red_circle", "telescope"} <= used
    assert used - SIGNS.keys() == set()
