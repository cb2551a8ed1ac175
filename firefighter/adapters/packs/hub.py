"""The hub: packs from folders or git checkouts, each file pinned by its hash in a file.

The hub file is what people review. Beside it, a folder keeps the texts that were pinned, so that
the next change can be shown as a difference. They are told from others by their hashes.
"""

import difflib
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from firefighter.adapters.packs.faults import Fault, InvalidPack
from firefighter.adapters.packs.reader import checked
from firefighter.adapters.packs.schema import Id, Strict
from firefighter.adapters.packs.sources import EXPERIMENTS, PACK_FILE, PackSource, text_hash
from firefighter.domain.errors import FirefighterError

_HEAD = """\
# Packs that `firefighter hub install` may install, with the hash of each file.
# Written by `firefighter hub`. Review a change of this file as you review code.
"""
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_REVISION = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})?")
_GIT_TIMEOUT_S = 30.0
_DIGEST_LENGTH = 16
"""Hexadecimal digits: enough for nobody to make another text with the same ones by chance."""


class HubError(FirefighterError):
    """Something about the hub cannot be done. The text has one sentence per line."""


def _file_name(name: str) -> str:
    folder, _slash, file = name.rpartition("/")
    is_inside = folder in {"", EXPERIMENTS} and file.endswith(".toml") and file.isprintable()
    if not is_inside or any(each in file for each in '\\"') or file.startswith("."):
        raise ValueError(f"{name!r} is no file of a pack")
    return name


def _hash(given: str) -> str:
    if not _HASH.fullmatch(given):
        raise ValueError("should be sha256: and 64 hexadecimal digits")
    return given


def _revision(given: str) -> str:
    if not _REVISION.fullmatch(given):
        raise ValueError("should be the full hash of a commit")
    return given


class _PackTable(Strict):
    source: Annotated[str, Field(min_length=1, max_length=1000)]
    revision: Annotated[str, AfterValidator(_revision)] = ""
    files: dict[Annotated[str, AfterValidator(_file_name)], Annotated[str, AfterValidator(_hash)]]


class _HubTable(Strict):
    packs: dict[Id, _PackTable] = Field(default_factory=dict)


@dataclass(frozen=True)
class PinnedPack:
    """What may be installed of one pack."""

    id: str
    source: str
    """Its folder, as in the hub file: absolute, or from the folder of that file."""
    hashes: Mapping[str, str]
    """By file name."""
    revision: str = ""
    """The commit of the checkout when it was pinned; empty outside of git, or with changes."""


@dataclass(frozen=True)
class FileChange:
    """A file that is not as it was pinned. None where there is, or was, no such file."""

    name: str
    before: str | None
    after: str | None
    is_before_known: bool = True
    """Whether the pinned text is still there, to show the difference."""


