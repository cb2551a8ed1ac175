"""Follow-ups as rows, and back."""

from sqlalchemy import Select, select

from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import UserId
from firefighter.store.tables import FollowUpRow, IncidentRow


def read_follow_up(row: FollowUpRow) -> FollowUp:
    return FollowUp(
        number=FollowUpNumber(row.number),
        text=row.text,
        owner=None if row.owner is None else UserId(row.owner),
        due=row.due,
        state=row.state,
        source=row.source,
        ticket=row.ticket,
    )


def write_follow_up(follow_up: FollowUp) -> FollowUpRow:
    return FollowUpRow(**vars(follow_up))


def owned_by(owner: UserId) -> Select[IncidentRow, FollowUpRow]:
    """What somebody still has to do, the most urgent first, with the incident it comes from."""
    return (
        select(IncidentRow, FollowUpRow)
        .join(FollowUpRow, FollowUpRow.incident_id == IncidentRow.id)
        .where(FollowUpRow.state == FollowUpState.OPEN, FollowUpRow.owner == owner)
        .order_by(FollowUpRow.due.is_(None), FollowUpRow.due, IncidentRow.id, FollowUpRow.number)
    )
