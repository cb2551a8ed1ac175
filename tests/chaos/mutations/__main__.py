"""Prints the table of docs/decisions/0006-mutations.md. Returns 0 when every mutation is found."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.chaos.mutations.catalogue import MUTATIONS
from tests.chaos.mutations.mutation import Mutation
from tests.chaos.scale import HERE

_TRIES = 3


def main() -> int:
    as_wanted = True
    print("| rule | mutation | what the audit says | as it is |\n|---|---|---|---|")
    for mutation in MUTATIONS:
        if all(word not in mutation.rule for word in sys.argv[1:] or [""]):
            continue
        broken, sound = _mutated(mutation), mutation.scenario.play(HERE)
        print(
            f"| {mutation.rule} | {mutation.change} | {_cell(broken)} | {_cell(sound)} |",
            flush=True,
        )
        as_wanted = as_wanted and bool(broken) and not sound
        for name, found in {**broken, **sound}.items():
            print(*(f"  {name}: {each[:500]}" for each in found[:3]), sep="\n", file=sys.stderr)
    return 0 if as_wanted else 1


def _mutated(mutation: Mutation) -> Mapping[str, Sequence[str]]:
    """How often a scenario runs: some situations are a race of two processes that can go well."""
    with TemporaryDirectory(prefix="firefighter-mutation-") as folder:
        code = Path(folder)
        mutation.copy_to(code)
        plays = (mutation.scenario.play(code) for _ in range(_TRIES))
        return next((found for found in plays if found), {})


def _cell(findings: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{len(found)} {name}" for name, found in findings.items()) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
