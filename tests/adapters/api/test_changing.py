"""Programs declare and change incidents, once each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.visibility import make_private
from tests.adapters.api.conftest import Program, World

HELD = {"If-Match": "*"}


def count(program: Program) -> int:
    return len(program.get("/incidents?limit=100")["items"])


def test_a_declared_incident_is_worked_in_slack_like_any_other(
    world: World, program: Program
) -> None:
    answer = program.send(
        "POST",
        "/incidents",
        {"title": "Checkout returns 500", "severity": "SEV1", "services": ["checkout"]},
    )
    assert answer.status_code == 201
    assert answer.headers["location"] == "/api/v1/incidents/INC-1"
    assert answer.headers["etag"] == '"1"'
    world.sandbox.wait_until_idle()
    slack = world.sandbox.slack
    (announcement,) = [each for each in slack.messages("incidents") if each.by_bot]
    assert "INC-1 · SEV1 · Checkout returns 500" in announcement.text
    assert "inc-1-checkout-returns-500" in [each.name for each in slack.channels()]
    assert world.sandbox.bot.context.records.participants(IncidentId(1)) == ()
    said = str([each.blocks for each in slack.messages("incidents")])
    assert "API token deploys" in said
    assert "<@token" not in said


def test_every_change_is_answered_with_the_incident_as_it_is_then(program: Program) -> None:
    program.declare()
    for method, path, body, expected in (
        ("POST", "notes", {"text": "Release 512 is out."}, {}),
        ("POST", "steps", {"step": "investigate"}, {"status": "investigating"}),
        (
            "POST",
            "updates",
            {"impact": "One in five fails.", "changed": "Rolled back.", "next_in_min": 30},
            {"impact": "One in five fails."},
        ),
        ("PUT", "severity", {"severity": "SEV1"}, {"severity": "SEV1"}),
        ("PUT", "roles/commander", {"holder": "U02KZ4H1R"}, {}),
        (
            "PUT",
            "details",
            {"title": "Card payments fail", "services": ["checkout"]},
            {"title": "Card payments fail", "services": ["checkout"]},
        ),
        ("PUT", "summary", {"summary": "Since 512."}, {"summary": "Since 512."}),
        ("POST", "steps", {"step": "mitigate", "note": "Rolled back."}, {"status": "mitigated"}),
    ):
        answer = program.send(method, f"/incidents/INC-1/{path}", body, headers=HELD)
        assert answer.status_code in {200, 201}, answer.text
        now = program.send("GET", "/incidents/1")
        assert answer.json() | {"url": None, "postmortem_url": None} == now.json() | {
            "url": None,
            "postmortem_url": None,
        }
        assert answer.headers["etag"] == now.headers["etag"]
        assert expected.items() <= answer.json().items()
    assert [each["role"] for each in program.get("/incidents/1")["roles"]] == ["commander"]


def test_a_repeated_key_gets_the_same_answer_whatever_happened_since(program: Program) -> None:
    body = {"title": "Checkout returns 500", "severity": "SEV2"}
    first = program.send("POST", "/incidents", body, key="k")
    program.send("POST", "/incidents/1/steps", {"step": "investigate"})
    again = program.send("POST", "/incidents", dict(reversed(body.items())), key="k")
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert count(program) == 1


def test_a_key_of_another_request_is_refused_and_changes_nothing(program: Program) -> None:
    program.declare()
    program.send("POST", "/incidents/1/notes", {"text": "one"}, key="k")
    for path, body in (
        ("/incidents/1/notes", {"text": "two"}),
        ("/incidents/1/steps", {"step": "investigate"}),
        ("/incidents", {"title": "x", "severity": "SEV2"}),
    ):
        answer = program.send("POST", path, body, key="k")
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:firefighter:problem:key-reused"
    assert program.get("/incidents/1")["version"] == 2
    assert count(program) == 1


def test_keys_of_different_tokens_are_different_keys(world: World, program: Program) -> None:
    other = world.program(name="other")
    body = {"title": "x", "severity": "SEV2"}
    assert program.send("POST", "/incidents", body, key="k").json()["reference"] == "INC-1"
    assert other.send("POST", "/incidents", body, key="k").json()["reference"] == "INC-2"


def test_a_refused_request_may_be_repeated_with_its_key(program: Program) -> None:
    program.declare()
    close = {"step": "close"}
    assert program.send("POST", "/incidents/1/steps", close, key="k").status_code == 409
    assert program.send("POST", "/incidents/1/steps", close, key="k").status_code == 409
    note = program.send("POST", "/incidents/1/notes", {"text": "later"}, key="k")
    assert note.status_code == 201


def test_the_same_key_sent_at_once_changes_once(program: Program) -> None:
    def send(_: int) -> httpx.Response:
        body = {"title": "x", "severity": "SEV2"}
        return program.insist("POST", "/incidents", body, key="k")

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(12)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.text for each in answers}) == 1
    assert count(program) == 1


def test_a_problem_is_declared_once_until_it_is_mitigated(program: Program) -> None:
    body = {"title": "x", "severity": "SEV2", "dedup_key": "disk-full"}
    first, second = (program.send("POST", "/incidents", body) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["reference"] == "INC-1"
    program.send("POST", "/incidents/1/steps", {"step": "mitigate", "note": "Cleaned up."})
    third = program.send("POST", "/incidents", body)
    assert (third.status_code, third.json()["reference"]) == (201, "INC-2")


def test_a_problem_reported_at_once_by_many_is_declared_once(program: Program) -> None:
    def send(number: int) -> int:
        body = {"title": f"Disk {number}", "severity": "SEV2", "dedup_key": "disk-full"}
        key = f"disk-{number}"
        return program.insist("POST", "/incidents", body, key=key).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(send, range(12)))
    assert statuses == [200] * 11 + [201]
    assert count(program) == 1


def test_who_saw_another_state_overwrites_nothing(program: Program) -> None:
    seen = program.declare()["version"]
    program.send("POST", "/incidents/1/notes", {"text": "Meanwhile."})
    for path, body in (
        ("/incidents/1/severity", {"severity": "SEV1"}),
        ("/incidents/1/roles/scribe", {"holder": "U02KZ4H1R"}),
    ):
        answer = program.send("PUT", path, body, headers={"If-Match": f'"{seen}"'})
        assert answer.status_code == 412
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"].startswith("Someone else changed this first.")
        assert program.send("PUT", path, body).status_code == 428
        now = program.send("GET", "/incidents/1").headers["etag"]
        assert program.send("PUT", path, body, headers={"If-Match": now}).status_code == 200


def test_refusals_are_the_sentences_of_slack(world: World, program: Program) -> None:
    program.declare()
    ana = world.sandbox.slack.add_person("ana")
    world.sandbox.slack.add_channel("general", members=[ana])
    told = ana.command("general", "/incident", "severity INC-1 sev2").body["text"]
    answer = program.send("PUT", "/incidents/1/severity", {"severity": "SEV2"}, headers=HELD)
    assert (answer.status_code, answer.json()["detail"]) == (409, told)
    for body, status, sentence in (
        ({"step": "mitigate"}, 422, "Not yet: Say how it was mitigated."),
        ({"step": "close"}, 409, "The incident is open: you can't close it. Nothing was changed."),
        ({"step": "decline"}, 422, "Not yet: Enter a reason."),
        (
            {"step": "decline", "decline_reason": "duplicate", "duplicate_of": "INC-1"},
            422,
            "An incident can't be a duplicate of itself.",
        ),
        (
            {"step": "decline", "decline_reason": "duplicate", "duplicate_of": "INC-9"},
            422,
            "Unknown incident INC-9.",
        ),
    ):
        answer = program.send("POST", "/incidents/1/steps", body)
        assert (answer.status_code, answer.json()["detail"]) == (status, sentence)
    later = (world.clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = program.send("POST", "/incidents/1/notes", {"text": "x", "at": later})
    assert answer.json()["errors"] == [{"field": "at", "detail": "This time is in the future."}]
    answer = program.send("POST", "/incidents", {"title": " \u2060", "severity": "SEV1"})
    assert answer.json()["detail"] == "Enter a title: what is wrong, in a few words."
    services = {"title": "x", "severity": "SEV1", "services": ["kettles"]}
    answer = program.send("POST", "/incidents", services)
    assert answer.json()["detail"] == "Unknown service: kettles."
    answer = program.send("PUT", "/incidents/1/roles/cook", {"holder": "U02KZ4H1R"}, headers=HELD)
    assert answer.status_code == 404


def test_a_duplicate_is_merged_into_its_original(program: Program) -> None:
    program.declare("Original")
    program.declare("Duplicate")
    body = {"step": "decline", "decline_reason": "duplicate", "duplicate_of": "1"}
    answer = program.send("POST", "/incidents/2/steps", body)
    assert answer.status_code == 200
    assert answer.json()["declined"] == {"reason": "duplicate", "duplicate_of": "INC-1"}


def test_a_private_incident_does_not_exist_without_the_right(
    program: Program, trusted: Program
) -> None:
    assert (
        program.send(
            "POST", "/incidents", {"title": "x", "severity": "SEV2", "private": True}
        ).status_code
        == 403
    )
    trusted.declare("Breach", private=True)
    program.declare("Another one")
    unknown = program.send("GET", "/incidents/99").json()["detail"].replace("99", "1")
    for path in ("/incidents/1", "/incidents/1/timeline", "/incidents/1/follow-ups"):
        answer = program.send("GET", path)
        assert (answer.status_code, answer.json()["detail"]) == (404, unknown)
    for method, path, body in (
        ("POST", "notes", {"text": "x"}),
        ("POST", "steps", {"step": "investigate"}),
        ("POST", "updates", {"impact": "x", "changed": "y"}),
        ("PUT", "severity", {"severity": "SEV1"}),
        ("PUT", "roles/commander", {"holder": "U02KZ4H1R"}),
    ):
        answer = program.send(method, f"/incidents/1/{path}", body, headers=HELD)
        assert (answer.status_code, answer.json()["detail"]) == (404, unknown), path
    duplicate = {"step": "decline", "decline_reason": "duplicate", "duplicate_of": "1"}
    answer = program.send("POST", "/incidents/2/steps", duplicate)
    assert (answer.status_code, answer.json()["detail"]) == (422, "Unknown incident INC-1.")
    assert [each["reference"] for each in program.get("/incidents")["items"]] == ["INC-2"]
    assert len(trusted.get("/incidents")["items"]) == 2
    assert trusted.get("/incidents/1")["private"]
    assert trusted.send("POST", "/incidents/1/notes", {"text": "x"}).status_code == 201


@pytest.mark.parametrize(
    ("impact_started", "why"),
    [
        ("1999-01-01T00:00:00Z", "This time is more than a year before the declaration."),
        ("2999-01-01T00:00:00Z", "This time is in the future."),
    ],
)
def test_time_of_impact_that_cannot_be_right_is_refused(
    program: Program, impact_started: str, why: str
) -> None:
    program.declare("Checkout is down")
    body = {"step": "mitigate", "note": "Rolled back", "impact_started": impact_started}
    answer = program.send("POST", "/incidents/1/steps", body)
    assert (answer.status_code, answer.json()["detail"]) == (422, why)
    incident = program.get("/incidents/1")
    assert (incident["status"], incident["milestones"]["impact_started"]) == ("open", None)


def test_its_own_incident_is_gone_for_a_program_once_it_is_private(
    world: World, program: Program, trusted: Program
) -> None:
    body = {"title": "x", "severity": "SEV2", "dedup_key": "leak"}
    program.send("POST", "/incidents", body, key="k")
    world.sandbox.wait_until_idle()
    ana = world.sandbox.slack.add_person("ana")
    context = world.sandbox.bot.context
    make_private(context, DeliveryId("private"), UserId(ana.id), IncidentId(1))
    assert program.send("GET", "/incidents/1").status_code == 404
    again = program.send("POST", "/incidents", body)
    assert again.status_code == 403
    assert "INC-1" not in again.text
    assert trusted.get("/incidents/1")["private"]


def test_answers_are_kept_as_long_as_the_inbox(world: World, program: Program) -> None:
    body = {"title": "x", "severity": "SEV2"}
    program.send("POST", "/incidents", body, key="k")
    bot = world.sandbox.bot
    bot.outbox.forget_deliveries(world.clock.now() - timedelta(hours=1))
    assert program.send("POST", "/incidents", body, key="k").json()["reference"] == "INC-1"
    world.sandbox.wait_until_idle()
    bot.outbox.forget_deliveries(world.clock.now() + timedelta(hours=1))
    assert program.send("POST", "/incidents", body, key="k").json()["reference"] == "INC-2"


def test_a_change_whose_answer_cannot_be_made_is_not_made(world: World, program: Program) -> None:
    """The answer is part of the transaction: without a place for it, nothing is changed."""
    database = world.sandbox.bot.database
    with database.writing() as session:
        session.execute(text("ALTER TABLE api_answers RENAME TO elsewhere"))
    answer = program.send("POST", "/incidents", {"title": "x", "severity": "SEV2"}, key="k")
    assert answer.status_code >= 500
    with database.writing() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO api_answers"))
    assert count(program) == 0
    answer = program.send("POST", "/incidents", {"title": "x", "severity": "SEV2"}, key="k")
    assert (answer.status_code, answer.json()["reference"]) == (201, "INC-1")
