"""The files of a pack as they are on disk, each read once."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from firefighter.adapters.packs.faults import Fault, InvalidPack

PACK_FILE = "pack.toml"
EXPERIMENTS = "experiments"
"""The folder inside a pack for experiments."""
FILE_LIMIT = 200_000
"""Bytes."""
SCENARIOS_LIMIT = 50
EXPERIMENTS_LIMIT = 200


@dataclass(frozen=True)
class PackSource:
    """The texts of a pack by the names of their files, and what could not be read."""

    texts: Mapping[str, str]
    """With line ends as on Linux."""
    faults: tuple[Fault, ...] = ()

    @property
    def hashes(self) -> Mapping[str, str]:
        return {name: text_hash(text) for name, text in self.texts.items()}


def text_hash(text: str) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def load_pack(folder: Path) -> PackSource:
    """Reads `pack.toml`, the scenarios beside it, and the experiments in `experiments`.

    Raises InvalidPack if the folder itself cannot be read.
    """
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for name in (PACK_FILE, *_names(folder, faults)):
        try:
            texts[name] = _read(folder, name)
        except InvalidPack as error:
            faults += error.faults
    return PackSource(texts, tuple(faults))


def is_experiment(name: str) -> bool:
    """Whether the file of that name in a pack is an experiment."""
    return name.startswith(f"{EXPERIMENTS}/")


def _names(folder: Path, faults: list[Fault]) -> Iterator[str]:
    """Scenarios, then experiments, each in the order of their names."""
    scenarios = [name for name in _toml_files(folder) if name != PACK_FILE]
    inside = folder / EXPERIMENTS
    if inside.is_symlink() or (inside.exists() and not inside.is_dir()):
        faults.append(Fault(EXPERIMENTS, 1, "", "is not a folder"))
    experiments = _toml_files(inside) if inside.is_dir() and not inside.is_symlink() else []
    if not scenarios and not experiments and not faults:
        reason = f"has no scenario beside it and no experiment in {EXPERIMENTS}: add a TOML file"
        faults.append(Fault(PACK_FILE, 1, "", reason))
    for what, found, most in (
        ("scenarios beside it", scenarios, SCENARIOS_LIMIT),
        (f"experiments in {EXPERIMENTS}", experiments, EXPERIMENTS_LIMIT),
    ):
        if len(found) > most:
            reason = f"has {len(found)} {what}; at most {most} are allowed"
            faults.append(Fault(PACK_FILE, 1, "", reason))
    yield from scenarios[:SCENARIOS_LIMIT]
    yield from (f"{EXPERIMENTS}/{name}" for name in experiments[:EXPERIMENTS_LIMIT])


def _toml_files(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise InvalidPack([Fault(str(folder), 1, "", reason)]) from error


def _read(folder: Path, name: str) -> str:
    path = folder / name
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise InvalidPack([Fault(name, 1, "", "is not a regular file")])
        with path.open("rb") as file:
            content = file.read(FILE_LIMIT + 1)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise InvalidPack([Fault(name, 1, "", reason)]) from error
    if len(content) > FILE_LIMIT:
        reason = f"has more than {FILE_LIMIT} bytes; split it or shorten it"
        raise InvalidPack([Fault(name, 1, "", reason)])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidPack([Fault(name, line, "", "is not UTF-8; save it as UTF-8")]) from error
