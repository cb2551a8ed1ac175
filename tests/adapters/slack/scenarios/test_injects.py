"""Injects and hints of a drill by signed requests: in game time, once, and to whom they are for."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from firefighter.adapters.store.tables import EffectRow, JobRow
from firefighter.domain.drill import InjectState
from firefighter.domain.drill_events import DrillRevealed, HintTaken, InjectSent
from firefighter.playground.slack import DropThenDo, Person, ServerError
from firefighter.playground.slack.records import Json
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.adapters.slack.scenarios.test_personal_language import known, until
from tests.clock import MovedClock

FIRST = "Four more tickets, all about garden furniture"
"""The first inject of the scenario, two minutes after the start."""
LAST = "A consumer magazine asks"
"""The last one at a fixed time, twelve minutes after the start."""


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def play(scenario: Scenario, *, team: list[Person] | None = None) -> IncidentCase:
    """A drill that Ana runs and that others play; from the shipped pack."""
    return start_drill(scenario, team=team, scenario="two-prices", length="20")


def sent(case: IncidentCase) -> list[str]:
    return [event.inject for event in case.timeline if isinstance(event, InjectSent)]


def wait_for_message(scenario: Scenario, case: IncidentCase, words: str) -> None:
    scenario.slack.wait_until(lambda: any(words in each.text for each in case.messages), what=words)


def wait_for(scenario: Scenario, case: IncidentCase, words: str) -> None:
    wait_for_message(scenario, case, words)
    scenario.sandbox.wait_until_idle()


def test_an_inject_arrives_in_game_time_and_once(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario)
    assert sent(case) == []
    clock.move_on(timedelta(minutes=2, seconds=1))
    wait_for(scenario, case, FIRST)
    (message,) = [each for each in case.messages if FIRST in each.text]
    assert message.extra["username"] == "Nora, Head of customer support"
    assert "EXERCISE" in message.text
    assert sent(case) == ["more-complaints"]


def test_inject_that_is_not_due_is_stored_nowhere(scenario: Scenario) -> None:
    case = play(scenario)
    stored = scenario.bot.database
    with stored.reading() as session:
        tables = (EffectRow.payload, JobRow.payload)
        rows = [str(each) for column in tables for each in session.scalars(select(column))]
    assert rows
    assert not [row for row in rows if "Four more tickets" in row]
    assert case.exists


def test_a_pause_moves_the_injects(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario)
    clock.move_on(timedelta(minutes=1))
    scenario.ana.press(case.panel, action_id="pause_drill")
    scenario.settle()
    clock.move_on(timedelta(minutes=10))
    scenario.sandbox.wait_until_idle()
    assert sent(case) == []
    scenario.ana.press(case.panel, action_id="resume_drill")
    scenario.settle()
    assert sent(case) == []
    clock.move_on(timedelta(minutes=1, seconds=1))
    wait_for(scenario, case, FIRST)
    assert sent(case) == ["more-complaints"]


def test_nothing_arrives_after_a_stop(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario)
    scenario.ben.press(case.panel, action_id="stop_drill")
    scenario.ben.submit({})
    scenario.settle()
    clock.move_on(timedelta(minutes=15))
    scenario.sandbox.wait_until_idle()
    assert sent(case) == []
    assert not [each for each in case.messages if FIRST in each.text]


def test_a_step_of_the_team_triggers_an_inject(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario)
    scenario.ben.press(case.panel, action_id="step.investigate")
    scenario.settle()
    scenario.type(scenario.ben, f"mitigate {case.incident.reference} Copied all prices again.")
    if scenario.ben.view:
        scenario.ben.submit()
    scenario.settle()
    clock.move_on(timedelta(minutes=1, seconds=1))
    wait_for(scenario, case, "100 random products compared")
    assert "after-copy" in sent(case)


def test_only_the_game_master_sees_coming_injects(scenario: Scenario) -> None:
    case = play(scenario)
    told = scenario.answer(scenario.ben, f"injects {case.incident.reference}")
    assert "Only the person who started the drill" in told
    scenario.type(scenario.ana, f"injects {case.incident.reference}")
    assert scenario.ana.view is not None
    assert FIRST in str(scenario.ana.view.blocks)


def test_game_master_who_plays_sees_no_injects(scenario: Scenario) -> None:
    case = play(scenario, team=[scenario.ana, scenario.ben])
    told = scenario.answer(scenario.ana, f"injects {case.incident.reference}")
    assert "Only the person who started the drill" in told


def choose(scenario: Scenario, case: IncidentCase, inject: str, choice: str) -> None:
    """Ana opens the list and picks an entry of an inject's menu."""
    scenario.type(scenario.ana, f"injects {case.incident.reference}")
    view = scenario.ana.view
    assert view is not None
    value = f"{case.id}|{inject}|{choice}|"
    (block,) = [each for each in view.blocks if value in str(each.get("accessory"))]
    scenario.ana.press(view, action_id="inject", block_id=block["block_id"], value=value)
    scenario.settle()


