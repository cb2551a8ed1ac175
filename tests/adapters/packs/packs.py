"""Packs for tests: a smallest valid scenario, and what can be changed in it."""

from collections.abc import Collection
from pathlib import Path

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.faults import InvalidPack
from firefighter.adapters.packs.reader import Pack, read_pack

PACK = 'id = "kettles"\ntitle = "Kettles"\n'

SCENARIO = """\
id = "cold-tea"
version = 1
title = "The kettles stay cold"
story = "Nobody in the building can make tea."
level = "beginner"
class = "hardware"
duration_min = 15
objective = "Ask before you act."

[expected]
severity = "SEV3"

[sealed]
cause = "The fuse blew."
solution = "Replace it."
"""


def write_pack(folder: Path, **scenarios: str) -> Path:
    """Writes `pack.toml` and a file for each scenario."""
    folder.mkdir(exist_ok=True)
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    for name, content in scenarios.items():
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    return folder


def read(folder: Path, **words: Collection[str]) -> Pack:
    return read_pack(folder, Vocabulary(**words))


def faults(folder: Path, **words: Collection[str]) -> list[str]:
    """Every sentence about a pack; none for a valid one."""
    try:
        read(folder, **words)
    except InvalidPack as error:
        return str(error).splitlines()
    return []
