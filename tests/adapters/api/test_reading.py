"""Programs read incidents, timelines, follow-ups and metrics."""

from datetime import datetime, timedelta

import pytest

from firefighter.domain.api_tokens import READ_INCIDENTS, READ_STATISTICS
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.severity import Severity
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drills import DrillOpening, start_drill
from firefighter.use_cases.follow_ups import FollowUpDraft, add_follow_up
from tests.adapters.api.conftest import Program, World

pytestmark = pytest.mark.usefixtures("world")


def references(found: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["reference"] for each in found["items"]]


def test_pages_lead_through_all_incidents_once(program: Program) -> None:
    for number in range(5):
        program.declare(f"Incident {number}")
    seen, cursor = [], ""
    for _ in range(3):
        page = program.get(f"/incidents?limit=2&cursor={cursor}")
        seen += references(page)
        cursor = page["next_cursor"] or ""
    assert seen == ["INC-5", "INC-4", "INC-3", "INC-2", "INC-1"]
    assert cursor == ""


def test_a_page_does_not_shift_when_an_incident_is_declared_meanwhile(program: Program) -> None:
    for number in range(3):
        program.declare(f"Incident {number}")
    first = program.get("/incidents?limit=2")
    program.declare("Another one")
    second = program.get(f"/incidents?limit=2&cursor={first['next_cursor']}")
    assert (references(first), references(second)) == (["INC-3", "INC-2"], ["INC-1"])


def test_filters_and_words_select(world: World, program: Program) -> None:
    program.declare("Checkout returns 500", services=["checkout"], summary="Cards are declined.")
    program.declare("Search is slow", services=["search"], severity="SEV3")
    program.send("POST", "/incidents/2/steps", {"step": "investigate"})
    headers = {"If-Match": "*"}
    program.send("PUT", "/incidents/2/roles/scribe", {"holder": "U02KZ4H1R"}, headers=headers)
    later = (world.clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for query, expected in (
        ("severity=SEV3", ["INC-2"]),
        ("severity=SEV3&severity=SEV2", ["INC-2", "INC-1"]),
        ("status=open", ["INC-1"]),
        ("status=open&status=investigating", ["INC-2", "INC-1"]),
        ("service=Search", ["INC-2"]),
        ("q=declined+checkout", ["INC-1"]),
        ("q=INC-2", ["INC-2"]),
        ("q=100%25", []),
        ("q=%00", ["INC-2", "INC-1"]),
        ("holder=U02KZ4H1R", ["INC-2"]),
        (f"declared_from={later}", []),
        (f"declared_before={later}", ["INC-2", "INC-1"]),
    ):
        assert references(program.get(f"/incidents?{query}")) == expected, query


def test_an_incident_says_what_people_see_in_slack(world: World, program: Program) -> None:
    ana = world.sandbox.slack.add_person("ana")
    world.sandbox.slack.add_channel("general", members=[ana])
    ana.command("general", "/incident", "open sev2 Checkout returns 500")
    world.sandbox.wait_until_idle()
    answer = program.send("GET", "/incidents/INC-1")
    found = answer.json()
    assert answer.headers["etag"] == f'"{found["version"]}"'
    assert (found["title"], found["status"]) == ("Checkout returns 500", "open")
    assert found["declared_by"] == {"id": ana.id, "kind": "person", "name": "Ana"}
    assert found["next_steps"] == ["investigate", "mitigate", "decline"]
    channel = world.sandbox.slack.channel("inc-1-checkout-returns-500")
    assert found["url"].endswith(f"/archives/{channel.id}")
    declared = datetime.fromisoformat(found["milestones"]["declared"])
    assert abs(declared - world.clock.now()) < timedelta(minutes=1)
    assert found["milestones"]["declared"].endswith("Z")


def test_the_timeline_is_paged_and_says_who_did_what(program: Program) -> None:
    program.declare()
    program.send("POST", "/incidents/1/notes", {"text": "Release 512 is out."})
    program.send("POST", "/incidents/1/steps", {"step": "investigate"})
    first = program.get("/incidents/1/timeline?limit=2")
    second = program.get(f"/incidents/1/timeline?limit=2&cursor={first['next_cursor']}")
    assert [each["text"] for each in (*first["items"], *second["items"])] == [
        "API token deploys declared INC-1 as SEV2.",
        "Release 512 is out.",
        "API token deploys is investigating.",
    ]
    assert second["next_cursor"] is None
    assert first["items"][1]["actor"] == {
        "id": "token:deploys",
        "kind": "token",
        "name": "API token deploys",
    }


def test_follow_ups_are_listed(world: World, program: Program) -> None:
    program.declare()
    context = world.sandbox.bot.context
    owner = world.sandbox.slack.add_person("ben")
    add_follow_up(
        context,
        DeliveryId("d"),
        UserId(owner.id),
        IncidentId(1),
        FollowUpDraft("Alert on the error rate", owner=UserId(owner.id)),
    )
    (found,) = program.get("/incidents/1/follow-ups")["items"]
    assert (found["number"], found["text"], found["state"]) == (
        1,
        "Alert on the error rate",
        "open",
    )
    assert found["owner"]["id"] == owner.id
    assert program.get("/incidents/1")["open_follow_ups"] == 1


def test_drills_are_left_out_unless_asked_for_and_called_exercises(
    world: World, program: Program
) -> None:
    program.declare()
    ana = world.sandbox.slack.add_person("ana")
    start_drill(
        world.sandbox.bot.context,
        DeliveryId("drill"),
        UserId(ana.id),
        DrillOpening(Declaration("Practice", Severity.SEV3), (UserId(ana.id),)),
    )
    assert references(program.get("/incidents")) == ["INC-1"]
    assert references(program.get("/incidents?drills=with")) == ["INC-2", "INC-1"]
    (drill,) = program.get("/incidents?drills=only")["items"]
    assert (drill["kind"], drill["exercise"]) == ("drill", True)
    assert not program.get("/incidents/1")["exercise"]


def test_metrics_count_what_the_token_may_see(
    world: World, program: Program, trusted: Program
) -> None:
    trusted.declare()
    trusted.declare("Secret", private=True)
    assert program.get("/statistics?period=30d")["figures"]["incidents"] == 1
    found = trusted.get("/statistics?period=30d")
    assert (found["private"], found["figures"]["incidents"]) == (True, 2)
    only_reads = world.program(READ_INCIDENTS, name="reader")
    assert only_reads.send("GET", "/statistics").status_code == 403
    only_counts = world.program(READ_STATISTICS, name="counter")
    assert only_counts.send("GET", "/incidents").status_code == 403


def test_unknown_periods_and_services_are_answered_in_the_words_of_slack(
    program: Program,
) -> None:
    answer = program.send("GET", "/statistics?period=soon")
    assert answer.status_code == 400
    assert answer.json()["detail"] == "Unknown period “soon”: try 30d, 12w, 2026-Q3."
    answer = program.send("GET", "/statistics?service=chekout")
    assert answer.json()["errors"] == [
        {"field": "service", "detail": "Unknown service: chekout. Did you mean “checkout”?"}
    ]
