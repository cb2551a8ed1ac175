"""`/incident convert`: an existing channel becomes the incident channel."""

from itertools import count

import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.domain.events import ChannelAdopted, Declared
from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Channel
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.concurrent_presses import at_once
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

_numbers = count(1)


def open_channel(scenario: Scenario, **how: bool) -> Channel:
    name = f"payments-are-slow-{next(_numbers)}"
    return scenario.slack.add_channel(
        name, members=[scenario.ana, scenario.dora], **{"bot": False, **how}
    )


def open_channel_about(scenario: Scenario, topic: str) -> Channel:
    channel = open_channel(scenario)
    scenario.ana.set_topic(channel, topic)
    return channel


def declare_here(
    scenario: Scenario, channel: Channel, words: str = "", **values: object
) -> IncidentCase:
    """By the form that `/incident convert` opens in the channel."""
    scenario.type(scenario.ana, f"convert {words}", channel=channel.name)
    reply = scenario.ana.submit({"severity": "SEV3", **values})
    assert reply.acknowledged, reply
    assert not reply.errors
    scenario.settle()
    return scenario.case(scenario.count())


def refused(scenario: Scenario, channel: Channel, words: str = "") -> str:
    """The refusal, in an answer or in place of the form."""
    reply = scenario.type(scenario.ana, f"convert {words}", channel=channel.name)
    if reply.ephemeral:
        return reply.ephemeral.text
    assert scenario.ana.view is not None
    assert scenario.ana.view.body.get("submit") is None
    said = modal_text(scenario.ana.view)
    scenario.ana.close_view()
    return said


def test_new_incident_adopts_the_channel_where_it_is_declared(scenario: Scenario) -> None:
    channel = open_channel(scenario)
    case = declare_here(scenario, channel)
    assert case.incident_channel.id == channel.id
    assert case.incident.title == channel.name.replace("-", " ")
    assert scenario.slack.bot_user_id in case.incident_channel.members
    assert scenario.slack.pins(channel) == [case.channel_panel]
    assert f"<#{channel.id}>" in shown(case.announcement)
    assert case.lines == [
        f":rotating_light: <@{scenario.ana.id}> declared {case.reference} as SEV3."
    ]
    assert not [each for each in scenario.slack.channels() if each.name.startswith("inc-")]


def test_form_is_prefilled_with_the_channels_name_and_topic(scenario: Scenario) -> None:
    channel = open_channel_about(scenario, "Cards are declined since 9")
    scenario.type(scenario.ana, "convert", channel=channel.name)
    view = scenario.ana.view
    assert view is not None
    fields = {block["block_id"]: block["element"] for block in view.blocks if "element" in block}
    assert fields["title"]["initial_value"] == channel.name.replace("-", " ")
    assert fields["summary"]["initial_value"] == "Cards are declined since 9"
    assert "private" not in fields
    assert "This channel is public" in modal_text(view)


def test_what_is_typed_after_the_command_is_the_title(scenario: Scenario) -> None:
    case = declare_here(scenario, open_channel(scenario), "Cards are declined")
    assert case.incident.title == "Cards are declined"


def test_adopted_channel_keeps_name_and_topic(scenario: Scenario) -> None:
    channel = open_channel_about(scenario, "Payments, all questions welcome")
    case = declare_here(scenario, channel)
    case.rate(scenario.ana, "SEV2")
    assert case.incident_channel.topic.value == "Payments, all questions welcome"
    assert case.incident_channel.name == channel.name


def test_empty_topic_is_set(scenario: Scenario) -> None:
    case = declare_here(scenario, open_channel(scenario), "Cards fail")
    assert case.incident_channel.topic.value == f"{case.reference} · SEV3 · Cards fail"
    case.rate(scenario.ana, "SEV1")
    assert case.incident_channel.topic.value == f"{case.reference} · SEV1 · Cards fail"


def test_channel_members_become_participants(scenario: Scenario) -> None:
    case = declare_here(scenario, open_channel(scenario))
    found = scenario.bot.context.records.participants(case.id)
    assert {each.user for each in found} == {scenario.ana.id, scenario.dora.id}


