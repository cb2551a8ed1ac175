from dataclasses import dataclass


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
