"""What is not done yet, and what incidents cost people, as tables."""

from firefighter.domain.metrics.load import Load
from firefighter.domain.metrics.standing import Standing
from firefighter.reporting import words
from firefighter.reporting.tables import Table
from firefighter.texts import say

_HOUR_S = 3600


def left_to_do(standing: Standing) -> Table:
    found = standing.postmortems
    late = standing.overdue_follow_ups
    return Table(
        say("Left to do today"),
        ("", say("open"), say("overdue")),
        [
            (say("Incidents"), str(standing.open), ""),
            (say("Post-mortems"), str(found.open), str(found.overdue)),
            (say("Follow-ups"), str(standing.follow_ups), str(late)),
        ],
        [
            say("As of now, whenever they were and of all services; without drills and imports."),
            say(
                "A post-mortem is open from when its incident is mitigated until it is closed, and "
                "overdue once the days that its severity gives until the review are over."
            ),
        ],
    )


def load_on_people(load: Load) -> Table:
    """Without rows where no timeline says who did something."""
    rows = [
        (say("People"), str(len(load.shares))),
        (say("Person-hours"), words.decimal(load.seconds / _HOUR_S)),
        (say("Incidents with somebody on record"), str(load.known)),
    ]
    return Table(
        say("Load on people"),
        ("", say("on record")),
        rows if load.known else (),
        [
            say(
                "Person-hours: for each person and incident, from their first entry in its "
                "timeline to the last. Imported incidents are left out; what is not on record is "
                "not seen."
            )
        ],
    )
