"""Identifiers, typed so that one cannot stand where another is meant."""

import re
from typing import NewType

IncidentId = NewType("IncidentId", int)
UserId = NewType("UserId", str)
RoleKey = NewType("RoleKey", str)
EntryId = NewType("EntryId", int)
"""Of an entry of a timeline."""
NOT_STORED = EntryId(0)

_REFERENCE = re.compile(r"\s*(?:INC-?)?(\d{1,18})\s*", re.IGNORECASE)


def reference(incident_id: IncidentId) -> str:
    """How people name an incident: `INC-42`."""
    return f"INC-{incident_id}"


def parse_reference(typed: str) -> IncidentId | None:
    """`INC-42`, `inc42` or `42` as an id; None when the text names no incident."""
    match = _REFERENCE.fullmatch(typed)
    return IncidentId(int(match[1])) if match else None
