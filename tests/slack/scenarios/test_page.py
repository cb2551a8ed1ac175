"""Paging: a user group is called where the incident is worked, who is on call by PagerDuty."""

from collections.abc import Iterator

import pytest

from firefighter.domain.events import Paged, PagingEnd, PagingEnded
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import DropAfterDoing, Message, Person, SlackError
from firefighter.playground.slack.records import Usergroup
from firefighter.settings.policy import OnCallTable, PagingTable, Policy
from tests.slack.live_text import live_parts
from tests.slack.scenarios.case import Case, elements, shown
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene, open_scene

SERVICE = "Database on-call"
POLICY = Policy(
    services=("checkout",),
    paging=PagingTable(
        services=(OnCallTable(name=SERVICE, routing_key_env="PAGERDUTY_DATABASE_KEY"),)
    ),
)
WHY = "The primary is down"


@pytest.fixture
def pagerduty() -> Iterator[LocalPagerDuty]:
    with LocalPagerDuty() as running:
        yield running


@pytest.fixture
def scene(sqlite_url: str, pagerduty: LocalPagerDuty) -> Iterator[Scene]:
    with open_scene(POLICY, sqlite_url, pagerduty=pagerduty) as scene:
        yield scene


@pytest.fixture
def sre(scene: Scene) -> Usergroup:
    return scene.slack.add_usergroup("sre", members=[scene.dora])


def page(case: Case, person: Person, whom: str, reason: str = WHY) -> None:
    case.press(person, "page")
    reply = case.send(person, whom=whom, reason=reason)
    assert not reply.errors


def calls(messages: list[Message]) -> list[str]:
    return [shown(each) for each in messages if ":pager:" in shown(each)]


def offered(person: Person, typed: str = "") -> list[str]:
    return [each["text"]["text"] for each in person.suggest("whom", typed).body["options"]]


def end_of(case: Case) -> PagingEnded:
    (end,) = [event for event in case.timeline if isinstance(event, PagingEnded)]
    return end


@pytest.mark.usefixtures("sre")
def test_the_menu_offers_who_is_on_call_and_the_groups(scene: Scene) -> None:
    empty = scene.slack.add_usergroup("network")
    old = scene.slack.add_usergroup("old", members=[scene.dora])
    scene.slack.disable_usergroup(old)
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "page")
    on_call = "Database on-call (PagerDuty)"
    assert offered(scene.ana) == [on_call, "@sre · 1 person", "@network · 0 people"]
    assert offered(scene.ana, "@SR") == ["@sre · 1 person"]
    assert offered(scene.ana, "data") == [on_call]
    assert offered(scene.ana, "moon") == []
    reply = scene.ana.submit({"whom": f"group:{empty.id}", "reason": WHY})
    assert reply.errors == {"whom": "Nobody is in @network. Choose others."}


def test_a_group_is_let_into_the_room_and_called_once_with_the_reason(
    scene: Scene, sre: Usergroup
) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    assert scene.dora.id not in case.room.members
    page(case, scene.ana, f"group:{sre.id}")
    assert scene.dora.id in case.room.members
    (call,) = calls(scene.slack.messages(case.room))
    assert call == f":pager: <@{scene.ana.id}> paged <!subteam^{sre.id}>: {WHY}"
    said = [each for each in scene.slack.messages(case.room) if f"^{sre.id}" in each.text]
    joined = [
        each
        for each in scene.slack.messages(case.room)
        if each.subtype == "channel_join" and each.user == scene.dora.id
    ]
    assert len(said) == len(joined) == 1
    assert joined[0].ts < said[0].ts
    assert calls(scene.slack.thread("incidents", case.announcement.ts)) == []


def test_without_a_room_a_group_is_called_in_the_thread(scene: Scene, sre: Usergroup) -> None:
    case = scene.declare("sev3 Search is slow")
    page(case, scene.ana, f"group:{sre.id}")
    (call,) = calls(scene.slack.thread("incidents", case.announcement.ts))
    assert f"<!subteam^{sre.id}>" in call
    assert len(calls(scene.everything_said())) == 1


def test_a_group_that_cannot_be_brought_in_is_called_all_the_same(
    scene: Scene, sre: Usergroup
) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.slack.faults.answer("conversations.invite", SlackError("restricted_action"))
    page(case, scene.ana, f"group:{sre.id}")
    assert len(calls(scene.slack.messages(case.room))) == 1


def test_who_is_on_call_is_rung_with_what_they_need(
    scene: Scene, pagerduty: LocalPagerDuty
) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    page(case, scene.ana, f"service:{SERVICE}")
    (alert,) = pagerduty.alerts
    assert alert.service == SERVICE
    payload = alert.event["payload"]
    assert payload["summary"] == f"{case.reference} · SEV1 · Checkout returns 500: {WHY}"
    assert payload["severity"] == "critical"
    assert payload["custom_details"] == {"Paged by": "Ana", "Why": WHY}
    assert alert.event["client_url"] == f"{scene.slack.url}/archives/{case.room.id}"


def test_one_line_says_that_it_was_taken(scene: Scene, pagerduty: LocalPagerDuty) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    page(case, scene.ana, f"service:{SERVICE}")
    taken = f":pager: PagerDuty has taken the page of <@{scene.ana.id}> to {SERVICE}: {WHY}"
    assert calls(scene.slack.messages(case.room)) == [taken]
    paged, end = case.timeline[-2:]
    assert isinstance(paged, Paged)
    assert (paged.actor, paged.service, paged.reason) == (scene.ana.id, SERVICE, WHY)
    assert end_of(case) == end
    assert end_of(case).end is PagingEnd.TAKEN
    assert pagerduty.alerts[0].dedup_key == paged.key


