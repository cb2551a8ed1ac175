from datetime import timedelta

from firefighter.adapters.store.tables import EffectRow, EffectState, JobState
from firefighter.runtime import SystemClock
from tests.chaos.evidence import Evidence

_A_LITTLE_LATE = timedelta(seconds=20)


def still_pending(evidence: Evidence) -> list[str]:
    """Finds what is due but not done although nothing has failed for a while."""
    now = SystemClock().now()
    late = [
        f"{row.kind} {row.key} was due at {row.due_at:%H:%M:%S}: {row.last_error}"
        for row in evidence.jobs
        if row.state is JobState.PENDING and row.due_at < now - _A_LITTLE_LATE
    ]
    return late + [_named(row) for row in evidence.effects if row.state is EffectState.PENDING]


def still_failed(evidence: Evidence) -> list[str]:
    """Finds failed effects that *Retry now* did not fix, and failed jobs."""
    given_up = [
        f"{row.kind} {row.key}: {row.last_error}"
        for row in evidence.jobs
        if row.state is JobState.FAILED
    ]
    return given_up + [_named(row) for row in evidence.effects if row.state is EffectState.FAILED]


def _named(row: EffectRow) -> str:
    waits = f"waits for {row.blockers}" if row.blockers else f"due {row.due_at:%H:%M:%S}"
    return (
        f"{row.kind} {row.id} of INC-{row.incident_id} in {row.lane}, {waits}, "
        f"claimed {row.fence} times, failed {row.failures} times: {row.last_error}"
    )
