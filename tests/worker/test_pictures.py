"""A picture is attached to its page once, despite crashes."""

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.pictures import MOST_PICTURES, AttachmentResult, NotShownReason, Picture
from firefighter.domain.postmortem import Postmortem
from firefighter.ports.outgoing import Unavailable
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import LEASE, delivery
from tests.pictures import png
from tests.worker.test_mark_message import MessageCase
from tests.worker.worker_harness import ANA, WorkerHarness

GRAPH = Picture(file="F0GRAPH", name="graph.png", media_type="image/png")
NAME = "F0GRAPH-graph.png"


@pytest.fixture
def message_case(harness: WorkerHarness) -> MessageCase:
    """With a marked message that contains a picture, and no page yet."""
    message_case = MessageCase(harness)
    message_case.says("Look", pictures=(GRAPH,))
    harness.chat.files[GRAPH.file] = png()
    message_case.ask()
    assert harness.run_until_idle()
    return message_case


def mitigate(message_case: MessageCase) -> None:
    step = Step(StepKind.MITIGATE, "Rolled back")
    change_status(message_case.harness.context, delivery(), ANA, message_case.incident.id, step)


def attachment_results(message_case: MessageCase) -> dict[str, AttachmentResult]:
    return dict(message_case.harness.context.records.attachment_results(message_case.incident.id))


def shown(message_case: MessageCase) -> list[str]:
    """The attachments that the page shows."""
    ((_page, postmortem),) = message_case.harness.wiki.pages.values()
    assert isinstance(postmortem, Postmortem)
    return [each.attachment for line in postmortem.timeline_lines for each in line.pictures]


def test_picture_is_attached_once_despite_crashes(message_case: MessageCase) -> None:
    harness = message_case.harness
    mitigate(message_case)
    while claims := harness.claim():
        for claim in claims:
            harness.runner()._try(claim)  # and crashes before recording the outcome
        harness.clock.advance(LEASE.total_seconds())
        harness.work_once()
    assert list(harness.wiki.attached.values()) == [png()]
    assert harness.wiki.uploads == [NAME]
    assert shown(message_case) == [NAME]


def test_removed_picture_is_not_fetched(message_case: MessageCase) -> None:
    mitigate(message_case)
    message_case.says("Look", marked=False, pictures=(GRAPH,))
    message_case.ask(asked=False)
    harness = message_case.harness
    (looking,) = [claim for claim in harness.claim() if claim.kind == "note_message"]
    harness.runner()._try(looking)
    harness.clock.advance(LEASE.total_seconds())
    assert harness.run_until_idle()
    assert harness.wiki.uploads == []


def test_pictures_over_the_limit_are_reported(harness: WorkerHarness) -> None:
    pictures = tuple(
        Picture(file=f"F{number}", media_type="image/png") for number in range(MOST_PICTURES + 2)
    )
    harness.chat.files |= {each.file: png() for each in pictures}
    message_case = MessageCase(harness)
    mitigate(message_case)
    message_case.says("An album", pictures=pictures)
    message_case.ask()
    assert harness.run_until_idle()
    assert len(harness.wiki.uploads) == MOST_PICTURES
    assert [each.not_shown_reason for each in attachment_results(message_case).values()].count(
        NotShownReason.TOO_MANY
    ) == 2


def test_picture_marked_twice_is_attached_once(message_case: MessageCase) -> None:
    mitigate(message_case)
    message_case.says("Look again", pictures=(GRAPH,))
    message_case.ask()
    assert message_case.harness.run_until_idle()
    assert message_case.harness.wiki.uploads == [NAME]


@pytest.mark.parametrize("why", NotShownReason)
def test_unavailable_picture_is_recorded(message_case: MessageCase, why: NotShownReason) -> None:
    message_case.harness.chat.files[GRAPH.file] = why
    mitigate(message_case)
    assert message_case.harness.run_until_idle()
    (page,) = message_case.harness.wiki.pages
    assert attachment_results(message_case) == {
        GRAPH.file: AttachmentResult(GRAPH.file, page, not_shown_reason=why)
    }
    assert shown(message_case) == ([] if why is NotShownReason.NO_PICTURE else [""])


def test_deleted_attachment_comes_back_when_marked_again(
    message_case: MessageCase,
) -> None:
    harness = message_case.harness
    mitigate(message_case)
    assert harness.run_until_idle()
    harness.wiki.attached.clear()
    for marked in (False, True):
        message_case.says("Look", marked=marked, pictures=(GRAPH,))
        message_case.ask(asked=marked)
        assert harness.run_until_idle()
    assert list(harness.wiki.attached.values()) == [png()]


def test_failed_download_is_retried_and_does_not_block_the_page(
    message_case: MessageCase,
) -> None:
    harness = message_case.harness
    harness.wiki.fails_to_attach = Unavailable("Slack", "download", "HTTP 502")
    mitigate(message_case)
    assert harness.run_until_idle()
    assert harness.effect("attach_picture").state is EffectState.FAILED
    assert shown(message_case) == [""]
    others = {row.state for row in harness.effects() if row.kind != "attach_picture"}
    assert others == {EffectState.DONE}
