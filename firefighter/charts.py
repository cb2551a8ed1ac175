"""Charts as pictures, with the fonts that the renderer brings: nothing is fetched, no browser runs.

One specification gives the same chart as PNG, for the chat, and as SVG, for a page.
"""

from typing import Any

import vl_convert

_SCALE = 2
"""Pixels for each point: sharp on the screens of today."""


def png(specification: dict[str, Any]) -> bytes:
    return vl_convert.vegalite_to_png(specification, scale=_SCALE)


def svg(specification: dict[str, Any]) -> str:
    return vl_convert.vegalite_to_svg(specification)
