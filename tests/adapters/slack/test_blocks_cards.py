"""Slack accepts announcements, panels and lines of any incident, and they mention nobody else."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from firefighter.adapters.slack.blocks.announcement import announcement
from firefighter.adapters.slack.blocks.incident_lists import incident_row
from firefighter.adapters.slack.blocks.panel import panel
from firefighter.adapters.slack.blocks.responders import paging_form
from firefighter.adapters.slack.outbound.messages import draw
from firefighter.adapters.slack.wording.mrkdwn import local_time
from firefighter.domain.events import Described, Update, UpdatePosted
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline, DeclineReason, Status, StepKind
from firefighter.domain.paging import OnCallService
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.chat import Announcement, ControlPanel, Line, Message, Reminder
from firefighter.ports.postmortem_messages import PostmortemDue, PostmortemStage
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, Snapshot
from tests.adapters.slack import strategies
from tests.adapters.slack.live_text import live_parts, mrkdwn_texts
from tests.adapters.slack.samples.listed_incident import listed
from tests.domain.incidents import (
    ANA,
    BOB,
    COMPLETE_STEPS,
    DEMANDING,
    LATER,
    NOW,
    declared,
    in_status,
)

Json = dict[str, Any]


def messages(snapshot: Snapshot) -> list[Message]:
    said = Described(actor=BOB, at=NOW, summary=snapshot.incident.summary)
    return [
        Announcement(snapshot),
        ControlPanel(snapshot),
        Line(said, snapshot),
        Line(news_of(snapshot.incident), snapshot),
    ]


def news_of(incident: Incident) -> UpdatePosted:
    text = incident.impact
    return UpdatePosted(
        actor=BOB, at=NOW, impact=text, changed=text, next_step=text, next_by=BOB, next_update=NOW
    )


def shown(blocks: list[Json]) -> str:
    return "\n".join(mrkdwn_texts(blocks))


@given(strategies.snapshots())
def test_only_people_involved_are_mentioned(sample: tuple[Snapshot, Rules]) -> None:
    snapshot, rules = sample
    incident, incident_channel = snapshot.incident, snapshot.places.get(Place.CHANNEL)
    involved = {incident.declared_by, BOB, *incident.holders.values()}
    expected = {f"@{user}" for user in involved} | (
        {f"#{incident_channel.channel}"} if incident_channel else set()
    )
    for message in messages(snapshot):
        text, blocks = draw(message, rules)
        for mrkdwn in (text, *mrkdwn_texts(blocks)):
            assert live_parts(mrkdwn) <= expected


def test_announcement_shows_title_channel_roles_and_time() -> None:
    incident = declared(policy=DEMANDING, summary="Carts\nare empty", services=("shop", "R&D"))
    incident.holders[COMMANDER] = BOB
    incident_channel = PlaceRef(Place.CHANNEL, ChannelId("C1"))
    text = shown(announcement(Snapshot(incident, {Place.CHANNEL: incident_channel})))
    assert text.splitlines() == [
        ":large_yellow_circle: *INC-42 · SEV3 · Checkout returns 500*",
        "*Status*",
        "Open",
        "*Commander*",
        "<@UBOB>",
        "*Services*",
        "shop, R&amp;D",
        "*Channel*",
        "<#C1>",
        ">Carts",
        ">are empty",
        "Declared by <@UANA> · <!date^1772334000^{date_short_pretty} {time}|2026-03-01 03:00 UTC>",
    ]


def test_announcement_shows_impact_and_next_update() -> None:
    incident = declared()
    news = Update(impact="One in five\npays twice", changed="Nothing", next_update=NOW)
    incident.post_update(news, actor=BOB, now=NOW)
    text = shown(announcement(Snapshot(incident, {})))
    assert "*Impact*\nOne in five\npays twice\n" in text
    assert text.splitlines()[-1].endswith(
        "Next update by <!date^1772334000^{date_short_pretty} {time}|2026-03-01 03:00 UTC>."
    )


def test_a_channel_that_is_being_created_is_shown_as_such() -> None:
    blocks = announcement(Snapshot(declared(policy=DEMANDING), {}))
    assert "*Channel*\n_creating…_" in shown(blocks)


def test_an_incident_without_a_channel_shows_none() -> None:
    assert "*Channel*" not in shown(announcement(Snapshot(declared(), {})))


def test_long_summary_is_shortened_in_announcement() -> None:
    text = shown(announcement(Snapshot(declared(summary="word " * 500), {})))
    assert "word…" in text or "word …" in text
    assert text.count("word") < 150


@pytest.mark.parametrize("severity", Severity)
def test_closed_incident_has_check_mark_for_any_severity(severity: Severity) -> None:
    incident = in_status(Status.CLOSED)
    incident.severity = severity
    assert shown(announcement(Snapshot(incident, {}))).startswith(":white_check_mark: *INC-42")


def test_declined_incident_looks_different_from_closed() -> None:
    incident = in_status(Status.CLOSED)
    assert "*Status*\nClosed\n" in shown(announcement(Snapshot(incident, {})))
    incident.declined = Decline(DeclineReason.FALSE_ALARM)
    assert "*Status*\nClosed (declined)\n" in shown(announcement(Snapshot(incident, {})))


def test_panel_shows_meaning_of_severity_and_role_holders() -> None:
    incident = declared()
    incident.holders[COMMANDER] = ANA
    text = shown(panel(Snapshot(incident, {}), Rules()))
    assert "SEV3 · Minor: some customers affected, workaround exists" in text
    assert "Incident commander: <@UANA>" in text
    assert "Scribe" not in text


def test_closed_announcement_shows_mitigation_end_and_duration() -> None:
    incident = in_status(Status.MITIGATED)
    assert "*Mitigation*\nbecause it was so" in shown(announcement(Snapshot(incident, {})))
    incident.advance(COMPLETE_STEPS[StepKind.CLOSE], actor=ANA, now=LATER)
    text = shown(announcement(Snapshot(incident, {})))
    assert "*Mitigation*\nbecause it was so" in text
    assert f"*Closed*\n{local_time(LATER)}" in text
    assert "*Open for*\n20\u00a0min" in text


def test_open_announcement_shows_no_end() -> None:
    text = shown(announcement(Snapshot(in_status(Status.INVESTIGATING), {})))
    assert "*Open for*" not in text
    assert "*Mitigation*" not in text


@pytest.mark.parametrize("private", [True, False])
def test_private_panel_says_that_it_is_private(private: bool) -> None:
    text = shown(panel(Snapshot(declared(private=private), {}), Rules()))
    assert ("Private: only participants can see this incident." in text) is private


def test_list_row_links_the_channel_and_shows_when_it_was_declared() -> None:
    incident = declared()
    at = PlaceRef(Place.CHANNEL, ChannelId("C1"))
    text = shown([incident_row(replace(listed(incident), home=at))])
    assert "<#C1>" in text
    assert f"declared {local_time(NOW)}" in text


def test_paging_form_is_prefilled_except_for_a_private_incident() -> None:
    rules = Rules(on_call=(OnCallService("Database", "PagerDuty"),))
    form = str(paging_form(declared(), rules))
    assert "'initial_value': 'Checkout returns 500'" in form
    assert "'initial_option'" in form
    assert "Checkout returns 500" not in str(paging_form(declared(private=True), rules))


def test_reminders_link_where_the_incident_is_worked() -> None:
    incident = in_status(Status.POSTMORTEM)
    home = PlaceRef(Place.CHANNEL, ChannelId("C1234567"))
    snapshot = Snapshot(incident, {Place.CHANNEL: home})
    task = FollowUp(number=FollowUpNumber(1), text="Add an alarm", owner=BOB, due=LATER.date())
    for message in (
        Reminder(task, late=True, snapshot=snapshot),
        PostmortemDue(PostmortemStage.DRAFT, snapshot),
    ):
        text, blocks = draw(message, Rules())
        assert "Join <#C1234567>." in text
        assert "Join <#C1234567>." in shown(blocks)
