"""The draft of a scenario that a closed incident becomes."""

import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.reader import read_scenario
from firefighter.domain.errors import InvalidField, NotAllowedInStatus
from firefighter.domain.events import (
    AnyEvent,
    MessageNoted,
    NoteTaken,
    Paged,
    Reported,
    RoleChanged,
    SeverityChanged,
    UpdatePosted,
)
from firefighter.domain.ids import EntryId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import AtTime, CompleteScenario, InjectKind
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.i18n import Language, use_language
from firefighter.reporting.scenario_draft import INJECTS_LIMIT, is_suitable, scenario_draft
from tests.domain.incidents import ANA, BOB, NOW, declared, in_status

NAMES = ("Ana Lima", "Bob Stone")


def closed(minutes: float = 20) -> Incident:
    incident = in_status(Status.CLOSED)
    incident.title, incident.summary = "Ana's checkout fails", "Customers call <@UBOB>."
    incident.severity, incident.services = Severity.SEV2, ("checkout",)
    incident.mitigation = "Bob rolled back to https://git.example/1"
    incident.trigger, incident.failure_class = "deployment", "software defect"
    incident.holders = {COMMANDER: ANA}
    incident.milestones[Milestone.DECLARED] = NOW
    incident.milestones[Milestone.MITIGATED] = NOW + timedelta(minutes=minutes)
    return incident


def record(*events: AnyEvent) -> list[Entry]:
    return [Entry(event, NOW, EntryId(number)) for number, event in enumerate(events, start=1)]


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def note(text: str, minutes: float = 5) -> NoteTaken:
    return NoteTaken(actor=ANA, at=at(minutes), text=text)


def read(incident: Incident, *events: AnyEvent) -> CompleteScenario:
    """The scenario that the draft is, which is always valid."""
    draft = scenario_draft(incident, record(*events), NAMES, Rules())
    return read_scenario(draft, "draft.toml", Vocabulary())


def test_incident_becomes_a_valid_scenario_without_names() -> None:
    complete = read(closed())
    scenario, sealed = complete.scenario, complete.sealed
    assert (scenario.id, scenario.version) == ("inc-42", 1)
    assert scenario.title.in_language("en") == "a colleague's checkout fails"
    assert scenario.story.in_language("en") == "Customers call a colleague."
    assert scenario.failure_class == "software defect"
    assert scenario.services == ("checkout",)
    assert scenario.duration == timedelta(minutes=25)
    assert sealed.expected.severity is Severity.SEV2
    assert sealed.expected.roles == (COMMANDER,)
    assert sealed.expected.mitigate == timedelta(minutes=20)
    assert sealed.solution.in_language("en") == "a colleague rolled back to (address)"
    assert sealed.cause.in_language("en").startswith("Trigger: deployment.")
    assert [hint.text.in_language("en") for hint in sealed.hints] == ["deployment"]


def test_timeline_becomes_injects() -> None:
    sealed = read(
        closed(),
        note("Bob sees errors", 2),
        RoleChanged(actor=ANA, at=at(3), role=COMMANDER, before=None, after=ANA),
        MessageNoted(
            actor=ANA,
            at=at(4),
            channel="C1",
            ts="1.1",
            author=BOB,
            text="Pool is full",
            permalink="",
        ),
        Reported(actor=ANA, at=at(5), stage="Investigating", message="We look into it"),
        UpdatePosted(actor=ANA, at=at(6), impact="One in ten cannot pay", changed="Nothing"),
        SeverityChanged(
            actor=ANA, at=at(7), before=Severity.SEV3, after=Severity.SEV2, reason="It spreads"
        ),
        SeverityChanged(
            actor=ANA, at=at(8), before=Severity.SEV2, after=Severity.SEV3, reason="It shrinks"
        ),
        Paged(actor=ANA, at=at(9), key="k", service="database", reason="Pool full", provider="P"),
        Paged(actor=ANA, at=at(9), key="l", group="S0X", reason="Come"),
        note("After mitigation", 21),
    ).sealed
    assert [
        (inject.kind, inject.trigger, inject.text.in_language("en")) for inject in sealed.injects
    ] == [
        (InjectKind.FACT, AtTime(timedelta(minutes=2)), "a colleague sees errors"),
        (InjectKind.FACT, AtTime(timedelta(minutes=4)), "Pool is full"),
        (InjectKind.FACT, AtTime(timedelta(minutes=5)), "We look into it"),
        (InjectKind.FACT, AtTime(timedelta(minutes=6)), "One in ten cannot pay"),
        (InjectKind.COMPLICATION, AtTime(timedelta(minutes=7)), "It spreads"),
        (InjectKind.PAGE, AtTime(timedelta(minutes=9)), "Pool full"),
    ]
    assert sealed.injects[-1].service == "database"


