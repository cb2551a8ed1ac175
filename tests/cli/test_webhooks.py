"""Webhooks of a bot that runs as a process, and the command that manages them."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from firefighter.bootstrap import assemble
from firefighter.bootstrap.store import find_outbox_backlog
from firefighter.cli import main
from firefighter.domain.severity import Severity
from firefighter.playground.slack import LocalSlack, Person
from firefighter.runtime import SystemClock
from firefighter.settings.settings import read_settings
from firefighter.settings.webhooks import read_secret
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.declare import declare as declare_incident
from firefighter.use_cases.updates import UpdateDraft, post_update
from tests.adapters.store.store_client import ANA, delivery
from tests.adapters.webhooks.receiver import SECRET_TEXT, Fail, Receiver, answer, hang_up, receiving
from tests.cli.conftest import Given
from tests.cli.process import Running, firefighter, running, until
from tests.cli.test_doctor import findings
from tests.conftest import OpenDatabase

SETTINGS = """
[worker]
call_timeout_s = 1
lease_s = 5

[[webhooks]]
name = "status-page"
url = "{url}/status-page"
secret_env = "STATUS_PAGE_SECRET"
private_network = true

[webhook_permissions]
private_network = ["127.0.0.1"]
"""


@pytest.fixture
def receiver(tmp_path: Path, given: Given, database_url: str) -> Iterator[Receiver]:
    """A receiver that the settings of a bot on either database name."""
    with receiving() as running_receiver:
        settings = tmp_path / "firefighter.toml"
        settings.write_text(SETTINGS.format(url=running_receiver.url))
        given["FIREFIGHTER_CONFIG"] = str(settings)
        given["STATUS_PAGE_SECRET"] = SECRET_TEXT
        given["DATABASE_URL"] = database_url
        yield running_receiver


def declare(slack: LocalSlack, ana: Person, url: str) -> None:
    slack.request_url = f"{url}/slack/events"
    assert ana.command("general", "/incident", "open sev4 Search is slow").acknowledged


def _kill(bot: Running, killed: threading.Event) -> Fail:
    def kill(handler: BaseHTTPRequestHandler) -> None:
        """The receiver has it, and the sender will never know."""
        bot.process.kill()
        bot.process.wait(timeout=10)
        handler.close_connection = True
        killed.set()

    return kill


def test_an_event_in_flight_at_kill_9_is_sent_again_under_its_id(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, receiver: Receiver
) -> None:
    killed = threading.Event()
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        receiver.fails.append(_kill(bot, killed))
        declare(slack, ana, bot.url)
        assert killed.wait(30)
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        declare(slack, ana, bot.url)
        until(lambda: len(receiver.received) >= 3)
        assert bot.stop() == 0
    told = [(each.body["data"]["incident"]["number"], each.id) for each in receiver.received]
    first = [webhook_id for number, webhook_id in told if number == 1]
    assert len(first) == 2
    assert len(set(first)) == 1
    assert [number for number, _ in told].count(2) == 1
    assert all(each.signed for each in receiver.received)


def test_a_receiver_that_never_answers_holds_up_no_announcement(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, receiver: Receiver
) -> None:
    """Also where one thread does everything else."""
    settings = Path(given["FIREFIGHTER_CONFIG"])
    patient = "threads = 1\ncall_timeout_s = 60\nlease_s = 240"
    changed = settings.read_text().replace("call_timeout_s = 1\nlease_s = 5", patient)
    settings.write_text(changed)
    release = threading.Event()

    def hold(_handler: BaseHTTPRequestHandler) -> None:
        release.wait(60)

    receiver.fails_on["/status-page"] = hold
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        declare(slack, ana, bot.url)
        until(lambda: receiver.received)
        declare(slack, ana, bot.url)
        until(lambda: len(slack.messages("incidents")) == 2)
        assert {each.body["data"]["incident"]["number"] for each in receiver.received} <= {1, 2}
        assert not release.is_set()
        release.set()


def firefighter_webhook(folder: Path, given: Given, *arguments: str) -> tuple[int, str]:
    ended = firefighter("webhook", *arguments, folder=folder, given=given)
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stdout + ended.stderr


def test_a_webhook_of_the_command_line_is_called_signed_and_can_be_replayed(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, receiver: Receiver
) -> None:
    command = partial(firefighter_webhook, tmp_path, given)
    code, printed = command("add", "chat", f"{receiver.url}/chat", "--event", "incident.declared")
    assert code == 0, printed
    secret = printed.split()[-1]
    assert secret not in command("list")[1]
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        declare(slack, ana, bot.url)
        until(lambda: len(receiver.received) == 2)
        (told,) = [each for each in receiver.received if each.path == "/chat"]
        assert told.is_signed_with(read_secret(secret))
        assert not told.signed
        assert command("replay", told.id, "--to", "chat") == (
            0,
            f"The event {told.id} is sent to chat again.\n",
        )
        until(lambda: len(receiver.received) == 3)
        assert receiver.received[-1].id == told.id
        assert bot.stop() == 0
        for hidden in (secret, SECRET_TEXT):
            assert hidden not in bot.log
    assert command("remove", "chat") == (0, "Removed chat.\n")
    assert "chat" not in command("list")[1]


def test_the_list_shows_hosts_and_states(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, receiver: Receiver
) -> None:
    command = partial(firefighter_webhook, tmp_path, given)
    receiver.fails.append(answer(410))
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        declare(slack, ana, bot.url)
        until(lambda: "unsubscribed since" in command("list")[1])
        metrics = httpx.get(f"{bot.url}/metrics", trust_env=False).text
        assert "firefighter_webhooks_unsubscribed 1.0" in metrics
        assert "firefighter_webhook_events_pending 0.0" in metrics
        assert bot.stop() == 0
    code, printed = command("list")
    assert code == 0
    heading, row = printed.splitlines()
    assert heading.split()[0] == "NAME"
    assert row.split()[:4] == ["status-page", "firefighter.toml", "127.0.0.1", "*"]
    assert "/status-page" not in printed
    finding = findings(given)["webhooks"]
    assert not finding.passed
    assert "webhook enable status-page" in finding.message
    code, printed = command("enable", "status-page")
    assert (code, printed) == (
        0,
        "Enabled status-page. It receives what happens from now on.\n",
    )
    assert findings(given)["webhooks"].message == "Nothing is late for status-page."


NEVER_CALLED = ("10.0.0.1", "[fd00::1]", "169.254.169.254", "[::ffff:10.0.0.1]", "localhost.")

REFUSED: dict[tuple[str, ...], str] = {
    ("add", "Chat", "https://x.example"): "name: must match the pattern",
    ("add", "chat", "ftp://x.example"): "url: is not an http or https URL.",
    ("add", "chat", "http://x.example"): "url begins with http://, which needs private_network.",
    **{
        ("add", "chat", f"https://{host}/"): "is an address of the private network, or one that"
        for host in NEVER_CALLED
    },
    ("add", "chat", "https://x.example", "--event", "incident"): "incident is no event.",
    ("add", "chat", "https://x.example", "--secret-env", "NONE"): "NONE is not set.",
    ("add", "chat", "https://x.example", "--drills"): "chat may not receive drills.",
    ("add", "chat", "https://x.example", "--private-incidents"): (
        "Add it to webhook_permissions.private_incidents in firefighter.toml first."
    ),
    ("add", "status-page", "https://x.example"): "is in firefighter.toml. Choose another name.",
    ("remove", "status-page"): "status-page is in firefighter.toml. Remove it there.",
    ("remove", "chat"): "There is no webhook chat.",
    ("enable", "chat"): "chat is not unsubscribed.",
    ("replay", "--undelivered", "chat"): "The webhook chat does not exist or is unsubscribed.",
    ("replay", "1234"): "There is no event 1234. Events are kept for 30 days.",
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_is_wrong_is_one_sentence(
    arguments: tuple[str, ...],
    receiver: Receiver,
    given: Given,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert main(["webhook", *arguments]) in {1, 2}
    assert REFUSED[arguments] in capsys.readouterr().err
    assert receiver.received == []


def test_a_name_is_taken_once(
    receiver: Receiver,
    given: Given,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    adding = ["webhook", "add", "chat", f"{receiver.url}/chat"]
    assert main(adding) == 0
    assert main(adding) == 2
    assert "There is a webhook chat already. Remove it first." in capsys.readouterr().err


ROUNDS = 2


def test_nothing_is_lost_while_bot_and_receiver_fail(
    tmp_path: Path, given: Given, receiver: Receiver, open_database: OpenDatabase
) -> None:
    """The receiver kills the bot in each round, before it answers, and fails in other ways."""
    settings = read_settings(given)
    database = open_database(given["DATABASE_URL"])
    context = assemble(settings, database).context
    incidents = [
        declare_incident(context, delivery(), ANA, Declaration(title, Severity.SEV4)).id
        for title in ("Search is slow", "Checkout is slow")
    ]

    def waiting() -> int:
        backlog = find_outbox_backlog(database, SystemClock())
        return 1 if backlog is None else backlog.webhook_events_pending

    for number in range(ROUNDS):
        killed = threading.Event()
        with running("worker", folder=tmp_path, given=given) as bot:
            receiver.fails += [answer(500), hang_up, _kill(bot, killed)]
            for incident_id in incidents:
                draft = UpdateDraft(impact="Some", changed=f"Step {number}")
                post_update(context, delivery(), ANA, incident_id, draft)
            assert killed.wait(60)
    with running("worker", folder=tmp_path, given=given):
        until(lambda: len({each.id for each in receiver.received}) == 2 * (ROUNDS + 1))
        until(lambda: not waiting())
    for incident_id in incidents:
        first = {each.id: each.body for each in reversed(receiver.received)}
        told = [first[each] for each in dict.fromkeys(each.id for each in receiver.received)]
        mine = [each["data"] for each in told if each["data"]["incident"]["number"] == incident_id]
        assert "update" not in mine[0]
        changed = [each["update"]["changed"] for each in mine[1:]]
        assert changed == [f"Step {number}" for number in range(ROUNDS)]
    assert all(each.signed for each in receiver.received)
