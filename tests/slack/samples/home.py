from collections.abc import Iterator
from datetime import date

from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.ports.home import Home, Owed
from firefighter.ports.places import Snapshot
from firefighter.ports.search import Found
from firefighter.slack.blocks import home
from firefighter.slack.blocks.vocabulary import Block
from tests.domain.incidents import NOW
from tests.slack.samples.listed import listed


def home_tab(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    one = listed(snapshot.incident)
    user = one.holders[0][1] if one.holders else UserId("U1")
    nothing, some, many = Found((), 0), Found([one], 1), Found([one] * 20, 60)
    late = FollowUp(number=FollowUpNumber(1), text=snapshot.incident.title, due=date(2020, 1, 1))
    owed = (Owed(one.id, late),)
    held = (nothing, some, many) if one.holders else (nothing, nothing, nothing)
    yield home.home_tab(Home(user, held[0], nothing, (), NOW), rules)
    yield home.home_tab(Home(user, held[1], some, owed, NOW), rules)
    yield home.home_tab(Home(user, held[2], many, owed * 12, NOW), rules)
