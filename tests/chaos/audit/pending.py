from datetime import timedelta

from firefighter.foundation import SystemClock
from firefighter.store.tables import AppointmentState, EffectRow, EffectState
from tests.chaos.evidence import Evidence

_A_LITTLE_LATE = timedelta(seconds=20)


def still_pending(evidence: Evidence) -> list[str]:
    """What is due and not done although nothing has failed for a while."""
    now = SystemClock().now()
    late = [
        f"{row.kind} {row.key} was due at {row.due_at:%H:%M:%S}: {row.last_error}"
        for row in evidence.appointments
        if row.state is AppointmentState.WAITING and row.due_at < now - _A_LITTLE_LATE
    ]
    return late + [_named(row) for row in evidence.effects if row.state is EffectState.PENDING]


def still_parked(evidence: Evidence) -> list[str]:
    """Effects given up, and not done after *Retry now* either; appointments given up."""
    given_up = [
        f"{row.kind} {row.key}: {row.last_error}"
        for row in evidence.appointments
        if row.state is AppointmentState.GIVEN_UP
    ]
    return given_up + [_named(row) for row in evidence.effects if row.state is EffectState.PARKED]


def _named(row: EffectRow) -> str:
    waits = f"waits for {row.blockers}" if row.blockers else f"due {row.due_at:%H:%M:%S}"
    return (
        f"{row.kind} {row.id} of INC-{row.incident_id} in {row.lane}, {waits}, "
        f"claimed {row.fence} times, failed {row.failures} times: {row.last_error}"
    )