@pytest.mark.parametrize(("minutes", "mitigate", "inject"), [(400, 40, 20), (2, 10, 5), (0, 10, 0)])
def test_game_time_is_between_ten_and_forty_minutes(
    minutes: float, mitigate: int, inject: float
) -> None:
    complete = read(closed(minutes), note("Half way", minutes / 2))
    assert complete.sealed.expected.mitigate == timedelta(minutes=mitigate)
    assert complete.sealed.injects[0].trigger == AtTime(timedelta(minutes=inject))


def test_what_happened_before_the_declaration_comes_first() -> None:
    assert read(closed(), note("Earlier", -30)).sealed.injects[0].trigger == AtTime(timedelta())


def test_only_the_first_entries_of_a_long_timeline_are_taken() -> None:
    notes = [note(f"Step {number}") for number in range(INJECTS_LIMIT + 2)]
    draft = scenario_draft(closed(), record(*notes), NAMES, Rules())
    assert draft.count("[[injects]]") == INJECTS_LIMIT
    assert "# 2 later entries of the timeline are left out." in draft


def test_an_incident_about_which_nothing_is_known_becomes_a_draft_too() -> None:
    incident = in_status(Status.CLOSED)
    incident.title, incident.mitigation = "<@UANA>", ""
    incident.milestones.pop(Milestone.MITIGATED, None)
    complete = read(incident, note("<!here>\u202e"), note("\u200b"))
    assert complete.scenario.failure_class == "unknown"
    assert complete.sealed.solution.in_language("en") == "Write how it was mitigated."
    assert complete.sealed.hints == ()


def test_draft_is_in_the_language_of_who_asks() -> None:
    with use_language(Language.FRENCH):
        draft = scenario_draft(closed(), (), NAMES, Rules())
    assert "# Brouillon tiré de INC-42." in draft
    assert "un collègue" in draft


def test_an_open_incident_and_a_drill_are_refused() -> None:
    incident = closed()
    assert is_suitable(incident)
    incident.kind = Kind.DRILL
    assert not is_suitable(incident)
    with pytest.raises(InvalidField, match="is drill"):
        scenario_draft(incident, (), (), Rules())
    for status in set(Status) - {Status.CLOSED}:
        incident = declared()
        incident.status = status
        assert not is_suitable(incident)
        with pytest.raises(NotAllowedInStatus):
            scenario_draft(incident, (), (), Rules())


_CHATTER = st.text() | st.lists(
    st.sampled_from(["<@UANA>", "<!channel>", "@here", "&lt;b&gt;", "&amp;lt;", "Ana", "LIMA"])
    | st.sampled_from(['"""', "\\", "\n", "<", "&", "`", "ana", "<https://x.example|Bob>", "é"])
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(title=_CHATTER, summary=_CHATTER, texts=st.lists(_CHATTER, max_size=4))
def test_whatever_people_wrote_the_draft_is_valid_and_names_nobody(
    title: str, summary: str, texts: list[str]
) -> None:
    incident = closed()
    incident.title, incident.summary, incident.mitigation = title, summary, title
    incident.services = (title, summary)
    draft = scenario_draft(incident, record(*map(note, texts)), NAMES, Rules())
    complete = read_scenario(draft, "draft.toml", Vocabulary())
    assert not re.search(r"(?i)\b(ana|lima|bob|stone)\b|<[@!]|@here", str(complete))
    times = [
        each.trigger.after for each in complete.sealed.injects if isinstance(each.trigger, AtTime)
    ]
    assert all(one <= other for one, other in pairwise(times))
