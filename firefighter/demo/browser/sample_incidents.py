"""One year of sample incidents, the same for the same seed, so that statistics have data.

All of it is invented: titles are combined from the parts below, most incidents start on working
days, severe ones are rare and long, and durations improve over the year.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.adapters.importers.records import IncidentRecord
from firefighter.domain.lifecycle import DeclineReason
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity

INCIDENTS = 200
_YEAR = timedelta(days=365)
_SEVERITIES = {Severity.SEV1: 6, Severity.SEV2: 18, Severity.SEV3: 46, Severity.SEV4: 30}
_MITIGATED_MIN = {
    Severity.SEV1: 55,
    Severity.SEV2: 80,
    Severity.SEV3: 150,
    Severity.SEV4: 420,
}
"""Half of them are mitigated sooner."""
_LAST_DAYS = 4
"""Even the last incident is over by now."""
_WEEKEND = 5
_QUIET_ON_WEEKENDS = 0.6
_GETS_BETTER_BY = 0.35
_DECLINED = 0.07


@dataclass(frozen=True)
class _Service:
    troubles: Sequence[str]
    seen: str


_SERVICES: Mapping[str, _Service] = {
    "checkout": _Service(
        (
            "Checkout returns 500",
            "Orders are confirmed twice",
            "Vouchers are refused",
            "Checkout is slow",
        ),
        "Customers who want to pay",
    ),
    "search": _Service(
        ("Search finds nothing", "Search is slow", "Search shows yesterday's prices"),
        "Everybody who looks for something",
    ),
    "payments": _Service(
        ("Card payments time out", "Refunds are stuck", "One bank declines every card"),
        "Customers of one payment provider",
    ),
    "sign-in": _Service(
        (
            "Nobody can sign in",
            "Codes by text message do not arrive",
            "Sessions end after a minute",
        ),
        "People who are not signed in yet",
    ),
    "mobile app": _Service(
        ("The app crashes at start", "Pictures do not load in the app", "Messages arrive late"),
        "Users of the newest version",
    ),
}
_CAUSES: Mapping[str, str] = {
    "after a release": "Rolled the release back",
    "while a certificate expired": "Renewed the certificate",
    "under a crowd of visitors": "Added capacity",
    "after a change of settings": "Took the setting back",
    "when the database's disk was full": "Made room and restarted",
    "while a supplier was down": "Switched to the other supplier",
    "after a database migration": "Dropped the new index",
}


def sample_year(until: datetime, people: Sequence[str], seed: int = 1) -> Iterator[IncidentRecord]:
    """Oldest first."""
    dice = random.Random(seed)  # noqa: S311 - invents, guards nothing
    times = sorted(_declared_at(dice, until) for _ in range(INCIDENTS))
    for number, at in enumerate(times, 1):
        yield _incident(dice, number, at, 1 - (until - at) / _YEAR, people)


def _declared_at(dice: random.Random, until: datetime) -> datetime:
    """Mostly on working days, during the day."""
    while True:
        day = until - timedelta(days=dice.uniform(_LAST_DAYS, _YEAR.days))
        at = day.replace(hour=int(dice.triangular(0, 24, 14)) % 24, minute=dice.randrange(60))
        if at < until and (at.weekday() < _WEEKEND or dice.random() > _QUIET_ON_WEEKENDS):
            return at


def _incident(
    dice: random.Random, number: int, began: datetime, learnt: float, people: Sequence[str]
) -> IncidentRecord:
    """`learnt` goes from 0 to 1 over the year."""
    share = dice.choice(("some", "most", "about a third"))
    severity = dice.choices(list(_SEVERITIES), list(_SEVERITIES.values()))[0]
    name, service = dice.choice(list(_SERVICES.items()))
    cause, mitigation = dice.choice(list(_CAUSES.items()))
    faster = 1 - _GETS_BETTER_BY * learnt
    detected = began + _minutes(dice, 9 * faster)
    declared = detected + _minutes(dice, 4)
    acknowledged = declared + _minutes(dice, 3 * faster)
    mitigated = acknowledged + _minutes(dice, _MITIGATED_MIN[severity] * faster)
    declined = DeclineReason.FALSE_ALARM if dice.random() < _DECLINED else None
    closed = mitigated + timedelta(hours=dice.uniform(1, 24))
    return IncidentRecord(
        id=f"year:{number}",
        title=f"{dice.choice(service.troubles)} {cause}",
        severity=severity,
        impact_started_at=began,
        detected_at=detected,
        declared_at=declared,
        acknowledged_at=acknowledged,
        mitigated_at=None if declined else mitigated,
        closed_at=declared + _minutes(dice, 20) if declined else closed,
        services=(name,),
        summary=f"{service.seen} noticed it, {share} of them.",
        mitigation="" if declined else f"{mitigation}.",
        declined=declined,
        declared_by=dice.choice(people),
        roles={COMMANDER: dice.choice(people)},
    )


def _minutes(dice: random.Random, usual: float) -> timedelta:
    """Draws a log-normal duration: half are below the median, a few far above it."""
    return timedelta(minutes=round(usual * dice.lognormvariate(0, 0.7), 1))
