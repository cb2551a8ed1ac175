"""Parses JSON of any size in bounded memory: keeps what results are read from, and no outputs."""

import json
import re
from collections.abc import Iterator
from mmap import mmap

from firefighter.domain.errors import FirefighterError

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Source = bytes | mmap

MOST_VALUES = 200_000
"""Values that are kept of one text. More are refused, since each takes about 100 bytes."""
DEEPEST = 60
LONGEST_TEXT = 2_000
"""Characters of a text; the rest is dropped."""
LARGEST_EMBEDDED = 64 * 1024 * 1024
"""Bytes of a JSON text inside of a text."""


class InvalidResult(FirefighterError):
    """The result cannot be read. The text is a sentence for whoever sent it."""


DROPPED = frozenset(
    {
        "arguments",
        "configuration",
        "controls",
        "env",
        "exception",
        "experimentManifest",
        "experiment_manifest",
        "managedFields",
        "output",
        "provider",
        "secrets",
        "taskDefinitionCR",
        "tolerance",
        "workflowManifest",
        "workflow_manifest",
    }
)
"""Keys whose values are never kept: they may be huge and may hold secrets."""

EMBEDDED = frozenset({"executionData", "execution_data"})
"""Keys whose values are JSON texts."""

_SPACE = re.compile(rb"[ \t\r\n]*+")
_TEXT = re.compile(rb'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_WITHOUT_BRACKETS = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_NUMBER = re.compile(rb"-?\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+")
_WORD = re.compile(rb"true|false|null|NaN|-?Infinity")
_WORDS: dict[bytes, bool | None] = {b"true": True, b"false": False}
_LONGEST_NUMBER = 400
_ESCAPED = re.compile(
    rb"(?:\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]){1,65536}", re.DOTALL
)
"""A piece of an escaped text that ends between two characters."""


def parse(source: Source) -> Json:
    """Raises InvalidResult."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._at = 0
        self._values = 0

    def whole(self) -> Json:
        found = self._value(0)
        self._skip_space()
        if self._at != len(self._source):
            raise self._fault()
        return found

    def _value(self, depth: int) -> Json:
        self._count(depth)
        match self._peek():
            case b"{":
                return dict(self._members(depth + 1))
            case b"[":
                return list(self._items(depth + 1))
            case b'"':
                return self._text()
            case _:
                return self._literal()

    def _members(self, depth: int) -> Iterator[tuple[str, Json]]:
        for _first in self._separated(b"}"):
            key = self._text()
            self._take(b":")
            if key in DROPPED:
                self._drop()
            elif key in EMBEDDED and self._peek() == b'"':
                yield key, self._embedded()
            else:
                yield key, self._value(depth)

    def _items(self, depth: int) -> Iterator[Json]:
        for _first in self._separated(b"]"):
            yield self._value(depth)

    def _separated(self, closing: bytes) -> Iterator[None]:
        """Before each element of an object or a list, up to its end."""
        self._at += 1
        if self._peek() == closing:
            self._at += 1
            return
        while True:
            yield
            follows = self._peek()
            self._at += 1
            if follows == closing:
                return
            if follows != b",":
                raise self._fault()

    def _drop(self) -> None:
        """Passes over a value of any size without keeping it, and without looking into it."""
        closings = bytearray()
        if self._peek() not in {b"{", b"["}:
            self._scalar()
            return
        while True:
            self._match(_WITHOUT_BRACKETS)
            bracket = self._source[self._at : self._at + 1]
            self._at += 1
            if bracket in {b"{", b"["}:
                closings += b"}" if bracket == b"{" else b"]"
            elif not bracket or closings.pop() != bracket[0]:
                raise self._fault()
            if not closings:
                return

    def _scalar(self) -> None:
        if self._peek() == b'"':
            self._match(_TEXT)
        else:
            self._literal()

    def _text(self) -> str:
        if self._peek() != b'"':
            raise self._fault()
        start = self._at + 1
        self._match(_TEXT)
        end = self._at - 1
        if end - start <= 6 * LONGEST_TEXT:
            return self._unescaped(bytes(self._source[start:end]))[:LONGEST_TEXT]
        piece = _ESCAPED.match(self._source[start : start + 6 * LONGEST_TEXT])
        return self._unescaped(piece[0] if piece else b"")[:LONGEST_TEXT]

    def _embedded(self) -> Json:
        """The content of a text that is JSON itself; None for an empty one."""
        start = self._at + 1
        self._match(_TEXT)
        end = self._at - 1
        if end - start > LARGEST_EMBEDDED:
            raise InvalidResult("The execution data is larger than 64 MB.")
        content = bytearray()
        at = start
        while at < end:
            piece = _ESCAPED.match(self._source, at, end)
            if piece is None:
                raise self._fault()
            content += self._unescaped(piece[0]).encode("utf-8", "replace")
            at = piece.end()
        if not content.strip():
            return None
        inner = _Parser(bytes(content))
        del content
        inner._values = self._values
        found = inner.whole()
        self._values = inner._values
        return found

    def _unescaped(self, escaped: bytes) -> str:
        text = escaped.decode("utf-8", "replace")
        try:
            found: str = json.loads(f'"{text}"', strict=False)
        except ValueError:
            raise self._fault() from None
        return found

    def _literal(self) -> int | float | bool | None:
        if word := _WORD.match(self._source, self._at):
            self._at = word.end()
            return _WORDS.get(word[0])  # null, and what is no number
        start = self._at
        self._match(_NUMBER)
        digits = self._source[start : self._at]
        if len(digits) > _LONGEST_NUMBER:
            raise InvalidResult("A number has more than 400 digits.")
        return int(digits) if digits.lstrip(b"-").isdigit() else float(digits)

    def _match(self, pattern: re.Pattern[bytes]) -> None:
        found = pattern.match(self._source, self._at)
        if found is None:
            raise self._fault()
        self._at = found.end()

    def _take(self, expected: bytes) -> None:
        if self._peek() != expected:
            raise self._fault()
        self._at += 1

    def _peek(self) -> bytes:
        """The next character that is no white space; empty at the end."""
        self._skip_space()
        return self._source[self._at : self._at + 1]

    def _skip_space(self) -> None:
        space = _SPACE.match(self._source, self._at)
        if space:
            self._at = space.end()

    def _count(self, depth: int) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise InvalidResult(f"It has more than {MOST_VALUES:,} values, without outputs.")
        if depth > DEEPEST:
            raise InvalidResult(_TOO_DEEP)

    def _fault(self) -> InvalidResult:
        if self._at >= len(self._source):
            return InvalidResult("It is not complete JSON: the end is missing.")
        return InvalidResult(f"It is not JSON, from byte {self._at} on.")


_TOO_DEEP = f"It is nested more than {DEEPEST} deep."
