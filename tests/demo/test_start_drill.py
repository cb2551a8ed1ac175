"""The button *Start the drill* of the guide."""

from collections.abc import Iterator

import pytest

from firefighter.demo.browser.drill import start_drill
from firefighter.demo.sandbox import Sandbox, open_sandbox
from firefighter.domain.ids import IncidentId
from firefighter.playground.client.viewer import Location
from firefighter.settings.policy import Policy


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox(Policy()) as sandbox:
        sandbox.slack.add_channel("general", members=[sandbox.slack.add_person("ana")])
        yield sandbox


def test_one_press_starts_the_drill_and_opens_its_channel(sandbox: Sandbox) -> None:
    ana = sandbox.slack.person("ana")
    ana.shortcut("start_drill")
    there = start_drill(sandbox.slack, Location("ana", "elsewhere"))
    assert "exercise" in sandbox.slack.channel(there.where).name
    assert ana.view is None
    snapshot = sandbox.bot.context.records.snapshot(IncidentId(1))
    assert snapshot.drill is not None
    assert snapshot.drill.plan.team == (ana.id,)
    assert snapshot.drill.plan.length_min == 4
    again = start_drill(sandbox.slack, there)
    assert again.where != there.where


def test_page_stays_if_the_bot_does_not_answer(sandbox: Sandbox) -> None:
    sandbox.slack.request_url = "http://127.0.0.1:9/slack/events"
    here = Location("ana", "elsewhere")
    assert start_drill(sandbox.slack, here) == here
    assert sandbox.slack.person("ana").notices
