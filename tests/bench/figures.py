from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    what: str
    value: float
    limit: float
    unit: str

    @property
    def within_limit(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        sign = "ok  " if self.within_limit else "OVER"
        return f"{sign} {self.what:<74} {self.value:9.1f} {self.unit:<3} (limit {self.limit:g})"


@dataclass(frozen=True)
class Ratio:
    """How long the same takes with much data, beside how long it takes with little."""

    what: str
    took_ms: Sequence[float]
    reference_ms: Sequence[float]
    limit_ms: float
    ratio_limit: float | None = 1.5
    """None where only the time is limited."""

    @property
    def within_limit(self) -> bool:
        is_short = median(self.took_ms) <= self.limit_ms
        return is_short and (self.ratio_limit is None or self.ratio <= self.ratio_limit)

    @property
    def ratio(self) -> float:
        return median(self.took_ms) / median(self.reference_ms)

    def __str__(self) -> str:
        sign = "ok  " if self.within_limit else "OVER"
        slowest = sorted(self.took_ms)[max(round(len(self.took_ms) * 0.99) - 1, 0)]
        limits = f"{self.limit_ms:g} ms" + (f", x{self.ratio_limit:g}" if self.ratio_limit else "")
        number, middle = len(self.took_ms), median(self.took_ms)
        return (
            f"{sign} {self.what:<40} n {number:>3}  median {middle:8.1f} ms"
            f"  p99 {slowest:8.1f} ms  x{self.ratio:6.2f}  (limit {limits})"
        )


def in_turns(
    look: Callable[[], object], reference: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """How long each takes, in milliseconds; alternating, so that a busy machine slows both."""
    took, took_reference = list[float](), list[float]()
    for do in (look, reference):
        do()  # not measured: statements are compiled and pages are read
    for _ in range(rounds):
        took.append(_took_ms(look))
        took_reference.append(_took_ms(reference))
    return took, took_reference


def _took_ms(do: Callable[[], object]) -> float:
    started = perf_counter()
    do()
    return (perf_counter() - started) * 1000
