"""Typed text pings nobody, is not lost and stays readable."""

import pytest

from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario

LONG = "Checkout is slow. " * 170
HOSTILE = {
    "a channel ping": "<!channel> is down",
    "an everyone ping": "<!everyone> <!here> look",
    "a person": "<@U0FIREFIGHTER> broke it",
    "a group": "<!subteam^S0ONCALL> wake up",
    "a forged link": "<https://bad.example|https://slack.com> is down",
    "markup": "</b>& &amp; &lt;b&gt;",
    "our separators": "7|SEV1|take|close",
    "a date": "<!date^0^{date}|now>",
    "emoji": "🔥🔥🔥",
    "an emoji of many parts": "👩‍👩‍👧‍👧🏳️‍🌈 down",
    "right to left": "הקופה אינה עובדת",
    "mixed directions": "Checkout הקופה 500",
    "direction overrides": "\u202edcba\u202c Checkout \u2066x\u2069",
    "control characters": "Check\x00out\x07 \x1b[31mdown",
    "formatting": "*bold* _it_ ~no~ `code` ```block```",
    "one very long word": "x" * 3000,
    "three thousand characters": LONG[:3000],
    "three thousand emoji": "🔥" * 3000,
}


def pinged(case: IncidentCase, *expected: str) -> set[str]:
    """Whom the bot's messages about an incident ping, besides those whom it names on purpose."""
    mentions = {name for message in case.messages for name in message.mentions}
    return mentions - {*expected, case.sandbox.slack.bot_user_id}


def kept(typed: str) -> str:
    """What is left once what cannot be seen is taken out and blanks are joined."""
    invisible = {"\x00", "\x07", "\x1b", "\u202e", "\u202c", "\u2066", "\u2069"}
    return " ".join("".join(each for each in typed if each not in invisible).split())


def check(scenario: Scenario, case: IncidentCase, typed: str) -> None:
    incident, whole = case.incident, kept(typed)
    assert incident.title == whole or incident.summary.startswith(whole[:2990])
    assert len(incident.title) <= 120
    assert not pinged(case, scenario.ana.id)
    for link in {link for message in case.messages for link in message.links}:
        assert link.removesuffix("&gt;") in typed  # an address leads where it says
    assert case.reference in shown(case.announcement)
    first = incident.title.split()[0].replace("&", "&amp;").replace("<", "&lt;")
    assert first.replace(">", "&gt;").rstrip("…") in shown(case.announcement)


@pytest.mark.parametrize("kind", HOSTILE)
def test_title_by_command_pings_nobody_and_is_readable(scenario: Scenario, kind: str) -> None:
    case = scenario.declare(f"sev3 {HOSTILE[kind]}")
    check(scenario, case, HOSTILE[kind])


@pytest.mark.parametrize("kind", HOSTILE)
def test_title_by_form_pings_nobody_and_is_readable(scenario: Scenario, kind: str) -> None:
    scenario.type(scenario.ana, "open")
    reply = scenario.ana.submit({"title": HOSTILE[kind]}, force=True)
    assert reply.acknowledged
    assert not reply.errors
    scenario.settle()
    check(scenario, scenario.case(), HOSTILE[kind])


@pytest.mark.parametrize("kind", HOSTILE)
def test_channel_name_of_an_unusual_title(scenario: Scenario, kind: str) -> None:
    case = scenario.declare(f"sev1 {HOSTILE[kind]}")
    assert case.incident_channel.name.startswith(f"inc-{case.id}")
    assert len(case.incident_channel.name) <= 80
    assert len(case.incident_channel.topic.value) <= 250
    assert not pinged(case, scenario.ana.id)
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]


@pytest.mark.parametrize("kind", HOSTILE)
def test_words_prefilled_in_the_form_are_kept(scenario: Scenario, kind: str) -> None:
    scenario.type(scenario.ana, f"open {HOSTILE[kind]}")
    assert scenario.ana.view is not None, scenario.told(scenario.ana)
    assert scenario.ana.view.typed["title"]["title"]["value"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_reason_pings_nobody_and_is_readable(scenario: Scenario, kind: str) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note=HOSTILE[kind])
    assert kept(case.incident.mitigation) == kept(HOSTILE[kind])
    assert not pinged(case, scenario.ana.id)
    assert "marked it mitigated" in case.lines[-1]


def test_a_name_typed_in_a_command_stays_readable_and_pings_nobody(scenario: Scenario) -> None:
    case = scenario.declare(f"sev3 @{scenario.ben.handle} cannot log in")
    assert case.incident.title == f"@{scenario.ben.handle} cannot log in"
    assert not pinged(case, scenario.ana.id)


def test_words_too_many_for_the_title_are_all_in_the_form(scenario: Scenario) -> None:
    scenario.type(scenario.ana, f"open {LONG[:2900]}")
    assert scenario.ana.view is not None
    reply = scenario.ana.submit()
    assert not reply.errors
    scenario.settle()
    incident = scenario.case().incident
    assert LONG[:2900].strip() in {incident.title, incident.summary}
