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


def update_columns(update: UpdatePosted) -> dict[str, object]:
    """What stands in the row besides its incident."""
    return {name: value for name, value in vars(update).items() if name != "kind"}


def update_row(row: LatestUpdateRow | None, update: UpdatePosted | None) -> LatestUpdateRow | None:
    """The row that holds `update`: the present one where there is one."""
    if update is None:
        return None
    filled = row or LatestUpdateRow()
    for column, value in update_columns(update).items():
        setattr(filled, column, value)
    return filled
