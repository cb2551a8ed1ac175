"""A file as text, line by line, whichever program wrote it and however large it is."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from typing import BinaryIO, NamedTuple

LONGEST_LINE = 10_000_000
"""Characters. What is longer is read no further, so that memory stays bounded."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose mark it begins with."""

_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
"""What `surrogateescape` makes of bytes that are not UTF-8."""

_CHUNK = 1 << 20


class _Encoding(NamedTuple):
    name: str
    errors: str
    start: int
    """Where the text begins, in bytes: after the byte order mark."""


_UTF_8 = _Encoding("utf-8", "surrogateescape", 0)


class SourceFile:
    """A text in UTF-8, UTF-16, UTF-32 or Windows-1252.

    In a file that is partly UTF-8, other bytes stay recognizable for `is_decoded`, so that they
    spoil only their own line. It is read by one reader at a time.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """`stream` must be seekable, and is read from its start each time. Raises OSError."""
        self._stream = stream
        self._encoding, self.has_nul = _find_encoding(stream)

    @classmethod
    def of(cls, content: bytes) -> "SourceFile":
        return cls(BytesIO(content))

    def lines(self) -> Iterator[str]:
        """Lines by LF, CR LF or CR; other separators of Unicode may stand inside of JSON strings.

        Each ends with a line feed, but for the last. Of one that is too long only as much is
        returned as `is_too_long` needs.
        """
        return self._lines(newline=None)

    def raw_lines(self) -> Iterator[str]:
        """The same with their own ends, which may stand inside of the cells of a table."""
        return self._lines(newline="")

    def text(self) -> str:
        with self._opened(newline=None) as text:
            return text.read()

    def _lines(self, newline: str | None) -> Iterator[str]:
        with self._opened(newline) as text:
            while line := text.readline(LONGEST_LINE + 1):
                rest = line
                while is_too_long(rest) and not rest.endswith(("\n", "\r")):
                    rest = text.readline(LONGEST_LINE + 1)
                yield line

    @contextmanager
    def _opened(self, newline: str | None) -> Iterator[TextIOWrapper]:
        self._stream.seek(self._encoding.start)
        name, errors, _start = self._encoding
        text = TextIOWrapper(self._stream, name, errors, newline=newline)
        try:
            yield text
        finally:
            if not self._stream.closed:
                text.detach()  # otherwise it closes the stream


def is_decoded(text: str) -> bool:
    return _NOT_UTF_8.search(text) is None


def is_too_long(line: str) -> bool:
    return len(line) > LONGEST_LINE


def _find_encoding(stream: BinaryIO) -> tuple[_Encoding, bool]:
    """The encoding, and whether the text contains a NUL character."""
    stream.seek(0)
    beginning = stream.read(4)
    for mark, name in _BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            marked = _Encoding(name, "replace", len(mark))
            return marked, any("\x00" in chunk for chunk in _decoded(stream, marked))
    has_nul = is_partly_utf_8 = False
    is_utf_8 = True
    for chunk in _decoded(stream, _UTF_8):
        has_nul = has_nul or "\x00" in chunk
        if not chunk.isascii():
            is_utf_8 = is_utf_8 and is_decoded(chunk)
            is_partly_utf_8 = is_partly_utf_8 or not _NOT_UTF_8.sub("", chunk).isascii()
    is_windows = not is_utf_8 and not is_partly_utf_8
    return _Encoding("cp1252", "replace", 0) if is_windows else _UTF_8, has_nul


def _decoded(stream: BinaryIO, encoding: _Encoding) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
    stream.seek(encoding.start)
    while chunk := stream.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
