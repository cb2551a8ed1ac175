"""The hour that comes twice when clocks go back."""

from datetime import datetime


def offset_if_repeated(local: datetime) -> str:
    """Returns " (UTC+02:00)" if the zone's clocks show this time twice that day; else nothing."""
    if local.replace(fold=1 - local.fold).utcoffset() == local.utcoffset():
        return ""
    return f" (UTC{local.isoformat(timespec='minutes')[-6:]})"