def test_a_private_channel_makes_the_incident_private(scenario: Scenario) -> None:
    channel = open_channel(scenario, private=True, bot=True)
    scenario.type(scenario.ana, "convert", channel=channel.name)
    assert scenario.ana.view is not None
    assert ":lock:" in modal_text(scenario.ana.view)
    case = declare_here(scenario, channel)
    assert case.incident.private
    assert set(case.places) == {Place.CHANNEL, Place.CHANNEL_PANEL}
    said = scenario.answer(scenario.ben, f"show {case.reference}")
    assert said == scenario.answer(scenario.ben, "show INC-99999").replace(
        "INC-99999", case.reference
    )
    assert scenario.answer(scenario.dora, f"show {case.reference}") == case.reference


def test_a_known_incident_moves_into_the_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    channel = open_channel(scenario)
    scenario.type(scenario.ana, f"convert {case.reference}", channel=channel.name)
    assert scenario.ana.view is not None
    assert f"<#{channel.id}>" in modal_text(scenario.ana.view)
    case.send(scenario.ana)
    assert case.incident_channel.id == channel.id
    assert scenario.slack.pins(channel) == [case.channel_panel]
    assert f"<#{channel.id}>" in shown(case.announcement)
    line = f":door: <@{scenario.ana.id}> made <#{channel.id}> the incident channel."
    assert case.lines == [line, line]
    assert [each.channel for each in case.timeline if isinstance(each, ChannelAdopted)] == [
        channel.id
    ]


def test_form_sent_twice_converts_once(scenario: Scenario) -> None:
    channel = open_channel(scenario)
    scenario.type(scenario.ana, "convert", channel=channel.name)
    reply = scenario.ana.submit({"severity": "SEV3"})
    scenario.slack.resend(reply)
    scenario.settle()
    case = scenario.case(scenario.count())
    assert [type(event) for event in case.timeline] == [Declared]
    assert len([each for each in scenario.slack.messages(channel) if each.blocks]) == 2


def test_of_two_at_once_one_gets_the_channel_and_the_other_is_refused(scenario: Scenario) -> None:
    channel = open_channel(scenario)
    before = scenario.count()
    for person in (scenario.ana, scenario.dora):
        scenario.type(person, "convert", channel=channel.name)
    replies = at_once(
        lambda: scenario.ana.submit({"severity": "SEV3"}),
        lambda: scenario.dora.submit({"severity": "SEV3"}),
    )
    scenario.settle()
    assert scenario.count() == before + 1
    (loser,) = [reply for reply in replies if reply.errors]
    assert "already belongs to an incident" in next(iter(loser.errors.values()))


def test_a_form_for_an_incident_that_got_a_channel_meanwhile_changes_nothing(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev3 Search is slow")
    channel = open_channel(scenario)
    scenario.type(scenario.ana, f"convert {case.reference}", channel=channel.name)
    case.rate(scenario.ben, "SEV1", on=case.thread_panel)
    assert case.incident_channel.id != channel.id
    case.send(scenario.ana)
    assert scenario.ana.view is not None
    assert f"{case.reference} already has a channel" in modal_text(scenario.ana.view)
    assert not [each for each in scenario.slack.messages(channel) if each.by_bot]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"private": True}, "/invite @firefighter"),
        ({"shared": True}, "shared with another organization"),
        ({"shared": True, "private": True, "bot": True}, "shared with another organization"),
    ],
)
def test_unsuitable_channel_is_refused_with_what_to_do(
    scenario: Scenario, how: dict[str, bool], said: str
) -> None:
    before = scenario.count()
    assert said in refused(scenario, open_channel(scenario, **how))
    assert scenario.count() == before


