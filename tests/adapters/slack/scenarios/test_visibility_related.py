"""What other incidents show of one that becomes private or public."""

from collections.abc import Callable

import pytest

from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.domain.history import IncidentHistory
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.playground.confluence import LocalConfluence
from firefighter.settings.policy import Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.adapters.slack.scenarios.test_visibility import change, secret, seen_by
from tests.domain.incidents import in_status


def link(scenario: Scenario, one: IncidentCase, other: IncidentCase) -> None:
    scenario.type(scenario.ana, f"link {one.reference} {other.reference}")
    scenario.settle()


def merge(scenario: Scenario, duplicate: IncidentCase, merge_target: IncidentCase) -> None:
    scenario.type(scenario.ana, f"merge {duplicate.reference} {merge_target.reference}")
    duplicate.send(scenario.ana)


def drawn(case: IncidentCase) -> str:
    """All its cards, which everybody can read."""
    return "\n".join(shown(card) for card in (case.announcement, *case.panels))


@pytest.mark.parametrize("severity", ["sev1", "sev3"])
@pytest.mark.parametrize("how", [link, merge])
def test_cards_and_lines_of_other_incidents_no_longer_name_it(
    scenario_on_either: Scenario,
    how: Callable[[Scenario, IncidentCase, IncidentCase], None],
    severity: str,
) -> None:
    scenario = scenario_on_either
    word = secret()
    other, case = scenario.declare(f"{severity} Search is slow"), scenario.declare(f"sev3 {word}")
    how(scenario, case, other)
    before = len(other.lines)
    assert word in drawn(other)
    assert case.reference in other.lines[-1]
    change(scenario, case, "private")
    for each in (word, case.reference.lower()):
        assert each not in seen_by(scenario, scenario.ben)
    assert len(other.lines) == before - 1
    change(scenario, case, "public")
    assert word in drawn(other)


def test_merged_incident_says_only_that_it_was_a_duplicate(scenario: Scenario) -> None:
    word = secret()
    case, duplicate = scenario.declare(f"sev3 {word}"), scenario.declare("sev3 Search is slow")
    merge(scenario, duplicate, case)
    told = duplicate.lines[-1]
    assert case.reference in told
    change(scenario, case, "private")
    for each in (word, case.reference.lower()):
        assert each not in seen_by(scenario, scenario.ben)
    assert duplicate.lines[-1].endswith(
        f"<@{scenario.ana.id}> declined it: duplicate of another incident"
    )
    change(scenario, case, "public")
    assert duplicate.lines[-1].startswith(told.partition(" :arrow_right:")[0])
    assert word in drawn(duplicate)


def test_lines_about_removed_links_no_longer_name_it(scenario: Scenario) -> None:
    word = secret()
    other, case = scenario.declare(), scenario.declare(f"sev3 {word}")
    link(scenario, case, other)
    scenario.answer(scenario.ana, f"unlink {case.reference} {other.reference}")
    scenario.settle()
    assert case.reference in other.lines[-1]
    change(scenario, case, "private")
    assert case.reference.lower() not in seen_by(scenario, scenario.ben)


def test_messages_of_people_stay(scenario: Scenario) -> None:
    word = secret()
    other, case = scenario.declare(), scenario.declare(f"sev3 {word}")
    link(scenario, case, other)
    scenario.type(scenario.ben, f"note {other.reference} The same as {case.reference}")
    scenario.settle()
    change(scenario, case, "private")
    assert other.lines[-1].endswith(f"noted: The same as {case.reference}")


def test_insiders_still_see_merged_incidents(scenario: Scenario) -> None:
    merge_target = scenario.declare_by_form(title=secret(), private="private")
    duplicate = scenario.declare_by_form(title=secret(), private="private")
    merge(scenario, duplicate, merge_target)
    told = merge_target.lines[-1]
    assert duplicate.reference in told
    for name in ("public", "private"):
        change(scenario, duplicate, name)
        assert merge_target.lines[-1] == told


def test_page_that_names_it_is_refreshed(sqlite_url: str, wiki: LocalConfluence) -> None:
    with open_scenario(Policy(), sqlite_url, wiki=wiki) as scenario:
        word = secret()
        other, case = (
            scenario.declare("sev1 Checkout returns 500"),
            scenario.declare(f"sev3 {word}"),
        )
        link(scenario, case, other)
        other.press(scenario.ana, "step.mitigate")
        other.send(scenario.ana, note="Rolled back")
        (page,) = wiki.pages
        assert word in page.body
        change(scenario, case, "private")
        (page,) = wiki.pages
        for each in (word, case.reference):
            assert each not in page.body


def imported(scenario: Scenario) -> IncidentCase:
    """An imported incident, which has no place in Slack."""
    past = in_status(Status.CLOSED)
    past.kind, past.events = Kind.BACKFILLED, []
    context = scenario.bot.context
    StoredImportExport(scenario.bot.database, context.rules).add(
        [IncidentHistory("elsewhere:1", past)]
    )
    return scenario.case(scenario.count())


def test_imported_incident_can_be_linked_and_leaves_nothing_pending(
    fresh_scenario: Scenario,
) -> None:
    scenario = fresh_scenario
    case, old = scenario.declare(), imported(scenario)
    link(scenario, case, old)
    for name in ("private", "public"):
        change(scenario, case, name)
    assert old.reference in drawn(case)
    assert not scenario.bot.outbox.unsettled()
