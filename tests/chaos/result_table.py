from collections.abc import Iterator

from tests.chaos.chaos_run import ChaosResult

_FINDINGS_SHOWN = 8


def table(result: ChaosResult) -> str:
    return "\n".join(_lines(result))


def _lines(result: ChaosResult) -> Iterator[str]:
    scale = result.scale
    yield f"\n{scale.database}, --seed {scale.seed}, {result.seconds:.0f} s"
    for name, number in result.facts.items():
        yield f"  {number:>7}  {name}"
    yield "  to be zero:"
    for name, found in result.findings.items():
        yield f"  {len(found):>7}  {name}"
        yield from (f"             {each.rstrip()}" for each in found[:_FINDINGS_SHOWN])
        if len(found) > _FINDINGS_SHOWN:
            yield f"             … and {len(found) - _FINDINGS_SHOWN} more"
