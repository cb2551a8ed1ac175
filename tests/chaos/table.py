from collections.abc import Iterator

from tests.chaos.campaign import Verdict

_FINDINGS_SHOWN = 8


def table(verdict: Verdict) -> str:
    return "\n".join(_lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    scale = verdict.scale
    yield f"\n{scale.database}, --seed {scale.seed}, {verdict.seconds:.0f} s"
    for name, number in verdict.facts.items():
        yield f"  {number:>7}  {name}"
    yield "  to be zero:"
    for name, found in verdict.findings.items():
        yield f"  {len(found):>7}  {name}"
        yield from (f"             {each.rstrip()}" for each in found[:_FINDINGS_SHOWN])
        if len(found) > _FINDINGS_SHOWN:
            yield f"             … and {len(found) - _FINDINGS_SHOWN} more"
