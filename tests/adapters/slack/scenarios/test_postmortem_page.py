"""The post-mortem page: created once, refreshed, and never blocking other effects."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, timedelta

import httpx
import pytest

from firefighter.demo.sandbox import EffectsNotDone
from firefighter.domain.errors import Missing
from firefighter.domain.events import ChecklistItemConfirmed, StatusChanged
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.playground.confluence import LocalConfluence, Page
from firefighter.playground.slack import DropAfterDoing, Message, Person, RateLimited
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    """Mitigated, with a commander and a post-mortem page."""
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "role.commander")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back 2.14")
    return case


def rate(case: IncidentCase, person: Person, severity: str) -> None:
    case.press(person, f"severity.{severity}")
    case.send(person, reason="It is clearer now")


def page_of(wiki: LocalConfluence) -> Page:
    (page,) = wiki.pages
    return page


def test_page_is_created_on_mitigation_where_a_postmortem_is_required(
    wiki: LocalConfluence, case: IncidentCase
) -> None:
    page = page_of(wiki)
    assert page.title.startswith(f"{case.reference}: Checkout returns 500 (")
    assert "Rolled back 2.14" in page.body
    assert "Ben is now incident commander." in page.body
    assert wiki.labels(page.id) == ["postmortem", "sev1"]


def test_mentions_are_names_on_the_page(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    scenario.ben.join(case.incident_channel)
    said = scenario.ben.post(case.incident_channel, f"@{scenario.dora.handle} saw it first")
    scenario.ben.react(said, "pushpin")
    scenario.settle()
    assert "@Dora saw it first" in page_of(wiki).body
    assert f"@{scenario.dora.id}" not in page_of(wiki).body


def test_page_is_linked_from_every_card(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    url = f"{wiki.url}/pages/viewpage.action?pageId={page_of(wiki).id}"
    link = f"<{url}|Post-mortem page>"
    assert link in shown(case.announcement)
    assert all(link in shown(panel) for panel in case.panels)
    assert f":memo: {link} created." in case.lines
    assert [each.link for each in scenario.slack.bookmarks(case.incident_channel)] == [url]
    assert httpx.get(url).status_code == 200


def test_page_is_created_when_the_postmortem_is_started(
    wiki: LocalConfluence, scenario: Scenario
) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Warmed the cache")
    assert wiki.pages == []
    rate(case, scenario.ana, "SEV2")
    assert len(wiki.pages) == 1


def test_page_is_refreshed_and_keeps_what_people_wrote(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    page = page_of(wiki)
    wiki.edit(page.id, lambda body: body + "<h2>Ana's thoughts</h2><p>Retries!</p>")
    case.press(scenario.ben, "step.start_postmortem")
    now = page_of(wiki)
    assert now.id == page.id
    assert "Ben started the post-mortem." in now.body
    assert now.body.endswith("<h2>Ana's thoughts</h2><p>Retries!</p>")


def test_labels_follow_the_severity(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    rate(case, scenario.ana, "SEV2")
    assert wiki.labels(page_of(wiki).id) == ["postmortem", "sev2"]


def test_lost_answer_creates_no_second_page(wiki: LocalConfluence, scenario: Scenario) -> None:
    wiki.faults.answer("pages.create", DropAfterDoing())
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back")
    assert page_of(wiki).title.startswith(case.reference)
    assert len(wiki.calls_of("pages.create")) == 1


def test_a_rate_limit_is_waited_out(wiki: LocalConfluence, scenario: Scenario) -> None:
    wiki.faults.answer("pages.create", RateLimited(retry_after_s=1))
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back")
    assert len(wiki.pages) == 1


def test_deleted_page_is_reported_once(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    wiki.trash(page_of(wiki).id)
    case.press(scenario.ben, "step.start_postmortem")
    rate(case, scenario.ana, "SEV2")
    told = [line for line in case.lines if "is gone" in line]
    assert len(told) == 1
    assert "Post-mortem page" not in shown(case.announcement)
    assert wiki.pages == []


def test_moved_page_is_reported_once_and_still_refreshed(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    page = page_of(wiki)
    other = wiki.add_page(wiki.add_space("OLD", "Archive"), "Past incidents")
    wiki.move(page.id, other.id)
    case.press(scenario.ben, "step.start_postmortem")
    rate(case, scenario.ana, "SEV2")
    assert len([line for line in case.lines if "moved" in line]) == 1
    assert "lowered the severity" in wiki.page(page.id).body


def test_outage_of_confluence_for_an_hour_is_waited_out(
    wiki: LocalConfluence, scenario: Scenario, clock: MovedClock
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    wiki.shut_down()
    case.press_without_waiting(scenario.ben, "step.mitigate")
    scenario.ben.submit({"note": "Rolled back"})
    scenario.slack.wait_until(lambda: "step.start_postmortem" in str(case.panel.blocks))
    case.press_without_waiting(scenario.ben, "step.start_postmortem")
    lowered = scenario.type(scenario.ben, f"severity {case.reference} sev2 Search still works")
    assert lowered.acknowledged
    scenario.slack.wait_until(lambda: "SEV2" in shown(case.announcement), what="Slack goes on")
    assert case.incident.status is Status.POSTMORTEM
    for _try in range(12):
        clock.move_on(timedelta(seconds=300))
        scenario.bot.worker.wake()
        scenario.slack.wait_until(lambda: "Confluence isn't responding" in shown(case.panel))
    wiki.restart()
    retry_until_done(scenario, clock)
    case.settle()
    page = page_of(wiki)
    assert "Ben started the post-mortem." in page.body
    assert "Ben lowered the severity" in page.body
    assert wiki.labels(page.id) == ["postmortem", "sev2"]
    assert "Confluence" not in shown(case.panel)
    assert len([line for line in case.lines if "Post-mortem page> created." in line]) == 1


def retry_until_done(scenario: Scenario, clock: MovedClock) -> None:
    """A try that was under way during the outage fails once more, and waits for its next time."""
    for _try in range(12):
        clock.move_on(timedelta(seconds=600))
        scenario.bot.worker.wake()
        with suppress(EffectsNotDone):
            scenario.sandbox.wait_until_idle(timeout_s=5)
            return


def test_a_private_incidents_page_never_goes_to_confluence(
    wiki: LocalConfluence, scenario: Scenario
) -> None:
    case = scenario.declare_by_form(severity="SEV1", private=["private"])
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Revoked the key")
    assert wiki.pages == []
    assert "/postmortems/" in shown(case.panel)


ANSWERS = {
    "Impact": "4,200 orders were lost.",
    "Timeline": "02:46 The release went out.",
    "Detection": "A customer called.",
    "Trigger": "A release.",
    "Contributing factors": "The canary saw no traffic.",
    "What went well": "The rollback took a minute.",
    "What went badly": "Nobody was paged.",
    "Where we got lucky": "It was night.",
    "Follow-ups": "A canary stage.",
    "Links": "The dashboard.",
}


def answer_all(wiki: LocalConfluence) -> None:
    """Answers every question of the page, below it."""

    def answered(body: str) -> str:
        parts = body.split("<h2>")
        for number, part in enumerate(parts):
            answer = ANSWERS.get(part.partition("</h2>")[0], "")
            parts[number] = part.replace("</em></p>", f"</em></p><p>{answer}</p>")
        return "<h2>".join(parts)

    wiki.edit(page_of(wiki).id, answered)


def test_checklist_shows_the_current_state_of_the_page(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "2 of 10 complete." in shown(reply.ephemeral)
    assert "Trigger missing." in shown(reply.ephemeral)
    answer_all(wiki)
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "7 of 10 complete." in shown(reply.ephemeral)


def test_completeness_is_a_metric(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    assert done_of(scenario) == (0, 1, ())
    scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert done_of(scenario) == (1, 1, (2,))
    answer_all(wiki)
    assert done_of(scenario) == (1, 1, (2,))
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert done_of(scenario) == (1, 1, (7,))
    assert reply.ephemeral is not None
    scenario.ana.press(reply.ephemeral, action_id="classify.trigger")
    case.send(scenario.ana, trigger="deployment", failure_class="software defect")
    assert done_of(scenario) == (1, 1, (9,))
    reply = scenario.type(scenario.ana, "stats", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "median 9 of 10 checklist items done (pages read: 1 of 1)" in shown(reply.ephemeral)


def done_of(scenario: Scenario) -> tuple[int, int, tuple[int, ...]]:
    """Of how many post-mortems it is known, of how many incidents, and what each has done."""
    now = scenario.bot.context.clock.now()
    around = days_between(now.date() - timedelta(days=2), now.date() + timedelta(days=2), UTC)
    distribution = scenario.bot.context.statistics.report(Question(around)).completeness
    return distribution.measured, distribution.of, distribution.values


def test_trigger_is_classified_by_a_form(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    scenario.ana.press(reply.ephemeral, action_id="classify.trigger")
    case.send(scenario.ana, trigger="deployment", failure_class="software defect")
    assert (case.incident.trigger, case.incident.failure_class) == (
        "deployment",
        "software defect",
    )
    assert "software-defect" in wiki.labels(page_of(wiki).id)
    assert "software defect" in page_of(wiki).body


def test_vague_words_give_a_warning(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    wiki.edit(page_of(wiki).id, lambda body: body + "<p>We should be more careful.</p>")
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "“be more careful” (Links)" in shown(reply.ephemeral)


def test_checklist_names_open_questions_with_their_section(
    scenario: Scenario, case: IncidentCase
) -> None:
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "What went well: What helped and should stay?" in shown(reply.ephemeral)


def test_follow_up_without_a_verb_gives_a_warning(scenario: Scenario, case: IncidentCase) -> None:
    for text in ("Better alarms <!channel>", "Add an alarm"):
        case.press(scenario.ben, "add_follow_up")
        case.send(scenario.ben, text=text)
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    told = shown(reply.ephemeral)
    assert "“Better alarms &lt;!channel&gt;” starts with “Better”" in told
    assert told.count("starts with") == 1


def test_closing_is_refused_while_the_page_is_incomplete(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ben, "step.start_postmortem")
    case.press(scenario.ana, "step.close")
    assert scenario.ana.view is not None
    assert "Contributing factors missing." in modal_text(scenario.ana.view)
    answer_all(wiki)
    scenario.ana.press(scenario.ana.view, action_id="classify.trigger")
    case.send(scenario.ana, trigger="deployment", failure_class="unknown")
    scenario.ana.press(scenario.ana.view, action_id="describe")
    case.send(scenario.ana, summary="Nobody could pay.")
    assert "The checklist is complete." in modal_text(scenario.ana.view)
    case.send(scenario.ana)
    assert case.incident.status is Status.CLOSED


def test_commander_overrides_with_a_reason(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ben, "step.start_postmortem")
    case.press(scenario.ben, "step.close")
    case.send(scenario.ben, note="The customer wrote it up")
    closing = case.timeline[-1]
    assert case.incident.status is Status.CLOSED
    assert isinstance(closing, StatusChanged)
    assert closing.overridden


def test_item_confirmed_by_the_owner_counts_and_is_recorded(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    def checklist() -> Message:
        reply = scenario.type(scenario.ben, "postmortem", channel=case.incident_channel.name)
        assert reply.ephemeral is not None
        return reply.ephemeral

    assert "2 of 10 complete." in shown(checklist())
    scenario.ben.press(checklist(), action_id="confirm_item.factors")
    case.settle()
    confirmed = case.timeline[-1]
    assert isinstance(confirmed, ChecklistItemConfirmed)
    assert (confirmed.actor, confirmed.item) == (scenario.ben.id, Missing.FACTORS)
    assert "3 of 10 complete." in shown(checklist())
    assert f"Contributing factors: done, says <@{scenario.ben.id}>" in shown(checklist())
    assert "<th>Marked as done</th><td>Contributing factors (Ben" in page_of(wiki).body


def test_only_the_owner_may_mark_an_item_as_done(scenario: Scenario, case: IncidentCase) -> None:
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    scenario.ana.press(reply.ephemeral, action_id="confirm_item.factors")
    case.settle()
    assert case.incident.confirmed == {}


def test_during_an_outage_of_confluence_the_last_reading_counts(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    wiki.shut_down()
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "2 of 10 complete." in shown(reply.ephemeral)
    assert "Confluence isn't responding. This is as of" in shown(reply.ephemeral)


def test_deleted_page_is_created_again_on_request(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    wiki.trash(page_of(wiki).id)
    case.press(scenario.ben, "step.start_postmortem")
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    scenario.ana.press(reply.ephemeral, action_id="make_page")
    case.settle()
    assert "Ben started the post-mortem." in page_of(wiki).body
    assert "Post-mortem page" in shown(case.announcement)


def test_page_can_be_requested_where_none_is_required(
    wiki: LocalConfluence, scenario: Scenario
) -> None:
    case = scenario.declare("sev4 A typo")
    scenario.answer(scenario.ana, f"postmortem {case.reference}")
    case.settle()
    assert page_of(wiki).title.startswith(case.reference)


def test_page_links_public_related_incidents_only(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    cause = scenario.declare("sev3 Cache is cold", by=scenario.ben)
    duplicate = scenario.declare("sev3 Payments fail")
    secret = scenario.declare_by_form(title="Payroll leaked", private="private")
    for other, relation in ((cause, "cause"), (secret, "related")):
        scenario.type(scenario.ana, f"link {case.reference}")
        case.send(scenario.ana, **{"incident.other": str(other.id), "relation": relation})
    scenario.type(scenario.ana, f"merge {duplicate.reference} {case.reference}")
    duplicate.send(scenario.ana)
    body = page_of(wiki).body
    announced = cause.announcement
    url = f"{scenario.slack.url}/archives/{announced.channel}/p{announced.ts.replace('.', '')}"
    assert f'Caused by: <a href="{url}">{cause.reference}: Cache is cold</a>' in body
    assert f"{duplicate.reference}: Payments fail</a>" in body
    assert secret.reference not in body
    assert "Payroll" not in body


def edit_notices(scenario: Scenario, case: IncidentCase) -> list[Message]:
    return [
        message
        for message in scenario.slack.messages(case.incident_channel)
        if "no longer updated by the bot" in message.text
    ]


def test_edited_section_is_reported_once_and_updated_again_on_request(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    page, picture = page_of(wiki), '<ac:image><ri:attachment ri:filename="mine.png"/></ac:image>'
    wiki.edit(page.id, lambda body: body.replace("Rolled back 2.14", f"Rolled back 2.14{picture}"))
    for severity in ("SEV2", "SEV1"):
        rate(case, scenario.ben, severity)
    (notice,) = edit_notices(scenario, case)
    assert "Summary" in notice.text
    assert "mine.png" in wiki.page(page.id).body
    assert "no longer updates it" in wiki.page(page.id).body
    case.press(scenario.ben, "resume_page", on=notice)
    body = wiki.page(page.id).body
    assert "no longer updates it" not in body
    assert "mine.png" in body.partition("Version edited by people")[2]
    assert len(edit_notices(scenario, case)) == 1


def test_restored_page_is_found_again_at_the_next_event(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    page = page_of(wiki)
    wiki.trash(page.id)
    rate(case, scenario.ben, "SEV2")
    rate(case, scenario.ben, "SEV1")
    assert sum("is gone" in line for line in case.lines) == 1
    wiki.restore(page.id)
    rate(case, scenario.ben, "SEV2")
    rate(case, scenario.ben, "SEV1")
    assert sum("found again" in line for line in case.lines) == 1
    assert wiki.page(page.id).body.count("SEV2") > page.body.count("SEV2")
    assert "Post-mortem page" in shown(case.panel)


def test_page_lists_hypotheses_and_decisions(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    scenario.answer(scenario.ana, f"hypothesis {case.reference} The pool is full & stuck")
    scenario.answer(scenario.ben, f"hypothesis {case.reference} H1 refuted 3 of 40 in use")
    scenario.answer(scenario.ben, f"decision {case.reference} Freeze deployments")
    scenario.settle()
    hypotheses, decisions = (
        page_of(wiki).body.partition(f"<h2>{title}</h2>")[2].partition("<h2>")[0]
        for title in ("Hypotheses", "Decisions")
    )
    assert "H1: The pool is full &amp; stuck" in hypotheses
    assert "Refuted" in hypotheses
    assert "3 of 40 in use" in hypotheses
    assert hypotheses.count("Ben") == 1
    assert "Freeze deployments" in decisions
    assert "Ben" in decisions
