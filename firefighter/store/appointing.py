"""Writing down what is to happen later."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from firefighter.ports.store import Appointment
from firefighter.store.tables import AppointmentRow, AppointmentState
from firefighter.store.upserting import leaving_alone, upsert

_NEW = upsert(AppointmentRow, leaving_alone("key"))


def appoint(session: Session, appointments: Sequence[Appointment]) -> None:
    """One of a key that is there already, waiting or kept, is left as it is."""
    if not appointments:
        return
    rows = [
        {
            "key": appointment.key,
            "kind": appointment.kind,
            "incident_id": appointment.incident_id,
            "payload": appointment.payload,
            "state": AppointmentState.WAITING,
            "set_for": appointment.at,
            "due_at": appointment.at,
            "failures": 0,
        }
        for appointment in appointments
    ]
    session.execute(_NEW(session), rows)