def test_an_inject_is_sent_by_hand_at_once_and_not_again(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario)
    choose(scenario, case, "press", "send")
    wait_for(scenario, case, LAST)
    clock.move_on(timedelta(minutes=13))
    wait_for(scenario, case, FIRST)
    assert sent(case).count("press") == 1


def test_a_skipped_inject_never_arrives(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario)
    choose(scenario, case, "more-complaints", "skip")
    assert drill_of(case).injects["more-complaints"].state is InjectState.SKIPPED
    clock.move_on(timedelta(minutes=13))
    wait_for(scenario, case, LAST)
    assert "more-complaints" not in sent(case)


def test_a_postponed_inject_arrives_later(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario)
    choose(scenario, case, "more-complaints", "later")
    clock.move_on(timedelta(minutes=6))
    wait_for(scenario, case, "Log of the price copy")
    assert "more-complaints" not in sent(case)
    clock.move_on(timedelta(minutes=1, seconds=1))
    wait_for(scenario, case, FIRST)


def test_an_inject_by_hand_can_be_given_a_time(scenario: Scenario, clock: MovedClock) -> None:
    """All injects with a time of their own have passed, so nothing else looks at that time."""
    case = start_drill(scenario, scenario="after-the-release")
    clock.move_on(timedelta(minutes=15))
    scenario.slack.wait_until(lambda: len(sent(case)) > 1, what="the timed injects")
    scenario.sandbox.wait_until_idle()
    choose(scenario, case, "rolled-back", "later")
    clock.move_on(timedelta(minutes=4, seconds=50))
    scenario.sandbox.wait_until_idle()
    assert "rolled-back" not in sent(case)
    clock.move_on(timedelta(seconds=20))
    scenario.slack.wait_until(lambda: "rolled-back" in sent(case), what="the inject")


def test_the_team_takes_a_hint_once_and_everybody_reads_it(scenario: Scenario) -> None:
    case = play(scenario)
    scenario.type(scenario.ben, f"hint {case.incident.reference}")
    view = scenario.ben.view
    assert view is not None
    assert "2 points" in str(view.blocks)
    assert "The list reads the search index" not in str(view.blocks)
    scenario.ben.press(view, action_id="take_hint.who-reads-what")
    scenario.settle()
    (taken,) = [event for event in case.timeline if isinstance(event, HintTaken)]
    assert (taken.hint, taken.price) == ("who-reads-what", 2)
    wait_for(scenario, case, "The list reads the search index")
    assert "who-reads-what" not in str(scenario.ben.view)


def test_only_the_team_takes_hints(scenario: Scenario) -> None:
    case = play(scenario)
    scenario.type(scenario.ana, f"hint {case.incident.reference}")
    assert scenario.ana.view is not None
    scenario.ana.press(scenario.ana.view, action_id="take_hint.who-reads-what")
    scenario.settle()
    assert not [event for event in case.timeline if isinstance(event, HintTaken)]
    assert "team" in " ".join(scenario.told(scenario.ana))


def test_a_drill_without_a_scenario_has_no_hints(scenario: Scenario) -> None:
    start_drill(scenario)
    told = scenario.answer(scenario.ben, "hint INC-1")
    assert "no scenario" in told


CAUSE = "The copy job runs every ten minutes"
"""Of the sealed part; in no inject and no hint."""


def test_the_team_learns_cause_and_score_once_it_is_over(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario)
    scenario.ben.press(case.panel, action_id="role.commander")
    scenario.settle()
    assert "once the drill is over" in scenario.answer(
        scenario.ben, f"score {case.incident.reference}"
    )
    assert not [each for each in case.messages if CAUSE in str(each.blocks)]
    clock.move_on(timedelta(minutes=21))
    wait_for(scenario, case, CAUSE)
    (debrief,) = [each for each in case.messages if CAUSE in str(each.blocks)]
    scenario.ben.press(debrief, action_id="drill_score")
    assert scenario.ben.view is not None
    shown = modal_text(scenario.ben.view)
    assert "of 100 points" in shown
    assert "Time to have a commander" in shown
    assert "Done at 0:" in shown


def test_game_master_sees_the_score_at_any_time(scenario: Scenario) -> None:
    case = play(scenario)
    scenario.type(scenario.ana, f"score {case.incident.reference}")
    assert scenario.ana.view is not None
    assert "of 100 points" in modal_text(scenario.ana.view)


