"""What the API refuses before any use case is asked."""

import httpx
import pytest

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.domain.api_tokens import READ_INCIDENTS, WRITE_INCIDENTS, make_secret
from firefighter.settings.policy import ApiTable, Policy
from tests.adapters.api.conftest import SERVICES, Program, World

NEW = {"title": "x", "severity": "SEV2"}


def problem(answer: httpx.Response, status: int, kind: str) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, object] = answer.json()
    assert found["type"] == f"urn:firefighter:problem:{kind}"
    assert found["status"] == status
    return found


def test_without_a_valid_token_nothing_is_told(world: World, program: Program) -> None:
    tokens = StoredApiTokens(world.sandbox.bot.database)
    for secret in ("nonsense", make_secret(bytes(32))):
        program.secret, known = secret, program.secret
        answer = program.send("GET", "/incidents/1")
        problem(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"].startswith('Bearer realm="Firefighter"')
        program.secret = known
    without = program.send("GET", "/incidents", headers={"Authorization": "Basic x"})
    assert without.headers["www-authenticate"] == 'Bearer realm="Firefighter"'
    problem(without, 401, "unauthorized")
    assert program.send("GET", "/incidents").status_code == 200
    tokens.revoke(tokens.all()[0].id, world.clock.now())
    problem(program.send("GET", "/incidents"), 401, "unauthorized")


def test_a_token_may_do_what_its_scopes_say(world: World) -> None:
    reader = world.program(READ_INCIDENTS, name="reader")
    answer = reader.send("POST", "/incidents", NEW)
    found = problem(answer, 403, "forbidden")
    assert found["detail"] == "This token needs the scope incidents:write."
    assert answer.headers["www-authenticate"] == (
        'Bearer error="insufficient_scope", scope="incidents:write"'
    )
    writer = world.program(WRITE_INCIDENTS, name="writer")
    assert writer.send("POST", "/incidents", NEW).status_code == 201
    problem(writer.send("GET", "/incidents"), 403, "forbidden")


def test_malformed_requests_are_named(program: Program) -> None:
    for answer, status, kind in (
        (program.send("GET", "/nothing"), 404, "not-found"),
        (program.send("GET", "/incidents/checkout"), 404, "not-found"),
        (program.send("DELETE", "/incidents/1"), 405, "method-not-allowed"),
        (program.send("GET", "/incidents?limit=0"), 400, "malformed"),
        (program.send("GET", "/incidents?limit=1&limit=2"), 400, "malformed"),
        (program.send("GET", "/incidents?color=red"), 400, "malformed"),
        (program.send("GET", "/incidents?cursor=b"), 400, "malformed"),
        (program.send("GET", "/incidents?declared_from=2026-01-01"), 400, "malformed"),
        (program.send("GET", "/incidents?declared_from=0001-01-01T00:00:00Z"), 400, "malformed"),
        (program.send("GET", "/incidents?declared_from=2026-02-30T00:00:00Z"), 400, "malformed"),
        (program.send("POST", "/incidents", content="{"), 415, "not-json"),
        (program.send("POST", "/incidents", NEW, key="a b"), 400, "no-idempotency-key"),
        (program.send("POST", "/incidents", NEW, key="x" * 101), 400, "no-idempotency-key"),
        (program.send("POST", "/incidents", {**NEW, "color": "red"}), 422, "invalid"),
        (program.send("POST", "/incidents", {**NEW, "title": 5}), 422, "invalid"),
        (program.send("POST", "/incidents", {**NEW, "title": "x" * 3001}), 422, "invalid"),
        (program.send("POST", "/incidents", {"title": "x"}), 422, "invalid"),
        (program.send("POST", "/incidents", [NEW]), 422, "invalid"),
        (program.send("POST", "/incidents", {**NEW, "summary": "x" * 70_000}), 413, "too-large"),
    ):
        problem(answer, status, kind)
    json = {"Content-Type": "application/json"}
    for content in ("{", "", '{"title": "\\ud800"}', "[" * 1000):
        answer = program.send("POST", "/incidents", content=content, headers=json)
        problem(answer, 400, "malformed")
    assert program.get("/incidents")["items"] == []


def test_an_unknown_field_is_named_and_its_value_is_not_repeated(program: Program) -> None:
    answer = program.send("POST", "/incidents", {**NEW, "password": "hunter2", "severity": "high"})
    problem(answer, 422, "invalid")
    assert {"field": "password", "detail": "Is unknown."} in answer.json()["errors"]
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Is empty."),
        ({"title": 5}, "Must be text."),
        ({"private": "yes"}, "Must be true or false."),
        ({"severity": "high"}, "Must be 'SEV1', 'SEV2', 'SEV3' or 'SEV4'."),
        ({"summary": "x" * 3001}, "Must have at most 3000 characters."),
        ({"dedup_key": "a b"}, "Must match the pattern ^[!-~]*$."),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(
    program: Program, change: dict[str, object], sentence: str
) -> None:
    answer = program.send("POST", "/incidents", {**NEW, **change})
    problem(answer, 422, "invalid")
    (field,) = change
    assert answer.json()["errors"] == [{"field": field, "detail": sentence}]


def test_a_parameter_that_is_given_twice_is_named(program: Program) -> None:
    answer = program.send("GET", "/incidents?limit=1&limit=2")
    assert answer.json()["detail"] == "limit: Given twice."


@pytest.mark.parametrize("given", ["3", '"3', "garbage", '"3" "4"', "W/3"])
def test_what_is_no_etag_is_malformed_and_not_overtaken(program: Program, given: str) -> None:
    program.declare()
    answer = program.send(
        "PUT", "/incidents/1/severity", {"severity": "SEV1"}, headers={"If-Match": given}
    )
    problem(answer, 400, "malformed")
    assert answer.json()["detail"] == (
        'If-Match: Must be the ETag of the incident, such as "3", or *.'
    )


def test_allowed_methods_are_named(program: Program) -> None:
    answer = program.send("PATCH", "/incidents", NEW)
    assert answer.headers["allow"] == "GET, POST"
    head = program.send("HEAD", "/incidents")
    assert (head.status_code, head.text) == (200, "")


@pytest.fixture
def slow_policy() -> Policy:
    return Policy(services=SERVICES, api=ApiTable(requests_per_minute=30))


class TestRates:
    @pytest.fixture
    def policy(self, slow_policy: Policy) -> Policy:
        return slow_policy

    def test_a_token_that_asks_too_often_is_told_when_to_come_back(self, world: World) -> None:
        one, other = world.program(name="one"), world.program(name="other")
        answers = [one.send("GET", "/incidents") for _ in range(40)]
        assert [each.status_code for each in answers[:30]] == [200] * 30
        refused = [each for each in answers if each.status_code == 429]
        assert refused
        problem(refused[0], 429, "too-many-requests")
        assert 1 <= int(refused[0].headers["retry-after"]) <= 2
        assert other.send("GET", "/incidents").status_code == 200
