"""docs/api.md is what `make api` writes, and its lines work as they are pasted."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from firefighter.adapters.api.operation import Operation
from firefighter.adapters.api.site import OPERATIONS
from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.demo.sandbox import Sandbox, open_sandbox
from firefighter.domain.api_tokens import SCOPES
from firefighter.settings.policy import Policy
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.api.conftest import address_of
from tests.api_page.operations_page import PATH, curl_line, page
from tests.clock import MovedClock


def test_the_operations_in_the_document_are_those_of_the_code() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert text == page(text), "run `make api`"


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
    for operation in sorted(OPERATIONS, key=_first_declare):
        line = (
            curl_line(operation)
            .replace("INC-42", "INC-1")
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