def test_a_stopped_drill_is_revealed_too(scenario: Scenario) -> None:
    case = play(scenario)
    scenario.ben.press(case.panel, action_id="stop_drill")
    scenario.ben.submit({})
    scenario.settle()
    wait_for(scenario, case, CAUSE)


def test_holder_of_a_role_gets_their_brief_by_direct_message(scenario: Scenario) -> None:
    case = play(scenario)
    scenario.ben.press(case.panel, action_id="role.commander")
    scenario.settle()
    brief = "a price shown to a customer may be binding"
    scenario.slack.wait_until(
        lambda: any(brief in each.text for each in scenario.ben.dms), what=brief
    )
    scenario.sandbox.wait_until_idle()
    assert not [each for each in case.messages if brief in each.text]
    assert sent(case) == ["brief-commander"]


def test_a_brief_is_in_the_language_of_whom_it_is_for(scenario: Scenario) -> None:
    chloe = scenario.slack.add_person("chloe-brief", real_name="Chloé", locale="fr-FR")
    chloe.join("general")
    chloe.join("incidents")
    until(scenario, lambda: known(scenario, chloe))
    case = play(scenario, team=[scenario.ben, chloe])
    chloe.press(case.panel, action_id="role.commander")
    scenario.settle()
    brief = "un prix affiché peut engager"
    scenario.slack.wait_until(lambda: any(brief in each.text for each in chloe.dms), what=brief)
    (told,) = [each for each in chloe.dms if brief in each.text]
    assert told.text.startswith("EXERCICE")
    assert "EXERCISE" not in told.text
    (recorded,) = [each for each in case.timeline if isinstance(each, InjectSent)]
    assert "a price shown to a customer" in recorded.text


def wait_for_reveal(case: IncidentCase) -> None:
    """A job tells cause and solution after the end; only then is the score counted."""
    case.sandbox.slack.wait_until(
        lambda: any(isinstance(event, DrillRevealed) for event in case.timeline)
    )


def test_exercises_have_metrics_of_their_own(scenario: Scenario) -> None:
    assert "No exercise has been held yet." in scenario.answer(scenario.ana, "stats exercises")
    for _ in range(2):
        case = play(scenario)
        case.press(scenario.ben, "stop_drill")
        case.send(scenario.ben)
        wait_for_reveal(case)
    scenario.type(scenario.ana, "stats exercises 2w")
    assert scenario.ana.view is not None
    shown = modal_text(scenario.ana.view)
    assert "Exercises held" in shown
    assert "two-prices" in shown
    assert "1 of 2" in shown
    assert "2 of 2" in shown
    assert "data" in shown


def test_an_inject_that_slack_took_late_waits_for_the_end_of_a_pause(
    scenario: Scenario, clock: MovedClock
) -> None:
    """It was decided before the pause, and its message was tried in vain. Lines do not wait."""
    case = play(scenario)
    refused = threading.Event()
    scenario.slack.faults.answer("chat.postMessage", ServerError(), when=_says(FIRST, refused))
    clock.move_on(timedelta(minutes=2, seconds=1))
    assert refused.wait(30)
    scenario.ana.press(case.panel, action_id="pause_drill")
    wait_for_message(scenario, case, "paused")
    clock.move_on(timedelta(minutes=1))
    scenario.ben.press(case.panel, action_id="role.commander")
    wait_for_message(scenario, case, "incident commander")
    assert not [each for each in case.messages if FIRST in each.text]
    scenario.ana.press(case.panel, action_id="resume_drill")
    clock.move_on(timedelta(minutes=1))
    wait_for(scenario, case, FIRST)
    assert len([each for each in case.messages if FIRST in each.text]) == 1


def test_an_inject_that_slack_posts_after_the_end_is_deleted(
    scenario: Scenario, clock: MovedClock
) -> None:
    case, tried = play(scenario), threading.Event()
    late = DropThenDo(threading.Event())
    scenario.slack.faults.answer("chat.postMessage", late, when=_says(FIRST, tried))
    failing = _says(FIRST, threading.Event())
    scenario.slack.faults.answer("chat.postMessage", ServerError(), times=None, when=failing)
    clock.move_on(timedelta(minutes=2, seconds=1))
    assert tried.wait(30)
    scenario.ben.press(case.panel, action_id="stop_drill")
    scenario.ben.submit({})
    scenario.settle()
    late.released.set()
    wait_for_message(scenario, case, FIRST)
    clock.move_on(timedelta(minutes=2))
    scenario.slack.wait_until(lambda: not [each for each in case.messages if FIRST in each.text])


def _says(words: str, happened: threading.Event) -> Callable[[Json], bool]:
    def says(arguments: Json) -> bool:
        if words not in str(arguments.get("text")):
            return False
        happened.set()
        return True

    return says
