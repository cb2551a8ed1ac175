from datetime import UTC, date, datetime, time

_NOON = time(12, tzinfo=UTC)


def day(of: date) -> str:
    """A day as each reader writes days; noon is the same day nearly everywhere on earth."""
    at = int(datetime.combine(of, _NOON).timestamp())
    return f"<!date^{at}^{{date_short}}|{of.isoformat()}>"