def test_an_incident_channel_and_the_incidents_channel_are_refused(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    other = scenario.declare("sev3 Search is slow")
    assert "already belongs to an incident" in refused(scenario, case.incident_channel)
    incidents = scenario.slack.channel("incidents")
    assert "incidents are announced in this channel" in refused(
        scenario, incidents, other.reference
    )
    assert Place.CHANNEL not in other.places


def test_the_incidents_channel_is_refused_before_anything_was_announced(
    fresh_scenario: Scenario,
) -> None:
    incidents = fresh_scenario.slack.channel("incidents")
    assert "incidents are announced in this channel" in refused(fresh_scenario, incidents)


def test_an_incident_with_a_channel_is_refused_at_once(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    said = refused(scenario, open_channel(scenario), case.reference)
    assert said == f"{case.reference} already has a channel."


def lose_channel(scenario: Scenario, case: IncidentCase, how: str) -> Channel:
    incident_channel = case.incident_channel
    {
        "archived": scenario.ana.archive,
        "deleted": scenario.ana.delete_channel,
        "closed to us": scenario.ana.remove,
    }[how](incident_channel)
    if how == "closed to us":
        case.press(scenario.ana, "step.investigate", on=case.thread_panel)
    scenario.settle()
    return incident_channel


@pytest.mark.parametrize("how", ["archived", "deleted", "closed to us"])
def test_an_incident_whose_channel_is_gone_moves_to_another(
    scenario_on_either: Scenario, how: str
) -> None:
    scenario = scenario_on_either
    case = scenario.declare("sev1 Checkout returns 500")
    old = lose_channel(scenario, case, how)
    channel = open_channel(scenario)
    scenario.type(scenario.ana, f"convert {case.reference}", channel=channel.name)
    assert scenario.ana.view is not None
    assert "The old channel stays as it is" in modal_text(scenario.ana.view)
    case.send(scenario.ana)
    assert case.incident_channel.id == channel.id
    assert case.incident.works_in_channel
    assert scenario.slack.pins(channel) == [case.channel_panel]
    assert f"<#{channel.id}>" in shown(case.announcement)
    line = f":door: <@{scenario.ana.id}> made <#{channel.id}> the incident channel."
    assert [each for each in case.lines if each.startswith(":door:")] == [line, line]
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    assert "marked it mitigated" in case.lines[-2]
    if how == "archived":
        before = case.timeline
        scenario.ana.unarchive(old)
        scenario.settle()
        assert case.timeline == before


def test_a_channel_that_is_back_before_the_form_is_submitted_is_kept(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    old = lose_channel(scenario, case, "archived")
    channel = open_channel(scenario)
    scenario.type(scenario.ana, f"convert {case.reference}", channel=channel.name)
    scenario.ana.unarchive(old)
    scenario.settle()
    case.send(scenario.ana)
    assert scenario.ana.view is not None
    assert f"{case.reference} already has a channel" in modal_text(scenario.ana.view)
    assert case.incident_channel.id == old.id


def test_private_incident_adopts_private_channels_only(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    scenario.ana.invite(case.incident_channel, scenario.ben)
    scenario.settle()
    scenario.ana.archive(case.incident_channel)
    scenario.settle()
    assert "the incident is private" in refused(scenario, open_channel(scenario), case.reference)
    channel = open_channel(scenario, private=True, bot=True)
    scenario.type(scenario.ana, f"convert {case.reference}", channel=channel.name)
    assert scenario.ana.view is not None
    said = modal_text(scenario.ana.view)
    assert "Everyone in this channel will see the incident" in said
    assert "announcement" not in said
    case.send(scenario.ana)
    assert case.incident_channel.id == channel.id
    assert case.lines == [f":door: <@{scenario.ana.id}> made <#{channel.id}> the incident channel."]
    assert scenario.ben.id in case.incident_channel.members
    assert scenario.answer(scenario.dora, f"show {case.reference}") == case.reference
    case.press(scenario.ben, "step.investigate")
    assert case.incident.status is Status.INVESTIGATING


def test_public_incident_does_not_adopt_a_private_channel(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    lose_channel(scenario, case, "archived")
    channel = open_channel(scenario, private=True, bot=True)
    assert "the incident is not" in refused(scenario, channel, case.reference)


def test_a_direct_message_is_refused(scenario: Scenario) -> None:
    scenario.ana.message_bot("Hello")
    direct = next(each.channel for each in scenario.ana.dms)
    reply = scenario.ana.command(direct, "/incident", "convert")
    assert reply.ephemeral is not None
    assert "An incident needs a channel" in reply.ephemeral.text


def test_refused_lookup_of_the_channel_is_reported_and_changes_nothing(
    fresh_scenario: Scenario,
) -> None:
    channel = open_channel(fresh_scenario)
    fresh_scenario.slack.grant(set(needed_scopes(find_features())) - {"channels:read"})
    assert "missing scope" in refused(fresh_scenario, channel)
    assert fresh_scenario.count() == 0


def test_outsider_cannot_convert_a_channel_for_a_private_incident(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    channel = open_channel(scenario)
    scenario.ben.join(channel)
    said = scenario.answer(scenario.ben, f"convert {case.reference}", channel=channel.name)
    about_none = scenario.answer(scenario.ben, "convert INC-99999", channel=channel.name)
    assert said == about_none.replace("INC-99999", case.reference)
