from collections.abc import Iterator

from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.ports.home import Home
from firefighter.ports.places import Snapshot
from firefighter.ports.search import Found
from firefighter.slack.blocks import home
from firefighter.slack.blocks.vocabulary import Block
from tests.slack.samples.listed import listed


def home_tab(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    one = listed(snapshot.incident)
    user = one.holders[0][1] if one.holders else UserId("U1")
    nothing, some, many = Found((), 0), Found([one], 1), Found([one] * 20, 60)
    yield home.home_tab(Home(user, nothing, nothing), rules)
    yield home.home_tab(Home(user, some if one.holders else nothing, some), rules)
    yield home.home_tab(Home(user, many if one.holders else nothing, many), rules)
