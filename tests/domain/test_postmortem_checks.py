"""The checklist of a post-mortem, and its warnings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from firefighter.domain.errors import Missing
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem_checks import (
    HARD_ITEM_COUNT,
    Heading,
    PageSection,
    PostmortemPageText,
    WarningKind,
    checks,
    completeness,
    is_answer,
    unclear_follow_ups,
    writing_warnings,
)
from tests.domain.incidents import ANA, DEMANDING, NOW, in_status

WRITTEN = (
    (Heading.IMPACT, "4,200 orders were lost."),
    (Heading.TIMELINE, "02:46 The release went out."),
    (Heading.DETECTION, "A customer called."),
    (Heading.FACTORS, "The canary saw no traffic."),
    (Heading.WENT_WELL, "The rollback took a minute."),
    (Heading.WENT_BADLY, "Nobody was paged."),
)


def page(**changes: str) -> PostmortemPageText:
    parts = [
        PageSection(heading.value, heading, changes.get(heading.value, text))
        for heading, text in WRITTEN
    ]
    return PostmortemPageText("INC-42", tuple(parts))


def complete() -> Incident:
    incident = in_status(Status.POSTMORTEM, policy=DEMANDING, summary="Nobody could pay.")
    incident.holders["commander"] = ANA  # type: ignore[index]
    incident.trigger, incident.failure_class = "deployment", "software defect"
    return incident


def missing(incident: Incident, text: PostmortemPageText) -> list[Missing]:
    return [check.item for check in checks(incident, text) if not check.done]


def test_ten_items_are_complete() -> None:
    assert len(checks(complete(), page())) == HARD_ITEM_COUNT == completeness(complete(), page())
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
def test_unwritten_item_is_missing(heading: str, text: str, item: Missing) -> None:
    assert missing(complete(), page(**{heading: text})) == [item]


def test_item_of_the_incident_is_missing_without_the_page() -> None:
    incident = replace(complete(), trigger="", failure_class="", summary="", holders={})
    assert missing(incident, page()) == [
        Missing.COMMANDER,
        Missing.SUMMARY,
        Missing.TRIGGER,
        Missing.FAILURE_CLASS,
    ]


def test_number_in_an_update_counts_as_impact() -> None:
    incident = replace(complete(), impact="One in 3 payments fails")
    assert missing(incident, page(impact="")) == []


def test_impact_start_before_detection_starts_the_timeline() -> None:
    incident = complete()
    incident.milestones[Milestone.IMPACT_STARTED] = NOW - timedelta(minutes=14)
    assert missing(incident, page(timeline="")) == []
    incident.milestones[Milestone.IMPACT_STARTED] = NOW + timedelta(minutes=1)
    assert missing(incident, page(timeline="")) == [Missing.TIMELINE]


def test_open_follow_ups_require_owner_and_due_date() -> None:
    incident = complete()
    open_one = FollowUp(number=FollowUpNumber(1), text="Add a canary", owner=ANA)
    incident.follow_ups[open_one.number] = open_one
    assert missing(incident, page()) == [Missing.FOLLOW_UPS]
    incident.follow_ups[open_one.number] = replace(open_one, due=date(2026, 3, 8))
    assert missing(incident, page()) == []
    incident.follow_ups[open_one.number] = replace(open_one, state=FollowUpState.DROPPED)
    assert missing(incident, page()) == []


def test_follow_up_without_verb_warns_and_does_not_block() -> None:
    incident = complete()
    vague = FollowUp(
        number=FollowUpNumber(1), text="Better alarms", owner=ANA, due=date(2026, 3, 8)
    )
    incident.follow_ups[vague.number] = vague
    (doubt,) = unclear_follow_ups(incident.follow_ups.values())
    assert (doubt.warning_kind, doubt.words, doubt.part) == (
        WarningKind.NO_VERB,
        "Better",
        "Better alarms",
    )
    assert missing(incident, page()) == []


def test_settled_follow_up_gives_no_warning() -> None:
    done = FollowUp(number=FollowUpNumber(1), text="Better alarms", state=FollowUpState.DONE)
    assert unclear_follow_ups([done]) == ()


def test_one_unanswered_question_is_incomplete() -> None:
    text = page()
    asked = replace(text, parts=(*text.parts, PageSection("Links", Heading.LINKS, open_prompts=1)))
    assert missing(complete(), asked) == [Missing.PROMPTS]


@pytest.mark.parametrize(
    ("written", "warning_kind"),
    [
        ("We should be more careful.", WarningKind.VAGUE),
        ("Ana Lima deployed it.", WarningKind.PERSON),
    ],
)
def test_vague_words_give_warnings(written: str, warning_kind: WarningKind) -> None:
    (doubt,) = writing_warnings(page(factors=written), {"Ana Lima"})
    assert doubt.warning_kind is warning_kind
    assert doubt.part == "factors"


def test_name_outside_cause_sections_gives_no_warning() -> None:
    assert writing_warnings(page(went_well="Ana Lima rolled it back."), {"Ana Lima"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "…",
        "-",
        "?",
        "TODO",
        "todo.",
        "- TODO -",
        "T.B.D.",
        "fill me in",
        "to be filled in",
        "à préciser",
        "see above",
        "TBD",
        "tbc",
        "XXX",
        "WIP",
        "✎",
        "x",
        "To do",
        "to be done later",
        "à faire",
        "À compléter plus tard",
        "FIXME!",
        "lorem ipsum",
        "TODO: ask Ben",
        "- tbd by Monday",
        "To be completed by Ben",
        "À compléter par Ana",
        "WIP – Ben",
        "not yet",
        "in progress",
        "coming soon",
    ],
)
def test_placeholder_is_no_answer(text: str) -> None:
    assert not is_answer(text)
    assert Missing.FACTORS in missing(complete(), page(factors=text))


@pytest.mark.parametrize(
    "text",
    [
        "No canary.",
        "Nothing.",
        "None",
        "n/a",
        "Rien",
        "42",
        "We had to do it later than planned.",
        "The TODO list was long",
        "WIP limits were ignored",
        "Todorov's patch came too late",
        "5",
        "7 %",
        "See INC-4",
        "カナリアなし",
        "graph.png",
    ],
)
def test_text_with_content_is_an_answer(text: str) -> None:
    assert is_answer(text)
    assert Missing.FACTORS not in missing(complete(), page(factors=text))


HARMLESS = [
    "Faute de trafic, le canari n’a rien vu.",
    "User errors rose to 12 %.",
    "Operator errors are shown on the dashboard.",
    "The fault of the disk was found late.",
    "Nobody is to blame.",
    "The error page says human error.",
    "Le taux d’erreurs humaines est nul.",
]


@pytest.mark.parametrize("sentence", HARMLESS)
def test_harmless_sentence_gives_no_warning(sentence: str) -> None:
    assert writing_warnings(page(factors=sentence), {"Ana Lima"}) == ()
