"""A program that works on an incident is named everywhere, and is nowhere a person."""

import csv
import json
from io import StringIO

from firefighter.adapters.importers import files
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.domain.events import Merged
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.metrics.periods import parse_period
from firefighter.domain.metrics.report import Question
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.status import merge
from tests.adapters.api.conftest import Program, World

HELD = {"If-Match": "*"}


def work_on(program: Program) -> None:
    """Uses every operation, so that each event has a program as its actor."""
    program.declare("Checkout returns 500", severity="SEV1")
    for method, path, body in (
        ("POST", "steps", {"step": "investigate"}),
        ("POST", "notes", {"text": "Release 512 is out."}),
        ("POST", "updates", {"impact": "2,000 customers.", "changed": "Rolled back."}),
        ("PUT", "severity", {"severity": "SEV2", "reason": "Fewer than we thought."}),
        ("POST", "steps", {"step": "mitigate", "note": "Rolled back release 512."}),
        ("POST", "steps", {"step": "reopen", "note": "It came back."}),
        ("POST", "steps", {"step": "mitigate", "note": "Rolled back release 511, too."}),
    ):
        answer = program.send(method, f"/incidents/1/{path}", body, headers=HELD)
        assert answer.status_code < 300, answer.text


def test_slack_and_the_page_name_it_and_mention_nobody(world: World, program: Program) -> None:
    work_on(program)
    world.sandbox.wait_until_idle()
    slack = world.sandbox.slack
    posted = [
        json.dumps([each.text, each.blocks])
        for channel in slack.channels()
        for each in slack.messages(channel.name)
    ]
    assert any("API token deploys" in each for each in posted)
    assert not [each for each in posted if "token:deploys" in each]
    url = program.get("/incidents/1")["postmortem_url"]
    path = url.removeprefix("http://localhost:3000")
    page = world.client.get(path).text
    assert "API token deploys declared INC-1" in page
    assert "token:deploys" not in page
    assert "Other participants" not in page


def test_metrics_count_no_work_of_it(world: World, program: Program) -> None:
    work_on(program)
    context = world.sandbox.bot.context
    period = parse_period("30d", context.clock.now(), context.rules.zone)
    assert period is not None
    load = context.statistics.load(Question(period))
    assert (list(load.shares), load.known) == ([], 0)
    assert context.records.participants(IncidentId(1)) == ()
    assert context.records.insiders(IncidentId(1)) == frozenset()


def test_an_export_names_it(world: World, program: Program) -> None:
    work_on(program)
    stored = StoredImportExport(world.sandbox.bot.database, world.sandbox.bot.context.rules)
    (line,) = files.jsonl_lines(stored.everything(private=False))
    exported = json.loads(line)
    assert exported["declared_by"] == "token:deploys"
    (_heading, row) = csv.reader(
        StringIO("".join(files.csv_lines(stored.everything(private=False))))
    )
    assert "token:deploys" in row


def test_merging_its_incident_invites_no_program(world: World, program: Program) -> None:
    world.program(name="other").declare("Original")
    program.declare("Duplicate")
    ana = UserId(world.sandbox.slack.add_person("ana").id)
    context = world.sandbox.bot.context
    merge(context, DeliveryId("merge"), ana, IncidentId(2), IncidentId(1))
    events = [each.event for each in context.records.timeline(IncidentId(1))]
    (merged,) = [each for each in events if isinstance(each, Merged)]
    assert merged.people == ()
    world.sandbox.wait_until_idle()
