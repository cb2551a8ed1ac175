"""Lines of a status page archive; the incidents are made up."""

import json
from collections.abc import Iterator
from typing import Any

from firefighter.adapters.importers.files import ParsedLine, read_statuspage
from firefighter.adapters.importers.source_file import SourceFile
from firefighter.domain.history import IncidentHistory, InvalidLine, SkippedLine
from firefighter.domain.rules import Rules

RULES = Rules()


def post(at: str, status: str, message: str = "We are on it.") -> dict[str, str]:
    return {"at": f"2026-03-{at}:00Z", "status": status, "message": message}


def page(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An outage of the tea kitchen, from 10:00 to 11:30."""
    return {
        "id": "4711",
        "entry_id": "tag:status.example.com,2026:Incident/4711",
        "title": "Kettles do not boil",
        "url": "https://status.example.com/incidents/4711",
        "published_at": "2026-03-02T11:30:05Z",
        "status_sequence": ["Investigating", "Identified", "Monitoring", "Resolved"],
        "started_at": "2026-03-02T10:00:00Z",
        "resolved_at": "2026-03-02T11:30:00Z",
        "impact_window": None,
        "downtime_start": "2026-03-02T10:00:00Z",
        "downtime_end": "2026-03-02T11:30:00Z",
        "duration_minutes": 90,
        "updates": [
            post("02T10:00", "Investigating"),
            post("02T10:20", "Identified"),
            post("02T11:00", "Monitoring"),
            post("02T11:30", "Resolved"),
        ],
        "impact": "major",
        "components": ["Kettles", "Hot water"],
        **changes,
    }


def without(*names: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {name: value for name, value in page(**changes).items() if name not in names}


def line(given: object) -> bytes:
    return json.dumps(given).encode() + b"\n"


def read(*lines: bytes) -> Iterator[ParsedLine]:
    return read_statuspage(SourceFile.of(b"".join(lines)), RULES)


def past(given: object) -> IncidentHistory:
    (found,) = read(line(given))
    assert isinstance(found, IncidentHistory), found
    return found


def bad(given: object) -> str:
    (found,) = read(given if isinstance(given, bytes) else line(given))
    assert isinstance(found, InvalidLine), found
    return found.reason


def left_out(given: object) -> bool:
    (found,) = read(line(given))
    return isinstance(found, SkippedLine)
