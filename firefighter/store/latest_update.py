"""The latest update of an incident as a row, and back."""

from firefighter.domain.events import UpdatePosted
from firefighter.domain.ids import UserId
from firefighter.store.tables import LatestUpdateRow


def read_update(row: LatestUpdateRow | None) -> UpdatePosted | None:
    if row is None:
        return None
    return UpdatePosted(
        actor=UserId(row.actor),
        at=row.at,
        impact=row.impact,
        changed=row.changed,
        next_step=row.next_step,
        next_by=None if row.next_by is None else UserId(row.next_by),
        next_update=row.next_update,
    )


def update_row(row: LatestUpdateRow | None, update: UpdatePosted | None) -> LatestUpdateRow | None:
    """The row that holds `update`: the present one where there is one."""
    if update is None:
        return None
    filled = row or LatestUpdateRow()
    filled.actor = update.actor
    filled.at = update.at
    filled.impact = update.impact
    filled.changed = update.changed
    filled.next_step = update.next_step
    filled.next_by = update.next_by
    filled.next_update = update.next_update
    return filled
