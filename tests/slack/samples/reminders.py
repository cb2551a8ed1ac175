from collections.abc import Iterator
from datetime import date

from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.rules import Rules
from firefighter.ports.chat import Reminder
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import reminders as blocks
from firefighter.slack.blocks.vocabulary import Block


def reminder(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    text = snapshot.incident.summary or "1, 2"
    follow_up = FollowUp(number=FollowUpNumber(1), text=text, due=date(2026, 3, 9))
    for late in (False, True):
        yield blocks.reminder(Reminder(follow_up, late=late, snapshot=snapshot))[1]
