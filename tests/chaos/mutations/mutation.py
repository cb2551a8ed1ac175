import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.mutations.scenario import Scenario
from tests.chaos.scale import HERE


@dataclass(frozen=True)
class Edit:
    file: str
    old: str
    new: str

    def apply(self, code: Path) -> None:
        """Raises ValueError when the text is not there exactly once: the mutation is outdated."""
        path = code / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} has {text.count(self.old)} times: {self.old}")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Mutation:
    rule: str
    change: str
    """Described for the table."""
    edits: tuple[Edit, ...]
    scenario: Scenario

    def copy_to(self, code: Path) -> None:
        for package in ("firefighter", "migrations"):
            shutil.copytree(HERE / package, code / package)
        for edit in self.edits:
            edit.apply(code)
