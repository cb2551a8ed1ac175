"""The process that draws charts; `charts` starts it. Needs nothing of the bot but the renderer.

Reads requests from standard input, each a line of JSON with `format` and `specification`, and
writes for each a line with the number of bytes, then the bytes; 0 if it could not draw. Ends with
its input, which closes with the bot's process, however that ends.
"""

import json
import sys
from typing import Any

import vl_convert

_SCALE = 2
"""Pixels per point, for high-resolution screens."""


def main() -> None:
    for line in sys.stdin.buffer:
        try:
            drawn = _draw(json.loads(line))
        except ValueError as error:
            sys.stderr.write(f"Could not draw a chart: {error}\n")
            drawn = b""
        sys.stdout.buffer.write(b"%d\n%s" % (len(drawn), drawn))
        sys.stdout.buffer.flush()


def _draw(request: dict[str, Any]) -> bytes:
    specification = request["specification"]
    if request["format"] == "png":
        return bytes(vl_convert.vegalite_to_png(specification, scale=_SCALE))
    return str(vl_convert.vegalite_to_svg(specification)).encode()


if __name__ == "__main__":
    main()
