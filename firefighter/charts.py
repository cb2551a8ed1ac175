"""Charts as pictures, with the fonts that the renderer brings: nothing is fetched, no browser runs.

One specification gives the same chart as PNG, for the chat, and as SVG, for a page. The renderer is
large, and is loaded with the first chart.
"""

from typing import Any

_SCALE = 2
"""Pixels for each point: sharp on the screens of today."""


def png(specification: dict[str, Any]) -> bytes:
    import vl_convert  # noqa: PLC0415 - large

    return vl_convert.vegalite_to_png(specification, scale=_SCALE)


def svg(specification: dict[str, Any]) -> str:
    import vl_convert  # noqa: PLC0415 - large

    return vl_convert.vegalite_to_svg(specification)
