"""Link incidents that have to do with one another; a private one shows only to who may see it."""

import pytest

from firefighter.domain.events import Linked, Unlinked
from firefighter.domain.relations import Relation
from firefighter.playground.slack import Person
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene


def shows(scene: Scene, person: Person, case: Case) -> str:
    """What `/incident show` tells this person."""
    reply = scene.type(person, f"show {case.reference}")
    assert reply.ephemeral is not None
    return shown(reply.ephemeral)


def by_form(scene: Scene, one: Case, other: Case, relation: Relation = Relation.RELATED) -> None:
    scene.type(scene.ana, f"link {one.reference}")
    reply = one.send(scene.ana, **{"incident.other": str(other.id), "relation": relation.value})
    assert not reply.errors


def pair(scene: Scene) -> tuple[Case, Case]:
    return scene.declare("sev1 Checkout returns 500"), scene.declare("sev3 Cache is cold")


def secret_of(scene: Scene) -> Case:
    return scene.declare_by_form(title="Payroll leaked", private="private")


def test_by_number_in_the_room_and_both_say_so(scene_on_either: Scene) -> None:
    scene = scene_on_either
    one, other = pair(scene)
    said = scene.type(scene.ana, f"link {other.reference}", channel=one.room.name)
    assert said.ephemeral is not None
    assert said.ephemeral.text == f"{one.reference} and {other.reference} are linked now."
    scene.quiet()
    for here, there in ((one, other), (other, one)):
        event = here.timeline[-1]
        assert isinstance(event, Linked)
        assert (event.other, event.relation) == (there.id, Relation.RELATED)
        assert here.lines[-1] == f":link: <@{scene.ana.id}> linked it with {there.reference}."
    assert f"Related: {other.reference}: Cache is cold" in shown(one.room_panel)
    assert f"Related: {one.reference}: Checkout returns 500 · <#{one.room.id}>" in shows(
        scene, scene.ben, other
    )


@pytest.mark.parametrize(
    ("relation", "here", "there"),
    [
        (Relation.CAUSE, "Caused by", "Caused"),
        (Relation.RESULT, "Caused", "Caused by"),
        (Relation.RELATED, "Related:", "Related:"),
    ],
)
def test_by_form_with_what_it_is(scene: Scene, relation: Relation, here: str, there: str) -> None:
    one, other = pair(scene)
    by_form(scene, one, other, relation)
    assert f"{here} {other.reference}: Cache is cold" in shows(scene, scene.ben, one)
    assert f"{there} {one.reference}: Checkout returns 500" in shows(scene, scene.ben, other)


def test_by_button_also_when_all_is_over(scene: Scene) -> None:
    one, other = pair(scene)
    one.press(scene.ana, "step.cancel")
    one.send(scene.ana, reason="false_alarm")
    one.press(scene.ana, "more")
    assert scene.ana.view is not None
    assert scene.ana.press(scene.ana.view, action_id="more.link").acknowledged
    one.send(scene.ana, **{"incident.other": str(other.id)})
    assert isinstance(one.timeline[-1], Linked)


def test_said_twice_it_is_linked_once(scene: Scene) -> None:
    one, other = pair(scene)
    by_form(scene, one, other, Relation.CAUSE)
    before = (one.timeline, other.timeline)
    for words in (f"{one.reference} {other.reference}", f"{other.reference} {one.reference}"):
        assert " already." in scene.answer(scene.ben, f"link {words}")
    scene.type(scene.ana, f"link {one.reference}")
    reply = one.send(scene.ana, **{"incident.other": str(other.id), "relation": "cause"})
    assert reply.errors == {"incident.other": f"It is linked with {other.reference} already."}
    assert (one.timeline, other.timeline) == before


