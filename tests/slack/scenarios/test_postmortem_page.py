"""The page of a post-mortem: made once, kept alive, and never in the way of anything else."""

from collections.abc import Iterator
from datetime import UTC, timedelta

import httpx
import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.playground.confluence import LocalConfluence, Page
from firefighter.playground.slack import DropAfterDoing, Person, RateLimited
from tests.clock import MovedClock
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import POLICY, Scene, modal_text, open_scene


@pytest.fixture
def scene(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scene]:
    with open_scene(POLICY, sqlite_url, clock, wiki) as scene:
        yield scene


@pytest.fixture
def case(scene: Scene) -> Case:
    """Led, and mitigated: its severity demands a post-mortem, so its page is there."""
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "role.commander")
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Rolled back 2.14")
    return case


def rate(case: Case, person: Person, severity: str) -> None:
    case.press(person, f"severity.{severity}")
    case.send(person, reason="It is clearer now")


def page_of(wiki: LocalConfluence) -> Page:
    (page,) = wiki.pages
    return page


def test_a_severe_incident_gets_its_page_as_soon_as_it_is_mitigated(
    wiki: LocalConfluence, case: Case
) -> None:
    page = page_of(wiki)
    assert page.title.startswith(f"{case.reference}: Checkout returns 500 (")
    assert "Rolled back 2.14" in page.body
    assert "Ben is now incident commander." in page.body
    assert wiki.labels(page.id) == ["postmortem", "sev1"]


def test_everybody_is_shown_the_way_to_it(wiki: LocalConfluence, scene: Scene, case: Case) -> None:
    url = f"{wiki.url}/pages/viewpage.action?pageId={page_of(wiki).id}"
    link = f"<{url}|Post-mortem page>"
    assert link in shown(case.announcement)
    assert all(link in shown(panel) for panel in case.panels)
    assert f":memo: The post-mortem has its page: {link}." in case.lines
    assert [each.link for each in scene.slack.bookmarks(case.room)] == [url]
    assert httpx.get(url).status_code == 200


def test_a_mild_incident_gets_one_when_its_post_mortem_is_started(
    wiki: LocalConfluence, scene: Scene
) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Warmed the cache")
    assert wiki.pages == []
    rate(case, scene.ana, "SEV2")
    assert len(wiki.pages) == 1


