"""A picture comes to its page once, whatever dies on the way."""

import pytest

from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.pictures import PICTURES_ON_A_PAGE, Fate, Picture, WhyNot
from firefighter.ports.chat import ChatUnavailable
from firefighter.store.tables import EffectState
from firefighter.usecases.change_status import change_status
from tests.pictures import png
from tests.store.desk import LEASE, delivery
from tests.worker.test_noting import Desk
from tests.worker.workshop import ANA, Workshop

GRAPH = Picture(file="F0GRAPH", name="graph.png", media_type="image/png")
NAME = "F0GRAPH-graph.png"


@pytest.fixture
def desk(workshop: Workshop) -> Desk:
    """With a marked message, a picture in it, and no page yet."""
    desk = Desk(workshop)
    desk.says("Look", pictures=(GRAPH,))
    workshop.chat.files[GRAPH.file] = png()
    desk.ask()
    assert workshop.work_off()
    return desk


def mitigate(desk: Desk) -> None:
    step = Step(Trigger.MITIGATE, "Rolled back")
    change_status(desk.workshop.house, delivery(), ANA, desk.incident.id, step)


def fates(desk: Desk) -> dict[str, Fate]:
    return dict(desk.workshop.house.records.fates(desk.incident.id))


def shown(desk: Desk) -> list[str]:
    """The attachments that the page shows."""
    ((_page, postmortem),) = desk.workshop.wiki.pages.values()
    return [each.attachment for told in postmortem.told for each in told.pictures]


def test_a_worker_killed_after_every_call_attaches_it_once(desk: Desk) -> None:
    workshop = desk.workshop
    mitigate(desk)
    while claims := workshop.claim():
        for claim in claims:
            workshop.attempts()._try(claim)  # and is killed before it records what came of it
        workshop.clock.advance(LEASE.total_seconds())
        workshop.work_once()
    assert list(workshop.wiki.attached.values()) == [png()]
    assert workshop.wiki.uploads == [NAME]
    assert shown(desk) == [NAME]


def test_a_picture_that_is_not_wanted_any_more_is_not_fetched(desk: Desk) -> None:
    mitigate(desk)
    desk.says("Look", marked=False, pictures=(GRAPH,))
    desk.ask(asked=False)
    workshop = desk.workshop
    (looking,) = [claim for claim in workshop.claim() if claim.kind == "note_message"]
    workshop.attempts()._try(looking)
    workshop.clock.advance(LEASE.total_seconds())
    assert workshop.work_off()
    assert workshop.wiki.uploads == []


def test_there_are_as_many_as_a_page_holds_and_the_rest_is_said(workshop: Workshop) -> None:
    pictures = tuple(
        Picture(file=f"F{number}", media_type="image/png")
        for number in range(PICTURES_ON_A_PAGE + 2)
    )
    workshop.chat.files |= {each.file: png() for each in pictures}
    desk = Desk(workshop)
    mitigate(desk)
    desk.says("An album", pictures=pictures)
    desk.ask()
    assert workshop.work_off()
    assert len(workshop.wiki.uploads) == PICTURES_ON_A_PAGE
    assert [each.why_not for each in fates(desk).values()].count(WhyNot.TOO_MANY) == 2


def test_marked_twice_at_once_it_is_attached_once(desk: Desk) -> None:
    mitigate(desk)
    desk.says("Look again", pictures=(GRAPH,))
    desk.ask()
    assert desk.workshop.work_off()
    assert desk.workshop.wiki.uploads == [NAME]


@pytest.mark.parametrize("why", WhyNot)
def test_what_the_chat_does_not_hand_out_is_put_on_record(desk: Desk, why: WhyNot) -> None:
    desk.workshop.chat.files[GRAPH.file] = why
    mitigate(desk)
    assert desk.workshop.work_off()
    (page,) = desk.workshop.wiki.pages
    assert fates(desk) == {GRAPH.file: Fate(GRAPH.file, page, why_not=why)}
    assert shown(desk) == ([] if why is WhyNot.NO_PICTURE else [""])


def test_an_attachment_that_somebody_deleted_comes_back_when_it_is_marked_anew(
    desk: Desk,
) -> None:
    workshop = desk.workshop
    mitigate(desk)
    assert workshop.work_off()
    workshop.wiki.attached.clear()
    for marked in (False, True):
        desk.says("Look", marked=marked, pictures=(GRAPH,))
        desk.ask(asked=marked)
        assert workshop.work_off()
    assert list(workshop.wiki.attached.values()) == [png()]


def test_what_did_not_answer_is_tried_again_and_does_not_hold_up_the_page(desk: Desk) -> None:
    workshop = desk.workshop
    workshop.wiki.fails_to_attach = ChatUnavailable("download", "HTTP 502")
    mitigate(desk)
    assert workshop.work_off()
    assert workshop.effect("attach_picture").state is EffectState.PARKED
    assert shown(desk) == [""]
    others = {row.state for row in workshop.effects() if row.kind != "attach_picture"}
    assert others == {EffectState.DONE}
