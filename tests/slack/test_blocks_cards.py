"""Announcements, panels and lines are taken by Slack and safe, however odd the incident is."""

from typing import Any

import pytest
from hypothesis import given, settings

from firefighter.domain.events import Described, UpdatePosted
from firefighter.domain.incident import Cancellation, Incident
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.updates import Update
from firefighter.ports.chat import Announcement, ControlPanel, Line, Message
from firefighter.ports.places import ChannelId, Located, Place, Snapshot
from firefighter.slack.blocks.announcement import announcement
from firefighter.slack.blocks.panel import panel
from firefighter.slack.drawing import draw
from tests.domain.incidents import ANA, BOB, DEMANDING, NOW, declared, in_status
from tests.slack import strategies
from tests.slack.live_text import live_parts, mrkdwn_texts

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


@given(strategies.scenes())
@settings(deadline=None)
def test_nobody_is_mentioned_but_those_involved(scene: tuple[Snapshot, Rules]) -> None:
    snapshot, rules = scene
    incident, room = snapshot.incident, snapshot.places.get(Place.ROOM)
    involved = {incident.declared_by, BOB, *incident.holders.values()}
    expected = {f"@{user}" for user in involved} | ({f"#{room.channel}"} if room else set())
    for message in messages(snapshot):
        text, blocks = draw(message, rules)
        for mrkdwn in (text, *mrkdwn_texts(blocks)):
            assert live_parts(mrkdwn) <= expected


def test_an_announcement_says_what_where_who_and_when() -> None:
    incident = declared(policy=DEMANDING, summary="Carts\nare empty", services=("shop", "R&D"))
    incident.holders[COMMANDER] = BOB
    room = Located(Place.ROOM, ChannelId("C1"))
    text = shown(announcement(Snapshot(incident, {Place.ROOM: room})))
    assert text.splitlines() == [
        ":large_yellow_circle: *INC-42 · SEV3 · Checkout returns 500*",
        "*Status*",
        "Open",
        "*Commander*",
        "<@UBOB>",
        "*Services*",
        "shop, R&amp;D",
        "*Room*",
        "<#C1>",
        ">Carts",
        ">are empty",
        "Declared by <@UANA> · <!date^1772334000^{date_short_pretty} {time}|2026-03-01 03:00 UTC>",
    ]


def test_an_announcement_says_who_is_hurt_and_when_people_hear_more() -> None:
    incident = declared()
    news = Update(impact="One in five\npays twice", changed="Nothing", next_update=NOW)
    incident.post_update(news, actor=BOB, now=NOW)
    text = shown(announcement(Snapshot(incident, {})))
    assert "*Impact*\nOne in five\npays twice\n" in text
    assert text.splitlines()[-1].endswith(
        "Next update by <!date^1772334000^{date_short_pretty} {time}|2026-03-01 03:00 UTC>."
    )


def test_a_room_that_is_being_made_is_shown_as_such() -> None:
    blocks = announcement(Snapshot(declared(policy=DEMANDING), {}))
    assert "*Room*\n_being made…_" in shown(blocks)


def test_an_incident_without_a_room_shows_none() -> None:
    assert "*Room*" not in shown(announcement(Snapshot(declared(), {})))


def test_a_long_summary_is_shortened_in_the_announcement() -> None:
    text = shown(announcement(Snapshot(declared(summary="word " * 500), {})))
    assert "word…" in text or "word …" in text
    assert text.count("word") < 150


@pytest.mark.parametrize("severity", Severity)
def test_a_closed_incident_is_ticked_off_whatever_it_was(severity: Severity) -> None:
    incident = in_status(Status.CLOSED)
    incident.severity = severity
    assert shown(announcement(Snapshot(incident, {}))).startswith(":white_check_mark: *INC-42")


def test_a_cancelled_incident_is_not_taken_for_one_that_was_closed() -> None:
    incident = in_status(Status.CLOSED)
    assert "*Status*\nClosed\n" in shown(announcement(Snapshot(incident, {})))
    incident.cancellation = Cancellation(CancelReason.FALSE_ALARM)
    assert "*Status*\nClosed (cancelled)\n" in shown(announcement(Snapshot(incident, {})))


def test_a_panel_says_what_the_severity_means_and_who_holds_which_role() -> None:
    incident = declared()
    incident.holders[COMMANDER] = ANA
    text = shown(panel(Snapshot(incident, {}), Rules()))
    assert "SEV3: Some customers notice; there is a way around" in text
    assert "Incident commander: <@UANA>" in text
    assert "Scribe: _nobody_" in text
