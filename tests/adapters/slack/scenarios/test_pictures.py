"""Pictures of marked messages are attached to the post-mortem page once, or linked."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.adapters.slack.outbound.downloads import DOWNLOADS
from firefighter.domain.events import MessageReworded
from firefighter.domain.pictures import LARGEST_BYTES
from firefighter.playground.confluence import LocalConfluence, Page
from firefighter.playground.slack import Draft, DropAfterDoing, Message, RateLimited, ServerError
from firefighter.playground.slack.records import TEAM_ID
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock
from tests.pictures import png

GRAPH = Draft("error rate.png", png(), alt="Errors climb at 14:02", width=40)
SAYS = "Picture: see the message in Slack."
NOT_SHOWN = "Picture not shown: "


@pytest.fixture
def scenario(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    return case


def marked(
    scenario: Scenario, case: IncidentCase, *files: Draft, text: str = "Look at this"
) -> Message:
    message = scenario.ben.post(case.incident_channel, text, files=files or (GRAPH,))
    scenario.ben.react(message, "pushpin")
    scenario.settle()
    return message


def mitigated(case: IncidentCase) -> None:
    """From then on there is a page."""
    case.press(case.sandbox.slack.person(case.incident.declared_by), "step.mitigate")
    case.send(case.sandbox.slack.person(case.incident.declared_by), note="Rolled back")


def stuck(scenario: Scenario, case: IncidentCase, why: str) -> None:
    """There is a page, and the panel says what could not be done."""
    case.press_without_waiting(scenario.ana, "step.mitigate")
    scenario.ana.submit({"note": "Rolled back"})
    scenario.slack.wait_until(lambda: why in shown(case.panel), what=why)


def kept_picture(case: IncidentCase) -> httpx.Response:
    """The picture of the page that the bot keeps, as a browser finds it there."""
    postmortem_page = case.sandbox.bot.context.records.snapshot(case.id).postmortem_page
    assert postmortem_page is not None
    assert case.sandbox.slack.request_url is not None
    address = urljoin(case.sandbox.slack.request_url, urlsplit(postmortem_page.url).path)
    source = re.search('<img src="([^"]+)"', httpx.get(address).text)
    assert source
    return httpx.get(urljoin(address, source[1]))


def page_of(wiki: LocalConfluence) -> Page:
    (postmortem_page,) = wiki.pages
    return postmortem_page


def test_picture_marked_before_the_page_exists_is_attached(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    message = marked(scenario, case)
    mitigated(case)
    postmortem_page = page_of(wiki)
    (attached,) = wiki.attachments(postmortem_page.id)
    assert (attached.content, attached.media_type) == (GRAPH.content, "image/png")
    assert attached.name == f"{message.files[0].id}-error-rate.png"
    assert (
        '<ac:image ac:alt="Errors climb at 14:02" ac:width="40">'
        f'<ri:attachment ri:filename="{attached.name}"/></ac:image>'
    ) in postmortem_page.body
    assert SAYS not in postmortem_page.body
    assert NOT_SHOWN not in postmortem_page.body


def test_picture_marked_later_is_attached_and_each_only_once(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    mitigated(case)
    message = marked(scenario, case, GRAPH, Draft("two.png", png(grey=9)))
    scenario.ana.pin(message)
    scenario.settle()
    names = [each.name for each in wiki.attachments(page_of(wiki).id)]
    assert len(names) == 2
    assert all(page_of(wiki).body.count(name) == 1 for name in names)
    assert "Ben: Look at this" in page_of(wiki).body


def test_removing_a_message_removes_its_picture(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    mitigated(case)
    message = marked(scenario, case)
    scenario.settle()
    scenario.ben.unreact(message, "pushpin")
    scenario.settle()
    assert "ac:image" not in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1
    scenario.ben.react(message, "pushpin")
    scenario.settle()
    assert "ac:image" in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1


def test_a_picture_that_its_author_deletes_leaves_the_page(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    mitigated(case)
    message = marked(scenario, case)
    scenario.settle()
    scenario.ben.delete_file(message, GRAPH.name)
    scenario.settle()
    assert "ac:image" not in page_of(wiki).body
    assert "Ben: Look at this" in page_of(wiki).body


def test_picture_deleted_in_an_archived_channel_leaves_the_page(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    mitigated(case)
    message = marked(scenario, case, GRAPH, Draft("two.png", png(grey=9)))
    scenario.ana.archive(case.incident_channel)
    scenario.settle()
    before = len(case.timeline)
    scenario.ben.delete_file(message, GRAPH.name)
    scenario.settle()
    (told,) = case.timeline[before:]
    assert isinstance(told, MessageReworded)
    assert "error-rate.png" not in page_of(wiki).body
    assert "two.png" in page_of(wiki).body


def test_files_outside_of_timelines_are_ignored(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    mitigated(case)
    marked(scenario, case)
    other = scenario.ben.post(case.incident_channel, "And this", files=[Draft("other.png", png())])
    before, body = case.timeline, page_of(wiki).body
    scenario.ben.delete_file(other, "other.png")
    scenario.settle()
    assert case.timeline == before
    assert page_of(wiki).body == body


def test_repeated_deletion_events_count_once(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    mitigated(case)
    message = marked(scenario, case)
    scenario.ben.delete_file(message, GRAPH.name)
    scenario.settle()
    before = case.timeline
    (told,) = [each for each in scenario.slack.deliveries if "file_deleted" in str(each.payload)]
    scenario.slack.resend(told)
    scenario.settle()
    assert case.timeline == before
    assert "ac:image" not in page_of(wiki).body


def test_recreated_page_gets_its_pictures_again(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    marked(scenario, case)
    mitigated(case)
    first = page_of(wiki).id
    wiki.trash(first)
    case.press(scenario.ben, "step.start_postmortem")
    reply = scenario.type(scenario.ana, "postmortem", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    scenario.ana.press(reply.ephemeral, action_id="make_page")
    scenario.settle()
    assert page_of(wiki).id != first
    assert "ac:image" in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1


def test_lost_answer_attaches_nothing_twice(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    wiki.faults.answer("attachments.add", DropAfterDoing())
    marked(scenario, case)
    mitigated(case)
    assert len(wiki.attachments(page_of(wiki).id)) == 1
    assert len(wiki.calls_of("attachments.add")) == 1
    assert "ac:image" in page_of(wiki).body


def test_rate_limits_of_either_side_are_waited_out(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    scenario.slack.faults.answer("files.download", RateLimited(retry_after_s=1))
    wiki.faults.answer("attachments.add", RateLimited(retry_after_s=1))
    marked(scenario, case)
    mitigated(case)
    assert "ac:image" in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1


HIDDEN = "File not shown: Slack hides it because of your plan"
LINKED = f"{NOT_SHOWN}it is stored outside Slack."


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (
            Draft("a.png", b"\x89PNG\r\n\x1a\n" + bytes(LARGEST_BYTES)),
            f"{NOT_SHOWN}too large for this page.",
        ),
        (Draft("a.svg", b"<svg/>", "image/svg+xml"), f"{NOT_SHOWN}unsupported file type."),
        (Draft("a.png", b"<html>not a picture</html>"), f"{NOT_SHOWN}unsupported file type."),
        (Draft("a.png", b"", mode="hidden_by_limit"), HIDDEN),
        (Draft("a.png", b"", mode="external", moved_to="https://drive.test/a"), LINKED),
    ],
    ids=["too large", "another kind", "not what it says", "hidden", "elsewhere"],
)
def test_picture_that_cannot_be_attached_is_replaced_by_a_link(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase, draft: Draft, said: str
) -> None:
    message = marked(scenario, case, draft)
    mitigated(case)
    (line,) = [each for each in page_of(wiki).body.split("<p>") if said in each]
    assert f"/archives/{message.channel}/p{message.ts.replace('.', '')}" in line
    assert wiki.attachments(page_of(wiki).id) == []
    assert not scenario.slack.calls_of("files.download")


def test_picture_of_another_company_is_looked_up_and_attached(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    paper = Draft("terms.pdf", b"%PDF-", "application/pdf", mode="file_access")
    marked(scenario, case, Draft("graph.png", png(), mode="file_access"), paper)
    mitigated(case)
    assert len(wiki.attachments(page_of(wiki).id)) == 1
    assert page_of(wiki).body.count("ac:image ") == 1
    assert SAYS not in page_of(wiki).body
    assert NOT_SHOWN not in page_of(wiki).body


def test_file_deleted_before_the_download_is_reported(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    scenario.slack.faults.answer("files.download", ServerError(404))
    marked(scenario, case)
    mitigated(case)
    assert f"{NOT_SHOWN}the bot has no access to it." in page_of(wiki).body


def test_missing_files_scope_is_shown_on_the_panel_until_granted(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    everything = set(needed_scopes(find_features()))
    scenario.slack.grant(everything - {"files:read"})
    marked(scenario, case)
    stuck(scenario, case, "Slack refused: files.info (missing_scope)")
    assert SAYS in page_of(wiki).body
    scenario.slack.grant(everything)
    scenario.ana.press(case.panel, action_id="retry")
    scenario.slack.wait_until(lambda: "missing_scope" not in shown(case.panel))
    scenario.settle()
    assert "ac:image" in page_of(wiki).body
    assert "missing_scope" not in shown(case.panel)


def test_login_page_instead_of_a_picture_is_not_attached(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    scenario.slack.add_channel("elsewhere", members=[scenario.ana], bot=False)
    (file,) = scenario.ana.post("elsewhere", "Ours alone", files=[GRAPH]).files
    address = f"{scenario.slack.url}/files-pri/{TEAM_ID}-{file.id}/download"
    marked(scenario, case, Draft("a.png", png(), moved_to=address))
    stuck(scenario, case, "Slack doesn't let the bot read files")
    assert wiki.attachments(page_of(wiki).id) == []


def test_token_is_sent_to_slack_only(scenario: Scenario, case: IncidentCase) -> None:
    with LocalConfluence() as stranger:
        elsewhere = f"{stranger.url}/api/v2/spaces"
        marked(scenario, case, Draft("a.png", png(), moved_to=elsewhere))
        stuck(scenario, case, f"Slack refused: {DOWNLOADS} (not an address of Slack")
        assert stranger.calls == []


def test_refused_attachment_can_be_retried(
    scenario: Scenario, wiki: LocalConfluence, case: IncidentCase
) -> None:
    wiki.deny("attach")
    marked(scenario, case)
    stuck(scenario, case, "refused: attach a picture to the page")
    assert SAYS in page_of(wiki).body
    wiki.deny()
    scenario.ana.press(case.panel, action_id="retry")
    scenario.slack.wait_until(lambda: "ac:image" in page_of(wiki).body)
    scenario.settle()
    assert "ac:image" in page_of(wiki).body


def test_picture_of_a_private_incident_is_on_the_self_hosted_page(
    scenario: Scenario, wiki: LocalConfluence
) -> None:
    case = scenario.declare_by_form(severity="SEV1", private=["private"])
    message = scenario.ana.post(case.incident_channel, "The key", files=[GRAPH])
    scenario.ana.react(message, "pushpin")
    mitigated(case)
    assert wiki.pages == []
    assert wiki.calls_of("attachments.add") == []
    assert kept_picture(case).content == GRAPH.content


def test_without_confluence_the_picture_is_on_the_self_hosted_page(sqlite_url: str) -> None:
    with open_scenario(POLICY, sqlite_url) as scenario:
        case = scenario.declare("sev1 Checkout returns 500")
        scenario.ben.join(case.incident_channel)
        message = marked(scenario, case)
        mitigated(case)
        found = kept_picture(case)
        assert (found.content, found.headers["content-type"]) == (GRAPH.content, "image/png")
        assert found.headers["x-content-type-options"] == "nosniff"
        scenario.ben.unreact(message, "pushpin")
        scenario.settle()
        assert httpx.get(found.url).status_code == 404
