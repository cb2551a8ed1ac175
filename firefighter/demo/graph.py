"""Draws a sample graph of failing payments per minute, without a graphics library."""

import struct
import zlib
from collections.abc import Iterator, Sequence

from firefighter.playground.slack import Draft

_FAILING = (2, 1, 3, 2, 1, 2, 1, 3, 2, 2, 1, 2, 3, 38, 61, 74, 70, 72, 69, 71, 73, 70)
"""One value per minute."""
_WIDTH, _HEIGHT, _MARGIN, _MOST = 528, 200, 12, 80
_BETWEEN = (_WIDTH - 2 * _MARGIN) // (len(_FAILING) - 1)
_PALETTE = bytes.fromhex("ffffff e3e7ec f6d5d0 c9372c")
_PAPER, _GRID, _AREA, _LINE = range(4)
_NOTHING = bytes(_HEIGHT)
_LINES_EVERY = 20


def failed_payments_graph() -> Draft:
    return Draft(
        "failing-payments.png",
        png(_WIDTH, _PALETTE, list(_rows())),
        title="Payments that fail, per minute",
        alt="Two payments a minute fail, then all at once about 70",
        width=_WIDTH,
    )


def png(width: int, palette: bytes, rows: Sequence[bytes]) -> bytes:
    """Each byte is one pixel's palette index: https://www.w3.org/TR/png-3/."""
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\x00" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", lines), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _rows() -> Iterator[bytes]:
    curve = [_y(_value(x)) for x in range(_WIDTH)]
    inside = range(_MARGIN, _WIDTH - _MARGIN)
    columns = [_column(curve[x - 1 : x + 2]) if x in inside else _NOTHING for x in range(_WIDTH)]
    return (bytes(row) for row in zip(*columns, strict=True))


def _column(near: Sequence[int]) -> bytes:
    """Draws one column from the curve's height here and at its neighbors."""
    column = bytearray(_HEIGHT)
    for value in range(0, _MOST + 1, _LINES_EVERY):
        column[_y(value)] = _GRID
    bottom, top, low = _y(0), min(near) - 1, max(near) + 2
    column[low:bottom] = bytes([_AREA]) * (bottom - low)
    column[top:low] = bytes([_LINE]) * (low - top)
    return bytes(column)


def _value(x: int) -> float:
    """Interpolates between two minutes."""
    minute, part = divmod(max(0, x - _MARGIN), _BETWEEN)
    before = _FAILING[min(minute, len(_FAILING) - 1)]
    after = _FAILING[min(minute + 1, len(_FAILING) - 1)]
    return before + (after - before) * part / _BETWEEN


def _y(value: float) -> int:
    return round(_HEIGHT - _MARGIN - value * (_HEIGHT - 2 * _MARGIN) / _MOST)
