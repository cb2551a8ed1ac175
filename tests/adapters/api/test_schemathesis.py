"""Schemathesis sends what the served document allows, and what it does not.

`make fuzz` sends a hundred times as much: https://schemathesis.readthedocs.io/.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from firefighter.adapters.api.operation import Operation
from firefighter.adapters.api.site import OPERATIONS
from firefighter.demo.sandbox import open_sandbox
from firefighter.domain.api_tokens import SCOPES
from firefighter.ports.store import DeliveryId
from firefighter.settings.policy import ApiTable, Policy
from tests.adapters.api.conftest import BASE, SERVICES, Program, World, address_of
from tests.clock import MovedClock
from tests.domain.game_days import created

FUZZ = settings.get_current_profile_name() == "fuzz"
EXAMPLES = 1000 if FUZZ else 6

AnyCase = Case[Any]

references = st.sampled_from(["INC-1", "INC-2", "3", "INC-4", "INC-999999999999999999"])
roles = st.sampled_from(["commander", "scribe", "cook"])

BUSY = 503
"""On a busy machine the database does not answer within two seconds, and a program is told so."""

NEVER_FOR_VALID_REQUESTS = {401, 403, 405, 408, 413, 415, 428, 429}
"""A valid request can still be refused for what it says: a cursor that is none, a closed incident.
So the check of Schemathesis that valid requests are accepted is left out."""


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, Program]]:
    """The address of a bot with a few incidents, and a program that may do everything."""
    policy = Policy(services=SERVICES, api=ApiTable(requests_per_minute=100_000))
    clock = MovedClock()
    with open_sandbox(policy, None, clock) as sandbox:
        url = address_of(sandbox)
        with httpx.Client(base_url=url, trust_env=False) as client:
            program = World(sandbox, clock, client).program(*SCOPES)
            for number in range(4):
                program.declare(f"Incident {number}")
            with sandbox.bot.context.units(DeliveryId("game-day")) as unit:
                unit.game_days.add(created(game_day_id=unit.game_days.next_id()))
            yield url, program


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_every_answer_is_as_documented(
    served: tuple[str, Program], operation: Operation, mode: GenerationMode
) -> None:
    url, program = served
    schema = schemathesis.openapi.from_dict(program.get("/openapi.json"))
    described = schema.find_operation_by_id(operation.name)
    session = requests.Session()
    session.trust_env = False

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    @given(case=described.as_strategy(mode), reference=references, role=roles, known=st.booleans())
    def send(case: AnyCase, reference: str, role: str, known: bool) -> None:
        if known and mode is GenerationMode.POSITIVE:
            chosen = {"reference": reference, "role": role, "game_day": reference[-1]}
            case.path_parameters = {name: chosen[name] for name in case.path_parameters or {}}
            case.headers["Idempotency-Key"] = uuid4().hex
        authorized = {"Authorization": f"Bearer {program.secret}"}
        answer = case.call(base_url=f"{url}{BASE}", session=session, headers=authorized)
        assume(answer.status_code != BUSY)
        case.validate_response(
            answer, headers=authorized, excluded_checks=[positive_data_acceptance]
        )
        if mode is GenerationMode.POSITIVE:
            assert answer.status_code not in NEVER_FOR_VALID_REQUESTS, answer.text

    with session:
        send()
