"""Every way to say no is a sentence of its own that a tired person understands."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

from firefighter import domain, ports, slack
from firefighter.domain import errors
from firefighter.domain.errors import FirefighterError, Flaw, Missing, Refused
from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.rights import Right
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.ports import chat, pages, paging
from firefighter.ports.calendar import NotKept
from firefighter.ports.outbox import LostLease
from firefighter.slack.errors import UnknownButton
from firefighter.slack.token import TokenRefused
from firefighter.slack.words.refusals import missing_text, refusal
from tests.domain.incidents import ANA, BOB
from tests.slack.live_text import live_parts

SCRIBE = RoleKey("scribe")
GENERIC = "That did not work, and nothing was changed. Please try again."
NOT_FOR_PEOPLE = (
    FirefighterError(),
    Refused(),
    LostLease(),
    TokenRefused(),
    NotKept("a key", "a kind", None, 0),
    pages.PagesError(),
    pages.PagesRateLimited("confluence", 1),
    pages.PagesUnavailable("read the page", "HTTP 500"),
    pages.PagesRefused("read the page", "no"),
    pages.PageGone("read the page", "no"),
    pages.TitleTaken("create the page", "no"),
    paging.PagerError(),
    paging.PagerRateLimited("PagerDuty Database", 120, "PagerDuty"),
    paging.PagerUnavailable("PagerDuty", "HTTP 500"),
    paging.PagerRefused("PagerDuty", "no"),
    TokenRefused("no"),
)
"""The roots, which nothing raises, and what is only said by workers or at the start."""

SAID: list[tuple[FirefighterError, str]] = [
    (
        errors.UnknownIncident(IncidentId(7)),
        "There is no INC-7 that you can see. Check the number.",
    ),
    (
        errors.NotAllowed(Trigger.REOPEN, Status.OPEN),
        "It is open now, so nobody can reopen it. Nothing was changed.",
    ),
    (
        errors.NotAllowed("change_roles", Status.CLOSED),
        "It is closed now, so nobody can change roles. Nothing was changed.",
    ),
    (errors.AlreadySo(COMMANDER, ANA), "<@UANA> is incident commander already."),
    (errors.AlreadySo("severity", "SEV2"), "It is SEV2 already."),
    (errors.AlreadySo("summary", "Slow"), "That is what it says already."),
    (
        errors.AlreadySo("archiving", ANA),
        "That is settled: the room stays, or is archived already.",
    ),
    (
        errors.Overtaken(COMMANDER, BOB),
        (
            "Somebody was faster. <@UBOB> is incident commander now. "
            "Nothing was changed by you; look again, then decide."
        ),
    ),
    (
        errors.Overtaken(SCRIBE, ""),
        (
            "Somebody was faster. Nobody is scribe now. "
            "Nothing was changed by you; look again, then decide."
        ),
    ),
    (
        errors.Overtaken("severity", "SEV1"),
        "Somebody was faster. It is SEV1 now. Nothing was changed by you; look again, then decide.",
    ),
    (
        errors.NotTheHolder(SCRIBE, BOB),
        "You are not scribe: that is <@UBOB>. Nothing was changed.",
    ),
    (
        errors.NotTheHolder(SCRIBE, None),
        "You are not scribe: nobody holds it. Nothing was changed.",
    ),
    (
        errors.NotEntitled(Right.CLOSE, (ANA, "S0LEADS")),
        "Only <@UANA>, <!subteam^S0LEADS> may end this incident. Nothing was changed.",
    ),
    (
        errors.NotEntitled(Right.OVERRIDE, ()),
        "Nobody may close against the checklist, as I am set up here.",
    ),
    (
        errors.UnknownRole("firewatcher"),
        "That role is not one of ours any more. `/incident show` draws the present ones.",
    ),
    (
        errors.UnknownFollowUp(7),
        "There is no such follow-up. `/incident followups` shows those there are.",
    ),
    (
        errors.UnknownEntry(7),
        "That entry is not on the timeline any more. Nothing was changed.",
    ),
    (
        errors.NotWords(7),
        "That is what I saw happen: its time can be corrected, its words stay.",
    ),
    (
        errors.InvalidField("services", Flaw.UNKNOWN_SERVICE, "R&D"),
        "Unknown service: R&amp;D.",
    ),
    (
        errors.Incomplete(Trigger.CLOSE, (Missing.COMMANDER, Missing.SUMMARY)),
        (
            "Not yet: Nobody holds the incident commander role: somebody has to answer for it. "
            "Nobody has written down what was seen."
        ),
    ),
]
UNAVAILABLE: list[FirefighterError] = [
    errors.AlreadyHandled(),
    errors.StoreUnavailable(),
    errors.StoreUncertain(),
    UnknownButton(),
    chat.ChatError(),
    chat.ChatRateLimited("chat.update", 30),
    chat.ChatUnavailable("chat.update", "timed out"),
    chat.ChatRefused("chat.update", "message_not_found"),
    chat.NotLetIn("download", "login"),
    chat.MayNotArchive("conversations.archive", "restricted_action"),
    chat.NameTaken(),
]
UNFIT: list[FirefighterError] = [errors.UnfitChannel(why) for why in errors.Unfit]
EVERY_ONE = [error for error, _sentence in SAID] + UNAVAILABLE + UNFIT + [errors.PageInTheWay()]


def every_kind(of: type[FirefighterError] = FirefighterError) -> Iterator[type[FirefighterError]]:
    if of.__module__.startswith(("firefighter.domain", "firefighter.ports", "firefighter.slack")):
        yield of
    for narrower in of.__subclasses__():
        yield from every_kind(narrower)


@pytest.mark.parametrize(("error", "sentence"), SAID)
def test_a_refusal_says_how_things_stand(error: FirefighterError, sentence: str) -> None:
    assert refusal(error, Rules()) == sentence


def test_every_way_to_say_no_is_tried_here() -> None:
    for package in (domain, ports, slack):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    assert set(every_kind()) - set(map(type, NOT_FOR_PEOPLE)) == set(map(type, EVERY_ONE))


def test_each_reason_against_a_channel_has_a_sentence_of_its_own() -> None:
    assert len({refusal(error, Rules()) for error in UNFIT}) == len(UNFIT)


@pytest.mark.parametrize("error", EVERY_ONE, ids=repr)
def test_a_refusal_is_a_sentence_of_its_own_without_our_own_jargon(error: FirefighterError) -> None:
    sentence = refusal(error, Rules())
    assert sentence != GENERIC
    assert sentence[-1] in ".!?"
    assert not [word for word in ("None", "_", "()", "Missing") if word in sentence]
    assert not [kind.__name__ for kind in every_kind() if kind.__name__ in sentence]


@pytest.mark.parametrize("error", NOT_FOR_PEOPLE, ids=lambda error: type(error).__name__)
def test_what_is_not_for_people_is_answered_all_the_same(error: FirefighterError) -> None:
    assert refusal(error, Rules()) == GENERIC


@pytest.mark.parametrize("trigger", Trigger)
def test_a_step_that_is_not_allowed_is_named_as_people_would(trigger: Trigger) -> None:
    sentence = refusal(errors.NotAllowed(trigger, Status.CLOSED), Rules())
    assert f"nobody can {trigger}." not in sentence
    assert "_" not in sentence


def test_a_status_is_named_as_people_would() -> None:
    sentence = refusal(errors.NotAllowed(Trigger.CANCEL, Status.POSTMORTEM), Rules())
    assert "post-mortem" in sentence


def test_a_chat_that_said_no_is_not_said_to_have_been_silent() -> None:
    sentence = refusal(chat.ChatRefused("views.open", "invalid_arguments"), Rules())
    assert "did not answer" not in sentence


@pytest.mark.parametrize("item", Missing)
def test_everything_that_can_be_missing_is_asked_for(item: Missing) -> None:
    assert missing_text(item).endswith(".")
    assert missing_text(item) in refusal(errors.Incomplete(Trigger.CLOSE, (item,)), Rules())


@pytest.mark.parametrize("error", EVERY_ONE, ids=repr)
def test_a_refusal_mentions_nobody_but_holders(error: FirefighterError) -> None:
    assert live_parts(refusal(error, Rules())) <= {"@UANA", "@UBOB", "!subteam^S0LEADS"}


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_of_a_field_is_a_sentence(flaw: Flaw) -> None:
    sentence = refusal(errors.InvalidField("title", flaw, "R&D"), Rules())
    assert sentence[-1] in ".!?"
    assert live_parts(sentence) == set()


def test_a_wish_that_has_no_name_yet_is_refused_all_the_same() -> None:
    sentence = refusal(errors.NotAllowed("dance", Status.CLOSED), Rules())
    assert sentence == "It is closed now, so nobody can do that. Nothing was changed."
