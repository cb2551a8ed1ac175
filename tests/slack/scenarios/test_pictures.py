"""Pictures of marked messages come to the post-mortem page: once, or it says where they are."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from firefighter.domain.events import MessageReworded
from firefighter.domain.pictures import LARGEST_BYTES
from firefighter.playground.confluence import LocalConfluence, Page
from firefighter.playground.slack import (
    Draft,
    DropAfterDoing,
    Message,
    RateLimited,
    ServerError,
)
from firefighter.playground.slack.records import TEAM_ID
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from firefighter.slack.downloads import DOWNLOADS
from tests.clock import MovedClock
from tests.pictures import png
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import POLICY, Scene, open_scene

GRAPH = Draft("error rate.png", png(), alt="Errors climb at 14:02", width=40)
SAYS = "A picture is in the message in Slack"


@pytest.fixture
def scene(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scene]:
    with open_scene(POLICY, sqlite_url, clock, wiki) as scene:
        yield scene


@pytest.fixture
def case(scene: Scene) -> Case:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    return case


def marked(scene: Scene, case: Case, *files: Draft, text: str = "Look at this") -> Message:
    message = scene.ben.post(case.room, text, files=files or (GRAPH,))
    scene.ben.react(message, "pushpin")
    scene.quiet()
    return message


def mitigated(case: Case) -> None:
    """From then on there is a page."""
    case.press(case.stage.slack.person(case.incident.declared_by), "step.mitigate")
    case.send(case.stage.slack.person(case.incident.declared_by), note="Rolled back")


def stuck(scene: Scene, case: Case, why: str) -> None:
    """There is a page, and the panel says what could not be done."""
    scene.ana.press(case.panel, action_id="step.mitigate")
    scene.ana.submit({"note": "Rolled back"})
    scene.slack.wait_until(lambda: why in shown(case.panel), what=why)


def kept_picture(case: Case) -> httpx.Response:
    """The picture of the page that the bot keeps, as a browser finds it there."""
    page = case.stage.bot.house.records.snapshot(case.id).page
    assert page is not None
    assert case.stage.slack.request_url is not None
    address = urljoin(case.stage.slack.request_url, urlsplit(page.url).path)
    source = re.search('<img src="([^"]+)"', httpx.get(address).text)
    assert source
    return httpx.get(urljoin(address, source[1]))


def page_of(wiki: LocalConfluence) -> Page:
    (page,) = wiki.pages
    return page


def test_a_picture_marked_before_there_is_a_page_is_on_it(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    message = marked(scene, case)
    mitigated(case)
    page = page_of(wiki)
    (attached,) = wiki.attachments(page.id)
    assert (attached.content, attached.media_type) == (GRAPH.content, "image/png")
    assert attached.name == f"{message.files[0].id}-error-rate.png"
    assert (
        '<ac:image ac:alt="Errors climb at 14:02" ac:width="40">'
        f'<ri:attachment ri:filename="{attached.name}"/></ac:image>'
    ) in page.body
    assert SAYS not in page.body


def test_a_picture_marked_later_is_on_it_too_and_each_is_there_once(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    mitigated(case)
    message = marked(scene, case, GRAPH, Draft("two.png", png(grey=9)))
    scene.ana.pin(message)
    scene.quiet()
    names = [each.name for each in wiki.attachments(page_of(wiki).id)]
    assert len(names) == 2
    assert all(page_of(wiki).body.count(name) == 1 for name in names)
    assert "Ben: Look at this" in page_of(wiki).body


def test_a_message_that_is_taken_off_takes_its_picture_off_the_page(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    mitigated(case)
    message = marked(scene, case)
    scene.quiet()
    scene.ben.unreact(message, "pushpin")
    scene.quiet()
    assert "ac:image" not in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1
    scene.ben.react(message, "pushpin")
    scene.quiet()
    assert "ac:image" in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1


def test_a_picture_that_its_author_deletes_leaves_the_page(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    mitigated(case)
    message = marked(scene, case)
    scene.quiet()
    scene.ben.delete_file(message, GRAPH.name)
    scene.quiet()
    assert "ac:image" not in page_of(wiki).body
    assert "Ben: Look at this" in page_of(wiki).body


def test_also_when_the_room_is_archived_and_the_others_stay(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    mitigated(case)
    message = marked(scene, case, GRAPH, Draft("two.png", png(grey=9)))
    scene.ana.archive(case.room)
    scene.quiet()
    before = len(case.timeline)
    scene.ben.delete_file(message, GRAPH.name)
    scene.quiet()
    (told,) = case.timeline[before:]
    assert isinstance(told, MessageReworded)
    assert "error-rate.png" not in page_of(wiki).body
    assert "two.png" in page_of(wiki).body


def test_a_file_that_is_on_no_timeline_is_nobodys_business(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    mitigated(case)
    marked(scene, case)
    other = scene.ben.post(case.room, "And this", files=[Draft("other.png", png())])
    before, body = case.timeline, page_of(wiki).body
    scene.ben.delete_file(other, "other.png")
    scene.quiet()
    assert case.timeline == before
    assert page_of(wiki).body == body


def test_that_it_is_deleted_counts_once_however_often_it_is_told(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    mitigated(case)
    message = marked(scene, case)
    scene.ben.delete_file(message, GRAPH.name)
    scene.quiet()
    before = case.timeline
    (told,) = [each for each in scene.slack.deliveries if "file_deleted" in str(each.payload)]
    scene.slack.resend(told)
    scene.quiet()
    assert case.timeline == before
    assert "ac:image" not in page_of(wiki).body


def test_a_page_that_is_made_again_gets_its_pictures_again(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    marked(scene, case)
    mitigated(case)
    first = page_of(wiki).id
    wiki.trash(first)
    case.press(scene.ben, "step.start_postmortem")
    reply = scene.type(scene.ana, "postmortem", channel=case.room.name)
    assert reply.ephemeral is not None
    scene.ana.press(reply.ephemeral, action_id="make_page")
    scene.quiet()
    assert page_of(wiki).id != first
    assert "ac:image" in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1


def test_an_answer_that_is_lost_attaches_nothing_twice(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    wiki.faults.answer("attachments.add", DropAfterDoing())
    marked(scene, case)
    mitigated(case)
    assert len(wiki.attachments(page_of(wiki).id)) == 1
    assert len(wiki.calls_of("attachments.add")) == 1
    assert "ac:image" in page_of(wiki).body


def test_rate_limits_of_either_side_are_waited_out(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    scene.slack.faults.answer("files.download", RateLimited(retry_after_s=1))
    wiki.faults.answer("attachments.add", RateLimited(retry_after_s=1))
    marked(scene, case)
    mitigated(case)
    assert "ac:image" in page_of(wiki).body
    assert len(wiki.attachments(page_of(wiki).id)) == 1


HIDDEN = "A file is in the message; Slack hides it"
LINKED = "A picture is linked in the message in Slack"


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft("a.png", b"\x89PNG\r\n\x1a\n" + bytes(LARGEST_BYTES)), f"{SAYS}; it is too large"),
        (Draft("a.svg", b"<svg/>", "image/svg+xml"), f"{SAYS}, of a kind"),
        (Draft("a.png", b"<html>not a picture</html>"), f"{SAYS}, of a kind"),
        (Draft("a.png", b"", mode="hidden_by_limit"), HIDDEN),
        (Draft("a.png", b"", mode="external", moved_to="https://drive.test/a"), LINKED),
    ],
    ids=["too large", "another kind", "not what it says", "hidden", "elsewhere"],
)
def test_what_cannot_be_shown_is_said_with_the_way_to_the_message(
    scene: Scene, wiki: LocalConfluence, case: Case, draft: Draft, said: str
) -> None:
    message = marked(scene, case, draft)
    mitigated(case)
    (line,) = [each for each in page_of(wiki).body.split("<p>") if said in each]
    assert f"/archives/{message.channel}/p{message.ts.replace('.', '')}" in line
    assert wiki.attachments(page_of(wiki).id) == []
    assert not scene.slack.calls_of("files.download")


def test_a_file_of_another_company_is_asked_about_and_shown_when_it_is_a_picture(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    paper = Draft("terms.pdf", b"%PDF-", "application/pdf", mode="file_access")
    marked(scene, case, Draft("graph.png", png(), mode="file_access"), paper)
    mitigated(case)
    assert len(wiki.attachments(page_of(wiki).id)) == 1
    assert page_of(wiki).body.count("ac:image ") == 1
    assert SAYS not in page_of(wiki).body


def test_a_file_that_is_gone_when_it_is_fetched_is_said(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    scene.slack.faults.answer("files.download", ServerError(404))
    marked(scene, case)
    mitigated(case)
    assert f"{SAYS}, where I cannot see it." in page_of(wiki).body


def test_without_the_right_to_read_files_the_panel_says_so_until_it_is_given(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    everything = ALL_BOT_SCOPES
    scene.slack.grant(everything - {"files:read"})
    marked(scene, case)
    stuck(scene, case, "files.info is refused (missing_scope)")
    assert f"{SAYS}." in page_of(wiki).body
    scene.slack.grant(everything)
    scene.ana.press(case.panel, action_id="retry")
    scene.slack.wait_until(lambda: "missing_scope" not in shown(case.panel))
    scene.quiet()
    assert "ac:image" in page_of(wiki).body
    assert "missing_scope" not in shown(case.panel)


def test_slacks_login_page_is_no_picture(scene: Scene, wiki: LocalConfluence, case: Case) -> None:
    scene.slack.add_channel("elsewhere", members=[scene.ana], bot=False)
    (file,) = scene.ana.post("elsewhere", "Ours alone", files=[GRAPH]).files
    address = f"{scene.slack.url}/files-pri/{TEAM_ID}-{file.id}/download"
    marked(scene, case, Draft("a.png", png(), moved_to=address))
    stuck(scene, case, "Slack shows me its login page instead of a picture")
    assert wiki.attachments(page_of(wiki).id) == []


def test_the_token_goes_nowhere_but_to_slack(scene: Scene, case: Case) -> None:
    with LocalConfluence() as stranger:
        elsewhere = f"{stranger.url}/api/v2/spaces"
        marked(scene, case, Draft("a.png", png(), moved_to=elsewhere))
        stuck(scene, case, f"{DOWNLOADS} is refused (not an address of Slack")
        assert stranger.calls == []


def test_confluence_that_refuses_attachments_is_asked_again_by_hand(
    scene: Scene, wiki: LocalConfluence, case: Case
) -> None:
    wiki.deny("attach")
    marked(scene, case)
    stuck(scene, case, "I could not attach a picture to the page")
    assert f"{SAYS}." in page_of(wiki).body
    wiki.deny()
    scene.ana.press(case.panel, action_id="retry")
    scene.slack.wait_until(lambda: "ac:image" in page_of(wiki).body)
    scene.quiet()
    assert "ac:image" in page_of(wiki).body


def test_a_private_incidents_picture_stays_with_the_bot(
    scene: Scene, wiki: LocalConfluence
) -> None:
    case = scene.declare_by_form(severity="SEV1", private=["private"])
    message = scene.ana.post(case.room, "The key", files=[GRAPH])
    scene.ana.react(message, "pushpin")
    mitigated(case)
    assert wiki.pages == []
    assert wiki.calls_of("attachments.add") == []
    assert kept_picture(case).content == GRAPH.content


def test_without_confluence_the_picture_is_on_the_page_that_the_bot_keeps(sqlite_url: str) -> None:
    with open_scene(POLICY, sqlite_url) as scene:
        case = scene.declare("sev1 Checkout returns 500")
        scene.ben.join(case.room)
        message = marked(scene, case)
        mitigated(case)
        found = kept_picture(case)
        assert (found.content, found.headers["content-type"]) == (GRAPH.content, "image/png")
        assert found.headers["x-content-type-options"] == "nosniff"
        scene.ben.unreact(message, "pushpin")
        scene.quiet()
        assert httpx.get(found.url).status_code == 404
