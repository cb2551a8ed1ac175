"""`run`, killed while programs declare incidents."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Given
from tests.cli.process import Running, firefighter, running, until

_MANY = 40
_ANSWERED_BEFORE = 8


def declare(bot: Running, secret: str, number: int) -> httpx.Response | None:
    """None if the process was killed before it answered."""
    try:
        return httpx.post(
            f"{bot.url}/api/v1/incidents",
            json={"title": f"Incident {number}", "severity": "SEV4"},
            headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": f"key-{number}"},
            trust_env=False,
            timeout=30,
        )
    except httpx.TransportError:
        return None


@pytest.mark.usefixtures("slack")
def test_what_a_killed_process_left_open_is_done_once(
    tmp_path: Path, given: Given, database_url: str
) -> None:
    given |= {"DATABASE_URL": database_url}
    scopes = ("--scope", "incidents:write", "--scope", "incidents:read")
    made = firefighter("token", "create", "ci", *scopes, folder=tmp_path, given=given)
    secret = made.stdout.strip()
    answers: dict[int, httpx.Response] = {}

    def send(bot: Running, number: int) -> None:
        if answer := declare(bot, secret, number):
            answers[number] = answer

    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        assert bot.url
        with ThreadPoolExecutor(6) as pool:
            for number in range(_MANY):
                pool.submit(send, bot, number)
            until(lambda: len(answers) >= _ANSWERED_BEFORE)
            bot.process.kill()
    before = dict(answers)
    assert _ANSWERED_BEFORE <= len(before) < _MANY
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        assert bot.url
        for number in range(_MANY):
            send(bot, number)
        listed = httpx.get(
            f"{bot.url}/api/v1/incidents?limit=100",
            headers={"Authorization": f"Bearer {secret}"},
            trust_env=False,
        ).json()["items"]
    assert {each.status_code for each in answers.values()} == {201}
    assert sorted(each["title"] for each in listed) == sorted(
        f"Incident {number}" for number in range(_MANY)
    )
    for number, answer in before.items():
        assert answers[number].text == answer.text
        assert answers[number].headers["idempotent-replayed"] == "true"
