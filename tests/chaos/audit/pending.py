from firefighter.store.tables import EffectRow, EffectState
from tests.chaos.evidence import Evidence


def still_pending(evidence: Evidence) -> list[str]:
    """Effects not done although nothing has failed for a while."""
    return [_named(row) for row in evidence.effects if row.state is EffectState.PENDING]


def still_parked(evidence: Evidence) -> list[str]:
    """Effects given up, and not done after *Retry now* either."""
    return [_named(row) for row in evidence.effects if row.state is EffectState.PARKED]


def _named(row: EffectRow) -> str:
    waits = f"waits for {row.blockers}" if row.blockers else f"due {row.due_at:%H:%M:%S}"
    return (
        f"{row.kind} {row.id} of INC-{row.incident_id} in {row.lane}, {waits}, "
        f"claimed {row.fence} times, failed {row.failures} times: {row.last_error}"
    )
