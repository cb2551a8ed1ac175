"""Writing down what is to happen later."""

from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from firefighter.ports.store import Appointment
from firefighter.store.tables import AppointmentRow, AppointmentState


def appoint(session: Session, appointments: Sequence[Appointment]) -> None:
    """One of a key that is there already, waiting or kept, is left as it is."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    for appointment in appointments:
        row = dialect.insert(AppointmentRow).values(
            key=appointment.key,
            kind=appointment.kind,
            incident_id=appointment.incident_id,
            payload=appointment.payload,
            state=AppointmentState.WAITING,
            set_for=appointment.at,
            due_at=appointment.at,
            failures=0,
        )
        session.execute(row.on_conflict_do_nothing(index_elements=["key"]))
