from collections.abc import Iterator
from datetime import date

from firefighter.adapters.slack.blocks import incident_lists
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.incident_lists import Pending
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.ports.chat import DueFollowUp, HomeView
from firefighter.ports.search import SearchResult
from firefighter.ports.snapshot import Snapshot
from firefighter.use_cases.people import DRILLS_AT_HOME, LISTED_AT_HOME
from tests.adapters.slack.samples.listed_incident import listed
from tests.domain.incidents import NOW


def incident_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    one = listed(snapshot.incident)
    yield incident_lists.incident_list("", SearchResult((), 0), 0)
    yield incident_lists.incident_list("1" * 5000, SearchResult((), 0), 0, near_service="2")
    yield incident_lists.incident_list("mine", SearchResult([one], 1), 0)
    for start in (0, 10, 50):
        yield incident_lists.incident_list("all", SearchResult([one] * 10, 60), start)


def incident_row(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield incident_lists.incident_row(listed(snapshot.incident))


def pick_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield incident_lists.pick_form(Pending(command="1"))
    yield incident_lists.pick_form(Pending(command="1", words=snapshot.incident.summary))


def incident_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield incident_lists.incident_field("incident.1", "2", optional=True)


def home_tab(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    one = listed(snapshot.incident)
    user = one.holders[0][1] if one.holders else UserId("U1")
    nothing, some = SearchResult((), 0), SearchResult([one], 1)
    many, drills = SearchResult([one] * LISTED_AT_HOME, 60), SearchResult([one] * DRILLS_AT_HOME, 9)
    late = FollowUp(number=FollowUpNumber(1), text=snapshot.incident.title, due=date(2020, 1, 1))
    due_follow_ups = (DueFollowUp(one.id, late, one.kind),)
    held = (nothing, some, many) if one.holders else (nothing, nothing, nothing)
    yield incident_lists.home_tab(HomeView(user, held[0], nothing, nothing, (), NOW), rules)
    yield incident_lists.home_tab(HomeView(user, held[1], some, some, due_follow_ups, NOW), rules)
    yield incident_lists.home_tab(
        HomeView(user, held[2], many, drills, due_follow_ups * 12, NOW), rules
    )