def test_one_press_pages_once_however_often_it_is_delivered(
    scene: Scene, pagerduty: LocalPagerDuty
) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "page")
    pagerduty.faults.answer("enqueue", DropAfterDoing())
    reply = case.send(scene.ana, whom=f"service:{SERVICE}", reason=WHY)
    scene.slack.resend(reply)
    scene.slack.redeliver(reply)
    scene.quiet()
    (alert,) = pagerduty.alerts
    assert alert.triggers == 2
    assert len(calls(scene.slack.messages(case.room))) == 1


def test_two_presses_page_twice(scene: Scene, pagerduty: LocalPagerDuty) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    page(case, scene.ana, f"service:{SERVICE}")
    page(case, scene.ben, f"service:{SERVICE}", "Still nobody here")
    assert [alert.triggers for alert in pagerduty.alerts] == [1, 1]


def test_a_refusal_tells_who_paged_to_call() -> None:
    """A bot that was given the key of an integration which was removed meanwhile."""
    with LocalPagerDuty() as stranger, open_scene(POLICY, pagerduty=stranger) as scene:
        stranger._board.services.clear()
        case = scene.declare("sev1 Checkout returns 500")
        page(case, scene.ana, f"service:{SERVICE}")
        (said,) = [line for line in case.lines if "nobody was paged" in line]
        assert said.startswith(f":rotating_light: <@{scene.ana.id}>, *nobody was paged*")
        assert "(Invalid routing key). Call them" in said
        assert end_of(case).end is PagingEnd.REFUSED
        assert len(stranger.calls) == 1
        assert shown(case.panel).count("gave up") == 0


def test_when_it_is_mitigated_the_alerts_are_resolved(
    scene: Scene, pagerduty: LocalPagerDuty
) -> None:
    case = scene.declare("sev3 Search is slow")
    page(case, scene.ana, f"service:{SERVICE}")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Failed over")
    assert [alert.status for alert in pagerduty.alerts] == ["resolved"]
    page(case, scene.ana, f"service:{SERVICE}")
    case.press(scene.ana, "step.close")
    assert [alert.status for alert in pagerduty.alerts] == ["resolved", "resolved"]


def test_a_private_incident_gives_away_its_number_and_what_was_typed(
    scene: Scene, pagerduty: LocalPagerDuty, sre: Usergroup
) -> None:
    case = scene.declare_by_form(
        title="Payroll leaked", summary="On a pastebin", severity="SEV1", private=["private"]
    )
    case.press(scene.ana, "page")
    assert scene.ana.view is not None
    assert "It is private." in str(scene.ana.view.blocks)
    case.send(scene.ana, whom=f"service:{SERVICE}", reason=WHY)
    (alert,) = pagerduty.alerts
    assert alert.event["payload"]["summary"] == f"{case.reference}: {WHY}"
    for secret in ("payroll", "pastebin", case.room.id.lower(), "ana", scene.ana.id.lower()):
        assert secret not in str(pagerduty.calls).lower()
    page(case, scene.ana, f"group:{sre.id}")
    assert scene.dora.id in case.room.members
    outside = [each for each in scene.everything_said() if each.channel != case.room.id]
    assert calls(outside) == []


def test_what_was_typed_pings_nobody(scene: Scene, sre: Usergroup) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    bait = "<!channel> <https://evil.example|our bank>"
    page(case, scene.ana, f"group:{sre.id}", bait)
    page(case, scene.ana, f"service:{SERVICE}", bait)
    by_group, by_service = calls(scene.slack.messages(case.room))
    assert live_parts(by_group) == {f"@{scene.ana.id}", f"!subteam^{sre.id}"}
    assert live_parts(by_service) == {f"@{scene.ana.id}"}


def test_the_command_begins_with_the_reason(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ana.join(case.room)
    scene.type(scene.ana, f"page {WHY}", case.room.name)
    assert scene.ana.view is not None
    assert scene.ana.view.typed["reason"]["reason"]["value"] == WHY
    assert "Since it is SEV1, who is on call is paged as critical." in str(scene.ana.view.blocks)


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"reason": "  "}, "reason", "Say in a line why they are needed."),
        ({"whom": "service:Moon"}, "whom", "Moon cannot be paged any more. Choose others."),
        ({"whom": "group:S0GONE"}, "whom", "That user group is gone. Choose another one."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    scene: Scene, values: dict[str, str], field: str, says: str
) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "page")
    reply = case.send(scene.ana, **{"whom": f"service:{SERVICE}", "reason": WHY, **values})
    assert reply.errors == {field: says}
    assert len(case.timeline) == 1


def test_a_disabled_group_is_refused_by_its_name(scene: Scene, sre: Usergroup) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "page")
    scene.slack.disable_usergroup(sre)
    reply = case.send(scene.ana, whom=f"group:{sre.id}", reason=WHY)
    assert reply.errors == {"whom": "@sre is disabled, so nobody would hear. Choose others."}


def test_nobody_is_paged_for_what_is_closed(scene: Scene, pagerduty: LocalPagerDuty) -> None:
    case = scene.declare("sev4 Search is slow")
    case.press(scene.ben, "page")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    reply = case.send(scene.ben, whom=f"service:{SERVICE}", reason=WHY)
    assert "so nobody can page anybody" in str(reply.errors)
    assert pagerduty.calls == []
    assert "page" not in [each["action_id"] for each in elements(case.panel)]
    assert sentences(scene, scene.ben) == []


def test_a_workspace_without_user_groups_can_page_who_is_on_call(scene: Scene) -> None:
    scene.slack.faults.answer("usergroups.list", SlackError("plan_upgrade_required"))
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "page")
    assert offered(scene.ana) == ["Database on-call (PagerDuty)"]
