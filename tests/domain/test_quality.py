"""When a post-mortem is complete, and which words keep people from learning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from firefighter.domain.errors import Missing
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.page_text import Heading, PageText, Part
from firefighter.domain.quality import CHECKED, Weakness, checks, completeness, doubts, unclear
from tests.domain.incidents import ANA, DEMANDING, NOW, in_status

WRITTEN = (
    (Heading.IMPACT, "4,200 orders were lost."),
    (Heading.TIMELINE, "02:46 The release went out."),
    (Heading.DETECTION, "A customer called."),
    (Heading.FACTORS, "The canary saw no traffic."),
    (Heading.WENT_WELL, "The rollback took a minute."),
    (Heading.WENT_BADLY, "Nobody was paged."),
)


def page(**changes: str) -> PageText:
    parts = [
        Part(heading.value, heading, changes.get(heading.value, text)) for heading, text in WRITTEN
    ]
    return PageText("INC-42", tuple(parts))


def complete() -> Incident:
    incident = in_status(Status.POSTMORTEM, policy=DEMANDING, summary="Nobody could pay.")
    incident.holders["commander"] = ANA  # type: ignore[index]
    incident.trigger, incident.failure_class = "deployment", "software defect"
    return incident


def missing(incident: Incident, text: PageText) -> list[Missing]:
    return [check.item for check in checks(incident, text) if not check.done]


def test_ten_items_make_it_complete() -> None:
    assert len(checks(complete(), page())) == CHECKED == completeness(complete(), page())
    assert missing(complete(), page()) == []


@pytest.mark.parametrize(
    ("heading", "text", "item"),
    [
        ("impact", "Many orders were lost.", Missing.IMPACT),
        ("timeline", "", Missing.TIMELINE),
        ("detection", " ", Missing.DETECTION),
        ("factors", "", Missing.FACTORS),
    ],
)
def test_what_is_not_written_is_missing(heading: str, text: str, item: Missing) -> None:
    assert missing(complete(), page(**{heading: text})) == [item]


def test_what_belongs_into_slack_is_missing_there() -> None:
    incident = replace(complete(), trigger="", failure_class="", summary="", holders={})
    assert missing(incident, page()) == [
        Missing.COMMANDER,
        Missing.SUMMARY,
        Missing.TRIGGER,
        Missing.FAILURE_CLASS,
    ]


def test_a_number_in_an_update_counts_as_impact() -> None:
    incident = replace(complete(), impact="One in 3 payments fails")
    assert missing(incident, page(impact="")) == []


def test_a_start_of_impact_before_it_was_noticed_begins_the_timeline() -> None:
    incident = complete()
    incident.milestones[Milestone.IMPACT_STARTED] = NOW - timedelta(minutes=14)
    assert missing(incident, page(timeline="")) == []
    incident.milestones[Milestone.IMPACT_STARTED] = NOW + timedelta(minutes=1)
    assert missing(incident, page(timeline="")) == [Missing.TIMELINE]


def test_every_open_follow_up_has_an_owner_and_a_day() -> None:
    incident = complete()
    open_one = FollowUp(number=FollowUpNumber(1), text="Add a canary", owner=ANA)
    incident.follow_ups[open_one.number] = open_one
    assert missing(incident, page()) == [Missing.FOLLOW_UPS]
    incident.follow_ups[open_one.number] = replace(open_one, due=date(2026, 3, 8))
    assert missing(incident, page()) == []
    incident.follow_ups[open_one.number] = replace(open_one, state=FollowUpState.DROPPED)
    assert missing(incident, page()) == []


def test_a_follow_up_without_a_verb_is_doubted_and_holds_nothing_back() -> None:
    incident = complete()
    vague = FollowUp(
        number=FollowUpNumber(1), text="Better alarms", owner=ANA, due=date(2026, 3, 8)
    )
    incident.follow_ups[vague.number] = vague
    (doubt,) = unclear(incident.follow_ups.values())
    assert (doubt.weakness, doubt.words, doubt.part) == (
        Weakness.NO_VERB,
        "Better",
        "Better alarms",
    )
    assert missing(incident, page()) == []


def test_a_settled_follow_up_is_not_doubted() -> None:
    done = FollowUp(number=FollowUpNumber(1), text="Better alarms", state=FollowUpState.DONE)
    assert unclear([done]) == ()


def test_one_open_question_is_enough_to_be_incomplete() -> None:
    text = page()
    asked = replace(text, parts=(*text.parts, Part("Links", Heading.LINKS, open_prompts=1)))
    assert missing(complete(), asked) == [Missing.PROMPTS]


@pytest.mark.parametrize(
    ("written", "weakness"),
    [
        ("It was human error.", Weakness.BLAME),
        ("C'était une erreur humaine.", Weakness.BLAME),
        ("We should be more careful.", Weakness.VAGUE),
        ("Ana Lima deployed it.", Weakness.PERSON),
    ],
)
def test_words_that_end_the_thinking_are_doubted(written: str, weakness: Weakness) -> None:
    (doubt,) = doubts(page(factors=written), {"Ana Lima"})
    assert doubt.weakness is weakness
    assert doubt.part == "factors"


def test_a_name_is_no_doubt_where_no_cause_is_told() -> None:
    assert doubts(page(went_well="Ana Lima rolled it back."), {"Ana Lima"}) == ()
