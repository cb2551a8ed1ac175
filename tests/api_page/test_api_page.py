"""docs/api.md is what `make api` writes, and its lines work as they are pasted."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
import schemathesis
from jsonschema_rs import ValidationError

from firefighter.adapters.api.openapi import document
from firefighter.adapters.api.operation import Operation
from firefighter.adapters.api.site import OPERATIONS
from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.demo.sandbox import Sandbox, open_sandbox
from firefighter.domain.api_tokens import SCOPES
from firefighter.domain.ids import UserId
from firefighter.domain.severity import Severity
from firefighter.ports.store import DeliveryId
from firefighter.settings.policy import Policy
from firefighter.use_cases.api_tokens import create_token
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drills import DrillOpening, start_drill
from tests.adapters.api.conftest import address_of
from tests.api_page.operations_page import PATH, curl_line, page
from tests.clock import MovedClock
from tests.domain.game_days import created


def test_the_operations_in_the_document_are_those_of_the_code() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert text == page(text), "run `make api`"


def test_the_document_is_valid_openapi() -> None:
    described = document(OPERATIONS)
    schemathesis.openapi.from_dict(described).validate()
    described["paths"]["/incidents"]["get"]["responses"] = "none"
    with pytest.raises(ValidationError):
        schemathesis.openapi.from_dict(described).validate()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox(Policy(), None, MovedClock()) as sandbox:
        yield sandbox


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_every_line_to_paste_does_what_it_says(sandbox: Sandbox) -> None:
    tokens = StoredApiTokens(sandbox.bot.database)
    _token, secret = create_token(tokens, MovedClock(), "shell", list(SCOPES))
    given = {
        "PATH": os.environ["PATH"],
        "FIREFIGHTER": address_of(sandbox),
        "FIREFIGHTER_TOKEN": secret,
    }
    ana = UserId(sandbox.slack.add_person("ana").id)
    context = sandbox.bot.context
    opening = DrillOpening(Declaration("Practice", Severity.SEV3), (ana,))
    for number in range(3):
        with context.units(DeliveryId(f"game-day-{number}")) as unit:
            unit.game_days.add(created(game_day_id=unit.game_days.next_id()))
    for operation in sorted(OPERATIONS, key=_first_declare):
        if operation.name == "get_drill":
            start_drill(context, DeliveryId("drill"), ana, opening)
        line = (
            curl_line(operation)
            .replace("INC-42", "INC-1")
            .replace("INC-43", "INC-2")
            .replace("'If-Match: \"3\"'", "'If-Match: *'")
        )
        ended = subprocess.run(  # noqa: S603 - lines of our own document
            ["/bin/sh", "-c", f"{line} -s -w '%{{http_code}}' -o /dev/null"],
            env=given,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ended.stdout in {"200", "201"}, (line, ended)


def _first_declare(operation: Operation) -> int:
    return operation.name != "declare_incident"