def test_a_delivery_that_comes_twice_links_once(scene: Scene) -> None:
    one, other = pair(scene)
    reply = scene.type(scene.ana, f"link {one.reference} {other.reference}")
    scene.quiet()
    before = (one.timeline, other.timeline)
    again = scene.slack.redeliver(reply)
    assert again.acknowledged
    scene.quiet()
    assert (one.timeline, other.timeline) == before


def test_taken_away_by_number_or_in_the_form(scene: Scene) -> None:
    one, other = pair(scene)
    for by_number in (True, False):
        by_form(scene, one, other)
        if by_number:
            scene.answer(scene.ben, f"unlink {one.reference} {other.reference}")
        else:
            scene.type(scene.ben, f"unlink {one.reference}")
            assert scene.ben.view is not None
            assert scene.ben.press(scene.ben.view, action_id="unlink").acknowledged
        scene.quiet()
        for here, there in ((one, other), (other, one)):
            assert isinstance(here.timeline[-1], Unlinked)
            said = f"<@{scene.ben.id}> took the link with {there.reference} away."
            assert here.lines[-1].endswith(said)
            assert there.reference not in shows(scene, scene.ana, here).partition("\n")[2]
    assert scene.ben.view is not None
    assert other.reference not in str(scene.ben.view.blocks)


def test_neither_with_itself_nor_with_nothing(scene: Scene) -> None:
    one, other = pair(scene)
    assert scene.answer(scene.ana, f"link {one.reference} {one.reference}") == (
        "Choose another incident than this one."
    )
    assert scene.answer(scene.ana, f"link {one.reference} INC-99999").startswith(
        "There is no INC-99999"
    )
    assert scene.answer(scene.ana, f"unlink {one.reference} {other.reference}") == (
        f"It is not linked with {other.reference}."
    )
    assert not any(isinstance(event, Linked | Unlinked) for event in one.timeline)


def test_a_private_one_shows_only_to_who_may_see_it(scene: Scene) -> None:
    public, secret = scene.declare("sev3 Fountain is dry"), secret_of(scene)
    said, before = [each.text for each in scene.everything_said()], public.timeline
    by_form(scene, public, secret, Relation.CAUSE)
    assert f"Caused by {secret.reference}: Payroll leaked" in shows(scene, scene.ana, public)
    told = secret.timeline[-1]
    assert isinstance(told, Linked)
    assert (told.other, told.relation) == (public.id, Relation.RESULT)
    assert public.timeline == before
    assert "Payroll" not in shows(scene, scene.ben, public)
    new = [each for each in scene.everything_said() if each.text not in said]
    assert {each.channel for each in new} <= {secret.room.id}
    public.press(scene.ben, "step.investigate")
    for message in scene.everything_said():
        if scene.ben.sees(message.channel):
            assert secret.reference not in f"{message.text} {message.blocks}"
    scene.type(scene.ben, f"link {public.reference}")
    assert scene.ben.view is not None
    assert secret.reference not in str(scene.ben.view.blocks)


def test_two_private_ones_know_of_each_other_only_by_their_own_people(scene: Scene) -> None:
    one, other = secret_of(scene), secret_of(scene)
    scene.ana.invite(one.room, scene.ben)
    scene.quiet()
    before = (one.timeline, one.lines, shown(one.room_panel))
    by_form(scene, one, other)
    assert (one.timeline, one.lines, shown(one.room_panel)) == before
    assert f"Related: {other.reference}" in shows(scene, scene.ana, one)
    assert other.reference not in shows(scene, scene.ben, one)


def test_who_may_not_see_the_other_cannot_name_it(scene: Scene) -> None:
    public, secret = scene.declare("sev3 Fountain is dry"), secret_of(scene)
    by_form(scene, public, secret)
    for verb in ("link", "unlink"):
        said = scene.answer(scene.ben, f"{verb} {public.reference} {secret.reference}")
        nothing = scene.answer(scene.ben, f"{verb} {public.reference} INC-99999")
        assert said == nothing.replace("INC-99999", secret.reference)
    assert secret.reference in shows(scene, scene.ana, public)