def test_what_happens_later_is_on_it_and_what_people_wrote_stays(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    page = page_of(wiki)
    wiki.edit(page.id, lambda body: body + "<h2>Ana's thoughts</h2><p>Retries!</p>")
    case.press(scene.ben, "step.start_postmortem")
    now = page_of(wiki)
    assert now.id == page.id
    assert "Ben started the post-mortem." in now.body
    assert now.body.endswith("<h2>Ana's thoughts</h2><p>Retries!</p>")


def test_labels_follow_the_severity(wiki: LocalConfluence, scene: Scene, case: Case) -> None:
    rate(case, scene.ana, "SEV2")
    assert wiki.labels(page_of(wiki).id) == ["postmortem", "sev2"]


def test_an_answer_that_is_lost_makes_no_second_page(wiki: LocalConfluence, scene: Scene) -> None:
    wiki.faults.answer("pages.create", DropAfterDoing())
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Rolled back")
    assert page_of(wiki).title.startswith(case.reference)
    assert len(wiki.calls_of("pages.create")) == 1


def test_a_rate_limit_is_waited_out(wiki: LocalConfluence, scene: Scene) -> None:
    wiki.faults.answer("pages.create", RateLimited(retry_after_s=1))
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Rolled back")
    assert len(wiki.pages) == 1


def test_a_page_that_somebody_deleted_is_told_of_once(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    wiki.trash(page_of(wiki).id)
    case.press(scene.ben, "step.start_postmortem")
    rate(case, scene.ana, "SEV2")
    told = [line for line in case.lines if "is gone" in line]
    assert len(told) == 1
    assert "Post-mortem page" not in shown(case.announcement)
    assert wiki.pages == []


def test_a_page_that_somebody_moved_is_told_of_once_and_kept_alive(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    page = page_of(wiki)
    other = wiki.add_page(wiki.add_space("OLD", "Archive"), "Past incidents")
    wiki.move(page.id, other.id)
    case.press(scene.ben, "step.start_postmortem")
    rate(case, scene.ana, "SEV2")
    assert len([line for line in case.lines if "moved" in line]) == 1
    assert "lowered the severity" in wiki.page(page.id).body


def test_confluence_is_away_for_an_hour_and_comes_back(
    wiki: LocalConfluence, scene: Scene, clock: MovedClock
) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    wiki.go_away()
    scene.ben.press(case.panel, action_id="step.mitigate")
    scene.ben.submit({"note": "Rolled back"})
    scene.slack.wait_until(lambda: "step.start_postmortem" in str(case.panel.blocks))
    scene.ben.press(case.panel, action_id="step.start_postmortem")
    scene.ben.press(case.panel, action_id="severity.SEV2")
    scene.ben.submit({"reason": "Search still works"})
    scene.slack.wait_until(lambda: "SEV2" in shown(case.announcement), what="Slack goes on")
    assert case.incident.status is Status.POSTMORTEM
    for _try in range(12):
        clock.move_on(timedelta(seconds=300))
        scene.bot.worker.wake()
        scene.slack.wait_until(lambda: "Confluence gave no answer" in shown(case.panel))
    wiki.come_back()
    clock.move_on(timedelta(seconds=600))
    scene.bot.worker.wake()
    case.quiet()
    page = page_of(wiki)
    assert "Ben started the post-mortem." in page.body
    assert "Ben lowered the severity" in page.body
    assert wiki.labels(page.id) == ["postmortem", "sev2"]
    assert "Confluence" not in shown(case.panel)
    assert len([line for line in case.lines if "has its page" in line]) == 1


def test_a_private_incidents_page_never_goes_to_confluence(
    wiki: LocalConfluence, scene: Scene
) -> None:
    case = scene.declare_by_form(severity="SEV1", private=["private"])
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Revoked the key")
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
    """Somebody sits down and answers every question, beneath it."""

    def answered(body: str) -> str:
        parts = body.split("<h2>")
        for number, part in enumerate(parts):
            answer = ANSWERS.get(part.partition("</h2>")[0], "")
            parts[number] = part.replace("</em></p>", f"</em></p><p>{answer}</p>")
        return "<h2>".join(parts)

    wiki.edit(page_of(wiki).id, answered)


def test_the_checklist_says_how_far_the_page_is_as_it_is_now(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    assert "2 of 10 complete." in shown(reply.ephemeral)
    assert "Nobody has said what set it off." in shown(reply.ephemeral)
    answer_all(wiki)
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    assert "7 of 10 complete." in shown(reply.ephemeral)


def test_how_complete_it_was_when_it_was_read_last_is_a_figure(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    assert done_of(scene) == (0, 1, ())
    scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert done_of(scene) == (1, 1, (2,))
    answer_all(wiki)
    assert done_of(scene) == (1, 1, (2,))
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert done_of(scene) == (1, 1, (7,))
    assert reply.ephemeral is not None
    scene.ana.press(reply.ephemeral, action_id="classify.trigger")
    case.send(scene.ana, trigger="deployment", failure_class="software defect")
    assert done_of(scene) == (1, 1, (9,))
    reply = scene.type(scene.ana, "stats", channel=case.room.name)
    assert reply.ephemeral is not None
    assert "median 9 of 10 things done (read: 1 of 1)" in shown(reply.ephemeral)


def done_of(scene: Scene) -> tuple[int, int, tuple[int, ...]]:
    """Of how many post-mortems it is known, of how many incidents, and what each has done."""
    now = scene.bot.house.clock.now()
    around = days_between(now.date() - timedelta(days=2), now.date() + timedelta(days=2), UTC)
    spread = scene.bot.house.statistics.report(Question(around)).completeness
    return spread.measured, spread.of, spread.values


def test_what_set_it_off_is_said_in_a_form(wiki: LocalConfluence, scene: Scene, case: Case) -> None:
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    scene.ana.press(reply.ephemeral, action_id="classify.trigger")
    case.send(scene.ana, trigger="deployment", failure_class="software defect")
    assert (case.incident.trigger, case.incident.failure_class) == (
        "deployment",
        "software defect",
    )
    assert "software-defect" in wiki.labels(page_of(wiki).id)
    assert "software defect" in page_of(wiki).body


def test_blame_is_warned_of_and_does_not_count(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    wiki.edit(page_of(wiki).id, lambda body: body + "<p>It was human error.</p>")
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    assert "“human error” (Links) blames" in shown(reply.ephemeral)


def test_a_follow_up_that_does_not_say_what_to_do_is_warned_of(scene: Scene, case: Case) -> None:
    for text in ("Better alarms <!channel>", "Add an alarm"):
        case.press(scene.ben, "add_follow_up")
        case.send(scene.ben, text=text)
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    told = shown(reply.ephemeral)
    assert "“Better alarms &lt;!channel&gt;” starts with “Better”" in told
    assert told.count("starts with") == 1


def test_closing_waits_for_the_page(wiki: LocalConfluence, scene: Scene, case: Case) -> None:
    case.press(scene.ben, "step.start_postmortem")
    case.press(scene.ana, "step.close")
    assert scene.ana.view is not None
    assert "No contributing factors are written down." in modal_text(scene.ana.view)
    answer_all(wiki)
    scene.ana.press(scene.ana.view, action_id="classify.trigger")
    case.send(scene.ana, trigger="deployment", failure_class="unknown")
    scene.ana.press(scene.ana.view, action_id="describe")
    case.send(scene.ana, summary="Nobody could pay.")
    assert "Everything is there." in modal_text(scene.ana.view)
    case.send(scene.ana)
    assert case.incident.status is Status.CLOSED


def test_the_commander_closes_all_the_same_and_says_why(scene: Scene, case: Case) -> None:
    case.press(scene.ben, "step.start_postmortem")
    case.press(scene.ben, "step.close")
    case.send(scene.ben, note="The customer wrote it up")
    closing = case.timeline[-1]
    assert case.incident.status is Status.CLOSED
    assert isinstance(closing, StatusChanged)
    assert closing.overridden


def test_while_confluence_is_away_the_last_reading_counts(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    scene.type(scene.ana, "postmortem", channel=case.room.name)
    wiki.go_away()
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    assert "2 of 10 complete." in shown(reply.ephemeral)
    assert "Confluence does not answer; this is as of" in shown(reply.ephemeral)


def test_a_page_that_was_deleted_is_made_again_on_request(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    wiki.trash(page_of(wiki).id)
    case.press(scene.ben, "step.start_postmortem")
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    scene.ana.press(reply.ephemeral, action_id="make_page")
    case.quiet()
    assert "Ben started the post-mortem." in page_of(wiki).body
    assert "Post-mortem page" in shown(case.announcement)


def test_anybody_may_ask_for_a_page_that_no_severity_demands(
    wiki: LocalConfluence, scene: Scene
) -> None:
    case = scene.declare("sev4 A typo")
    scene.answer(scene.ana, f"postmortem {case.reference}")
    case.quiet()
    assert page_of(wiki).title.startswith(case.reference)


def test_it_links_to_what_everybody_may_know_of(
    wiki: LocalConfluence, scene: Scene, case: Case
) -> None:
    cause = scene.declare("sev3 Cache is cold", by=scene.ben)
    duplicate = scene.declare("sev3 Payments fail")
    secret = scene.declare_by_form(title="Payroll leaked", private="private")
    for other, relation in ((cause, "cause"), (secret, "related")):
        scene.type(scene.ana, f"link {case.reference}")
        case.send(scene.ana, **{"incident.other": str(other.id), "relation": relation})
    scene.type(scene.ana, f"merge {duplicate.reference} {case.reference}")
    duplicate.send(scene.ana)
    body = page_of(wiki).body
    announced = cause.announcement
    url = f"{scene.slack.url}/archives/{announced.channel}/p{announced.ts.replace('.', '')}"
    assert f'Caused by: <a href="{url}">{cause.reference}: Cache is cold</a>' in body
    assert f"{duplicate.reference}: Payments fail</a>" in body
    assert secret.reference not in body
    assert "Payroll" not in body
