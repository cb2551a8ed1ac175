"""Finds the lines of keys in the source of a TOML file, which `tomllib` does not tell."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import cast

KeyPath = tuple[str | int, ...]
"""Keys of tables, and positions in arrays."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_DEEPEST = 8
"""Levels of arrays and inline tables whose keys are found; a valid scenario has fewer."""


def key_lines(source: str) -> Mapping[KeyPath, int]:
    """The first line of every key of a valid TOML file, counted from 1."""
    scanner = _Scanner(source)
    scanner.scan()
    return scanner.lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """The line of a key; of the nearest key around it if the file does not have it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Scanner:
    def __init__(self, source: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._source = source
        self._at = 0
        self._line, self._counted = 1, 0
        self._rows: Counter[KeyPath] = Counter()
        """How many tables each array of tables has so far."""

    def scan(self) -> None:
        table: KeyPath = ()
        while self._skip(_BLANK) < len(self._source):
            start = self._at
            if self._next("["):
                table = self._header()
            else:
                self._pair(table, 0)
            if self._at == start:  # no progress: not TOML
                return

    def _header(self) -> KeyPath:
        line, is_array = self._line_now(), self._next("[")
        keys = self._keys()
        self._skip(_SPACE)
        while self._next("]"):
            pass
        path = self._inside_rows(keys[:-1])
        if keys and is_array:
            array = (*path, keys[-1])
            self._note(array, line)
            path = (*array, self._rows[array])
            self._rows[array] += 1
        elif keys:
            path = self._inside_rows(keys)
        for length in range(1, len(path) + 1):
            self._note(path[:length], line)
        return path

    def _inside_rows(self, keys: tuple[str, ...]) -> KeyPath:
        """The path of dotted keys; an array of tables stands for its last table."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self._rows:
                path = (*path, self._rows[path] - 1)
        return path

    def _pair(self, table: KeyPath, depth: int) -> None:
        line, path = self._line_now(), table
        for key in self._keys():
            path = (*path, key)
            self._note(path, line)
        if self._next("="):
            self._value(path, depth)

    def _keys(self) -> tuple[str, ...]:
        found: list[str] = []
        while True:
            self._skip(_SPACE)
            match = _STRING.match(self._source, self._at) or _BARE.match(self._source, self._at)
            if match is None:
                return tuple(found)
            self._at = match.end()
            found.append(_unquoted(match[0]))
            self._skip(_SPACE)
            if not self._next("."):
                return tuple(found)

    def _value(self, path: KeyPath, depth: int) -> None:
        self._skip(_SPACE)
        if match := _STRING.match(self._source, self._at):
            self._at = match.end()
        elif self._source[self._at : self._at + 1] not in {"[", "{"}:
            self._skip(_SCALAR)
        elif depth == _DEEPEST:
            self._skip_brackets()
        elif self._next("["):
            self._array(path, depth + 1)
        elif self._next("{"):
            self._inline_table(path, depth + 1)

    def _array(self, path: KeyPath, depth: int) -> None:
        position = 0
        while self._skip(_BLANK) < len(self._source) and not self._next("]"):
            start = self._at
            self._note((*path, position), self._line_now())
            self._value((*path, position), depth)
            self._skip(_BLANK)
            position += self._next(",")
            if self._at == start:
                return

    def _inline_table(self, path: KeyPath, depth: int) -> None:
        while self._skip(_BLANK) < len(self._source) and not self._next("}"):
            start = self._at
            self._pair(path, depth)
            self._skip(_BLANK)
            self._next(",")
            if self._at == start:
                return

    def _skip_brackets(self) -> None:
        depth = 0
        while self._at < len(self._source):
            self._skip(_BLANK)
            character = self._source[self._at : self._at + 1]
            if match := _STRING.match(self._source, self._at):
                self._at = match.end()
                continue
            depth += (character in {"[", "{"}) - (character in {"]", "}"})
            self._at += 1
            if depth == 0:
                return

    def _next(self, character: str) -> bool:
        found = self._source.startswith(character, self._at)
        self._at += found
        return found

    def _skip(self, pattern: re.Pattern[str]) -> int:
        if match := pattern.match(self._source, self._at):
            self._at = match.end()
        return self._at

    def _line_now(self) -> int:
        self._line += self._source.count("\n", self._counted, self._at)
        self._counted = max(self._at, self._counted)
        return self._line

    def _note(self, path: KeyPath, line: int) -> None:
        self.lines.setdefault(path, line)


def _unquoted(key: str) -> str:
    if key[0] not in {'"', "'"}:
        return key
    try:
        return cast("str", tomllib.loads(f"key = {key}")["key"])
    except ValueError:
        return key[1:-1]