@dataclass(frozen=True)
class Hub:
    """The hub file and the folder of pinned texts beside it."""

    path: Path
    packs: Mapping[str, PinnedPack] = field(default_factory=dict)

    @property
    def texts(self) -> Path:
        """The folder of pinned texts: `hub-pinned` for `hub.toml`."""
        return self.path.with_name(f"{self.path.stem}-pinned")

    def folder_of(self, pack: PinnedPack) -> Path:
        return self.path.parent / pack.source

    def source_of(self, folder: Path) -> str:
        """As it is written in the file: relative if it was given so. Raises HubError."""
        source = folder if folder.is_absolute() else os.path.relpath(folder, self.path.parent)
        try:
            str(source).encode()
        except UnicodeEncodeError as error:
            raise HubError(f"{source!r} has a name that is not UTF-8. Rename it.") from error
        return str(source)

    def changes(self, pack: PinnedPack, now: PackSource) -> Sequence[FileChange]:
        """Files that are not as they were pinned, by name."""
        hashes, names = now.hashes, {*pack.hashes, *now.texts}
        return [
            self._change(pack, name, now.texts.get(name))
            for name in sorted(names, key=lambda name: (name != PACK_FILE, name))
            if pack.hashes.get(name) != hashes.get(name)
        ]

    def _change(self, pack: PinnedPack, name: str, after: str | None) -> FileChange:
        if name not in pack.hashes:
            return FileChange(name, None, after)
        try:
            kept = (self.texts / pack.id / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            kept = None
        if kept is None or text_hash(kept) != pack.hashes[name]:
            return FileChange(name, "", after, is_before_known=False)
        return FileChange(name, kept, after)

    def with_pack(self, pack: PinnedPack, texts: Mapping[str, str]) -> "Hub":
        """Pins a pack, in the file and then in the folder of texts. Raises HubError."""
        hub = Hub(self.path, {**self.packs, pack.id: pack})
        try:
            hub._write()
            hub._keep(pack.id, texts)
        except OSError as error:
            raise HubError(f"{error.filename}: {error.strerror}.") from error
        return hub

    def _write(self) -> None:
        """Replaces the file at once, so that it is never half written."""
        new = self.path.with_name(f".{self.path.name}.new")
        new.write_text("\n".join(_lines(self.packs)) + "\n", encoding="utf-8")
        new.replace(self.path)

    def _keep(self, pack: str, texts: Mapping[str, str]) -> None:
        folder = self.texts / pack
        if folder.exists():
            shutil.rmtree(folder)
        for name, text in texts.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")


def read_hub(path: Path) -> Hub:
    """An empty one if there is no such file. Raises HubError."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Hub(path)
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(f"{path} cannot be read: {error}.") from error
    try:
        table = checked(_HubTable, source, str(path), lambda _raw: ())
    except InvalidPack as error:
        raise HubError(str(error)) from error
    return Hub(path, {name: _pinned(name, each) for name, each in table.packs.items()})


def pin(pack: str, source: str, now: PackSource, revision: str) -> PinnedPack:
    """What the pack has now. Raises InvalidPack for a file name that the hub file cannot have."""
    for name in now.texts:
        try:
            _file_name(name)
        except ValueError as error:
            reason = "has a name with unusual characters; rename it"
            raise InvalidPack([Fault(name, 1, "", reason)]) from error
    return PinnedPack(pack, source, dict(now.hashes), revision)


def digest(now: PackSource) -> str:
    """Of all names and texts of a pack: what `--accept` names."""
    lines = "".join(f"{hashed} {name}\n" for name, hashed in sorted(now.hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:_DIGEST_LENGTH]


def pack_folders(folder: Path) -> Sequence[Path]:
    """The folder itself if it is a pack, else the packs in it. Raises HubError if there is none."""
    if (folder / PACK_FILE).exists():
        return [folder]
    try:
        found = sorted(each for each in folder.iterdir() if (each / PACK_FILE).is_file())
    except OSError as error:
        raise HubError(f"{folder} cannot be read: {error.strerror}.") from error
    if not found:
        raise HubError(f"{folder} has no {PACK_FILE}, and no folder in it has one.")
    return found


def difference(pack: str, change: FileChange) -> Iterator[str]:
    """The lines of a unified difference. What cannot be seen in a text is written as an escape."""
    name = f"{pack}/{change.name}"
    if not change.is_before_known:
        yield f"# {name} changed. The text that was pinned is not here, only the new one."
    before, after = (_text_lines(text) for text in (change.before, change.after))
    names = (
        f"pinned/{name}" if change.before is not None else "/dev/null",
        name if change.after is not None else "/dev/null",
    )
    for line in difflib.unified_diff(before, after, *names, lineterm=""):
        yield _visible(line)


def _text_lines(text: str | None) -> list[str]:
    """Also of an empty text, so that each difference is seen."""
    return [] if text is None else text.split("\n")


def _visible(line: str) -> str:
    """A bidirectional mark or an escape sequence must not hide what is pinned."""
    return "".join(
        each if each.isprintable() or each == "\t" else each.encode("unicode_escape").decode()
        for each in line
    )


def git_revision(folder: Path) -> str:
    """The commit of a checkout; empty outside of git, and with changes in the folder."""
    git = shutil.which("git")
    if git is None:
        return ""
    # Neither may run what the configuration of the checkout names.
    base = (git, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", str(folder))
    try:
        revision = _output(*base, "rev-parse", "--verify", "HEAD")
        status = _output(*base, "status", "--porcelain", "--untracked-files=all", "--", ".")
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if status or not _REVISION.fullmatch(revision) else revision


def _output(*command: str) -> str:
    ended = subprocess.run(  # noqa: S603 - git, with arguments of our own
        command,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_GIT_TIMEOUT_S,
        check=True,
        text=True,
    )
    return ended.stdout.strip()


def _pinned(name: str, table: _PackTable) -> PinnedPack:
    hashes = {file: hashed.removeprefix("sha256:") for file, hashed in table.files.items()}
    return PinnedPack(name, table.source, hashes, table.revision)


def _lines(packs: Mapping[str, PinnedPack]) -> Iterator[str]:
    yield _HEAD.rstrip("\n")
    for name, pack in sorted(packs.items()):
        yield from ("", f"[packs.{name}]", f"source = {_quoted(pack.source)}")
        if pack.revision:
            yield f'revision = "{pack.revision}"'
        yield from ("", f"[packs.{name}.files]")
        for file, hashed in sorted(pack.hashes.items(), key=lambda one: (one[0] != PACK_FILE, one)):
            yield f'"{file}" = "sha256:{hashed}"'


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    return '"' + "".join(map(_in_string, text)) + '"'


def _in_string(character: str) -> str:
    if character in {"\\", '"'}:
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
