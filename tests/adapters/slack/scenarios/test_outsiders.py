"""Guests and people of other organizations do nothing but what the settings allow them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature, Registry, assemble, find_features
from firefighter.domain.accounts import AccessRight, AccountType
from firefighter.domain.errors import AccountNotAllowed
from firefighter.domain.ids import UserId
from firefighter.playground.slack import Hang, Message, Person, ServerError
from firefighter.playground.slack.errors import NotPossibleError
from firefighter.playground.slack.faults import Fault
from firefighter.ports.store import DeliveryId
from firefighter.settings.policy import AccessTable, Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text
from tests.adapters.slack.scenarios.second_bot import replaced_bot
from tests.adapters.slack.scenarios.test_timeline_reactions import texts
from tests.databases import Databases

PARTNER = "T0PARTNER"
ASK = "Ask a member of this workspace to do it."
GUESTS_CANNOT, OTHERS_CANNOT = "Guests can't", "People from other organizations can't"


def guest_in(scenario: Scenario, *channels: str, kind: str = "multi_channel") -> Person:
    guest = scenario.slack.add_person(
        f"guest{len(scenario.slack.users())}",
        real_name="Gus",
        guest="single_channel" if kind == "single_channel" else "multi_channel",
    )
    for channel in channels:
        scenario.ana.invite(channel, guest)
    return guest


def partner_in(scenario: Scenario, case: IncidentCase) -> Person:
    """Somebody of another company, in the incident channel that was shared with it."""
    partner = scenario.slack.add_person(
        f"partner{len(scenario.slack.users())}", real_name="Pia", team=PARTNER
    )
    scenario.slack.share_channel(case.incident_channel, PARTNER)
    scenario.ana.invite(case.incident_channel, partner)
    scenario.settle()
    return partner


@contextmanager
def allowing(scenario: Scenario, databases: Databases, access: AccessTable) -> Iterator[Scenario]:
    policy = Policy(access=access, services=("checkout",))
    with databases.fresh() as url, replaced_bot(scenario, url, policy) as changed:
        yield changed


@pytest.mark.parametrize("kind", ["multi_channel", "single_channel"])
def test_guest_can_use_no_command(scenario: Scenario, kind: str) -> None:
    guest = guest_in(scenario, "general", kind=kind)
    before = len(scenario.slack.calls_of("views.open"))
    for command in (*find_features().commands, "", "nonsense", "open sev1 Checkout is down"):
        told = scenario.answer(guest, command)
        assert GUESTS_CANNOT in told, command
        assert told.endswith(ASK), command
    assert len(scenario.slack.calls_of("views.open")) == before
    assert scenario.count() == 0


def test_guest_presses_nothing(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    guest = guest_in(scenario, case.incident_channel.name)
    for action_id in ("step.investigate", "role.commander", action_ids.MORE):
        case.press(guest, action_id)
    said = [message.text for message in guest.ephemerals()]
    assert said[-3:] == [
        f"Guests can't change incidents here. {ASK}",
        f"Guests can't hold roles here. {ASK}",
        f"Guests can't change incidents here. {ASK}",
    ]
    assert not case.incident.holders
    assert case.incident.status == "open"


def test_guest_gets_no_form_from_shortcuts(scenario: Scenario) -> None:
    guest = guest_in(scenario, "general")
    message = scenario.ana.post("general", "It is slow")
    guest.shortcut("declare")
    assert guest.view is not None
    assert GUESTS_CANNOT in modal_text(guest.view)
    guest.close_view()
    guest.message_shortcut("declare_from_message", message)
    scenario.settle()
    assert guest.ephemerals()[-1].text == f"Guests can't declare incidents here. {ASK}"


def test_home_tab_of_a_guest_says_why_it_is_empty(scenario: Scenario) -> None:
    scenario.declare("sev1 Secret plans of a member")
    guest = guest_in(scenario, "general")
    guest.open_home()
    scenario.settle()
    assert guest.home is not None
    assert modal_text(guest.home) == f"Guests can't see incidents here. {ASK}"


@pytest.mark.parametrize("of", ["guest", "partner"])
def test_events_of_outsiders_change_nothing(scenario: Scenario, of: str) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    if of == "guest":
        outsider = guest_in(scenario, case.incident_channel.name)
        cannot = GUESTS_CANNOT
    else:
        outsider, cannot = partner_in(scenario, case), OTHERS_CANNOT
    message = _said(scenario, case)
    outsider.react(message, "eyes")
    scenario.settle()
    assert not outsider.ephemerals(case.incident_channel)
    outsider.react(message, "pushpin")
    outsider.post(case.incident_channel, "We see it too")
    outsider.post(case.incident_channel, "@firefighter help")
    scenario.settle()
    told = [each.text for each in outsider.ephemerals(case.incident_channel)]
    assert sorted(told) == sorted(
        [f"{cannot} change incidents here. {ASK}", f"{cannot} see incidents here. {ASK}"]
    )
    assert texts(case) == []
    took_part = scenario.bot.context.records.participants(case.id)
    assert outsider.id not in {each.user for each in took_part}


def _said(scenario: Scenario, case: IncidentCase) -> Message:
    scenario.ben.join(case.incident_channel)
    return scenario.ben.post(case.incident_channel, "It is the cache")


def test_message_that_an_outsider_marked_is_not_added_by_somebody_elses_edit(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    guest = guest_in(scenario, case.incident_channel.name)
    message = _said(scenario, case)
    guest.react(message, "pushpin")
    scenario.ben.edit(message, "It is the cache, surely")
    scenario.settle()
    assert texts(case) == []


def test_partner_in_a_shared_channel_can_press_nothing(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    partner = partner_in(scenario, case)
    case.press(partner, "role.commander")
    assert partner.ephemerals()[-1].text == f"{OTHERS_CANNOT} hold roles here. {ASK}"
    assert not case.incident.holders


def test_partner_cannot_send_a_form_that_was_opened_before(scenario: Scenario) -> None:
    """Somebody whose account changed, with a form still open: it keeps what was typed."""
    scenario.type(scenario.ana, "open")
    scenario.slack.change_person(scenario.ana, guest="multi_channel")
    scenario.settle()
    reply = scenario.ana.submit({"title": "Search is slow", "severity": "SEV3"})
    assert reply.errors == {"title": f"Guests can't declare incidents here. {ASK}"}
    assert scenario.count() == 0


def test_command_of_another_company_is_refused_though_slack_never_sends_one(
    scenario: Scenario,
) -> None:
    partner = scenario.slack.add_person("stranger", team=PARTNER)
    with pytest.raises(NotPossibleError):
        scenario.type(partner, "open sev1 Forged")
    content = urlencode(
        {
            "command": "/incident",
            "text": "open sev1 Forged",
            "user_id": partner.id,
            "channel_id": scenario.slack.channel("general").id,
            "team_id": PARTNER,
            "trigger_id": "1.2.3",
        }
    ).encode()
    reply = scenario.slack.send_raw(scenario.slack.signed(content), content)
    assert f"{OTHERS_CANNOT} declare" in str(reply.body)
    assert scenario.count() == 0


def test_outsiders_do_what_the_settings_allow_and_no_more(
    fresh_scenario: Scenario, sqlite_databases: Databases
) -> None:
    access = AccessTable(read=("external",), declare=("guests",))
    with allowing(fresh_scenario, sqlite_databases, access) as scenario:
        guest = guest_in(scenario, "general")
        case = scenario.declare("sev1 Checkout returns 500", by=guest)
        assert case.incident.declared_by == guest.id
        assert GUESTS_CANNOT not in scenario.answer(guest, "help")
        case.press(guest, "role.commander")
        assert guest.ephemerals()[-1].text == f"Guests can't hold roles here. {ASK}"
        scenario.ana.join(case.incident_channel)
        partner = partner_in(scenario, case)
        partner.open_home()
        scenario.settle()
        assert partner.home is not None
        assert "Checkout returns 500" in str(partner.home.body)
        case.press(partner, "step.investigate")
        assert case.incident.status == "open"


def test_one_person_can_be_allowed_by_id_or_by_group(
    fresh_scenario: Scenario, sqlite_databases: Databases
) -> None:
    guest = guest_in(fresh_scenario, "general")
    other = guest_in(fresh_scenario, "general")
    grouped = guest_in(fresh_scenario, "general")
    group = fresh_scenario.slack.add_usergroup("partners", members=[grouped])
    access = AccessTable(declare=(guest.id, group.id))
    with allowing(fresh_scenario, sqlite_databases, access) as scenario:
        scenario.settle()
        scenario.declare(by=guest)
        scenario.declare(by=grouped)
        assert GUESTS_CANNOT in scenario.answer(other, "open sev3 Search is slow")
        assert scenario.count() == 2


def test_role_is_not_given_to_a_guest_and_the_form_says_why(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    guest = guest_in(scenario, "general")
    case.press(scenario.ana, "assign")
    scenario.ana.submit({"role": "scribe", "to": guest.handle, "note": "The bridge is open"})
    scenario.settle()
    view = scenario.ana.view
    assert view is not None
    sentence = (
        f"<@{guest.id}> is a guest and can't hold roles here. Choose a member of this workspace. "
        "Nothing was changed."
    )
    assert sentence in str(view.body)
    assert case.incident.holders == {}
    assert guest.id not in case.incident_channel.members


def test_role_is_not_handed_to_a_deactivated_account(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "role.commander")
    scenario.slack.deactivate(scenario.dora)
    scenario.settle()
    case.press(scenario.ana, "role.commander", "Hand over…")
    scenario.ana.submit({"to": scenario.dora.handle})
    scenario.settle()
    assert scenario.ana.view is not None
    assert f"<@{scenario.dora.id}> is deactivated and can't hold" in str(scenario.ana.view.body)
    assert case.incident.commander == scenario.ana.id


def test_who_invites_a_guest_is_told_what_guests_cannot_do(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    guest = guest_in(scenario, case.incident_channel.name)
    scenario.settle()
    told = [each.text for each in scenario.ana.ephemerals(case.incident_channel)]
    assert told[-1] == (
        f":information_source: <@{guest.id}> is a guest. They can read and write in this channel, "
        "but can't change incidents."
    )
    assert not guest.ephemerals(case.incident_channel)  # no catch-up
    scenario.ana.invite(case.incident_channel, scenario.dora)
    scenario.settle()
    after = [each.text for each in scenario.ana.ephemerals(case.incident_channel)]
    assert after == told


def lines_about_sharing(case: IncidentCase) -> list[str]:
    return [line for line in case.lines if "another organization" in line]


def test_channel_that_becomes_shared_gets_one_line(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    slack = scenario.slack
    slack.share_channel(case.incident_channel, PARTNER)
    slack.share_channel(case.incident_channel, "T0THIRD")
    scenario.settle()
    (line,) = lines_about_sharing(case)
    assert line.startswith(":warning: This channel is now shared with another organization")
    slack.unshare_channel(case.incident_channel, PARTNER)
    scenario.settle()
    assert lines_about_sharing(case)[1:] == [
        "This channel is no longer shared with another organization."
    ]


def test_channel_that_was_shared_while_the_bot_was_away_is_noticed_at_start(
    fresh_scenario: Scenario,
) -> None:
    scenario = fresh_scenario
    case = scenario.declare("sev1 Checkout returns 500")
    listening, scenario.slack.request_url = scenario.slack.request_url, None
    scenario.slack.share_channel(case.incident_channel, PARTNER)
    scenario.settle()
    scenario.slack.request_url = listening
    assert lines_about_sharing(case) == []
    for _start in range(2):
        scenario.bot._refresh_groups_and_channels()
        scenario.settle()
    assert len(lines_about_sharing(case)) == 1


def test_nobody_is_looked_up_again_once_known(scenario: Scenario) -> None:
    scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ben, "help")
    scenario.settle()
    calls = len(scenario.slack.calls_of("users.info"))
    scenario.declare("sev3 Search is slow")
    scenario.declare("sev3 Search is slower", by=scenario.ben)
    assert len(scenario.slack.calls_of("users.info")) == calls


@pytest.mark.parametrize("fault", [ServerError(500), Hang()])
def test_unknown_member_declares_while_slack_does_not_tell_who_it_is(
    fresh_scenario: Scenario, fault: Fault
) -> None:
    scenario = fresh_scenario
    scenario.slack.faults.answer("users.info", fault, times=None)
    reply = scenario.type(scenario.ana, "open sev1 Checkout returns 500")
    assert reply.acknowledged
    assert reply.seconds < 3
    assert scenario.count() == 1
    scenario.slack.faults.clear()


def test_partner_is_refused_by_the_request_while_slack_does_not_tell_who_it_is(
    fresh_scenario: Scenario,
) -> None:
    scenario = fresh_scenario
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.slack.faults.answer("users.info", ServerError(500), times=None)
    partner = scenario.slack.add_person("pia", team=PARTNER)
    scenario.slack.share_channel(case.incident_channel, PARTNER)
    scenario.ana.invite(case.incident_channel, partner)
    case.press_without_waiting(partner, "role.commander")
    scenario.slack.wait_until(
        lambda: bool(partner.ephemerals()), timeout_s=20, what="the partner is told"
    )
    assert partner.ephemerals()[-1].text == f"{OTHERS_CANNOT} hold roles here. {ASK}"
    scenario.slack.faults.clear()


FACTS = {
    "bot_joined",
    "channel_archive",
    "channel_deleted",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "file_deleted",
    "group_archive",
    "group_deleted",
    "group_rename",
    "group_unarchive",
    "member_left_channel",
    "subteam_members_changed",
    "user_change",
}
"""Of the chat itself. Messages and joining are facts for some features, and not for others."""


def refusing(scenario: Scenario, delivery: str) -> BlockAction:
    context = replace(scenario.bot.context, account_of=lambda _user: AccountType.EXTERNAL)
    return BlockAction(
        context=context,
        delivery=DeliveryId(delivery),
        user=UserId("U0EVE"),
        open_form=_never,
        action_id="x",
        value="1",
        channel=None,
    )


def _never(_view: object) -> str:
    raise AssertionError("a form was opened")


@pytest.mark.parametrize(
    "handlers",
    [
        lambda registry: registry.presses,
        lambda registry: registry.submissions,
        lambda registry: registry.submitted_forms,
        lambda registry: registry.suggestions,
        lambda registry: {name: each.handle for name, each in registry.commands.items()},
        lambda registry: {
            name: each.resume for name, each in registry.commands.items() if each.resume
        },
        lambda registry: {
            f"{name} {part}": handle
            for name, each in registry.shortcuts.items()
            for part, handle in vars(each).items()
            if part in {"on_global_shortcut", "on_message_shortcut", "resume"} and handle
        },
    ],
    ids=["presses", "forms", "drawn again", "menus", "commands", "resumed commands", "shortcuts"],
)
def test_nothing_is_reached_without_a_right(
    scenario: Scenario, handlers: Callable[[Registry], dict[str, Callable[..., object]]]
) -> None:
    found = handlers(find_features())
    assert found
    for name, handle in found.items():
        with pytest.raises(AccountNotAllowed):
            handle(refusing(scenario, name))


def test_every_event_is_a_fact_or_needs_a_right() -> None:
    kinds = {
        kind: {getattr(handle, "__name__", "") for handle in handlers.values()}
        for kind, handlers in find_features().events.items()
    }
    unguarded = {kind for kind, names in kinds.items() if "run" not in names}
    assert unguarded == FACTS


def test_feature_that_says_nothing_needs_the_right_to_respond() -> None:
    assert Feature().needs is AccessRight.RESPOND
    assert assemble({}).commands == {}
