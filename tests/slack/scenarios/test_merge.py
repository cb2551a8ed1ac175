"""Merge a duplicate: it ends, its people find the others, what is left to do goes along."""

import pytest

from firefighter.domain.events import FollowUpChanged, Merged, StatusChanged
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.incident import Cancellation
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.metrics.facts import Group
from firefighter.playground.slack import Person, Reply
from firefighter.store.facts import fact_row
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene, modal_text


def merge(
    scene: Scene, duplicate: Case, survivor: Case, by: Person | None = None, note: str = ""
) -> Reply:
    """By the command in the duplicate's own room, if it has one."""
    person = by or scene.ana
    scene.type(person, f"merge {duplicate.reference}")
    return duplicate.send(person, duplicate_of=str(survivor.id), note=note)


def add_follow_up(scene: Scene, case: Case, text: str, **values: object) -> None:
    scene.type(scene.ana, f"followup {case.reference}")
    case.send(scene.ana, text=text, **values)


def is_merged(duplicate: Case, survivor: Case) -> bool:
    return duplicate.incident.cancellation == Cancellation(CancelReason.DUPLICATE, survivor.id)


def test_the_duplicate_ends_and_says_where_it_goes_on(scene_on_either: Scene) -> None:
    scene = scene_on_either
    survivor = scene.declare("sev1 Checkout returns 500")
    duplicate = scene.declare("sev2 Payments fail", by=scene.ben)
    before = len(duplicate.lines)
    assert not merge(scene, duplicate, survivor, note="One cache").errors
    assert is_merged(duplicate, survivor)
    assert duplicate.incident.status is Status.CLOSED
    (line,) = duplicate.lines[before:]
    assert line == (
        f":twisted_rightwards_arrows: <@{scene.ana.id}> merged it into {survivor.reference}. "
        f"One cache :arrow_right: It goes on in <#{survivor.room.id}>."
    )
    announced = shown(duplicate.announcement)
    assert f"*Merged into*\n{survivor.reference} · <#{survivor.room.id}>" in announced
    assert f"Merged into {survivor.reference}: Checkout returns 500" in shown(duplicate.panel)


def test_its_people_are_brought_to_the_others_who_hear_one_line(scene_on_either: Scene) -> None:
    scene = scene_on_either
    survivor = scene.declare("sev1 Checkout returns 500")
    duplicate = scene.declare("sev2 Payments fail", by=scene.ben)
    duplicate.press(scene.dora, "role.commander")
    assert scene.ben.id not in survivor.room.members
    before, cards = len(survivor.lines), shown(survivor.announcement)
    merge(scene, duplicate, survivor)
    assert {scene.ben.id, scene.dora.id} <= set(survivor.room.members)
    (line,) = survivor.lines[before:]
    assert line == (
        f":twisted_rightwards_arrows: <@{scene.ana.id}> merged {duplicate.reference} into this "
        "one: Payments fail. 2 people join"
    )
    assert shown(survivor.announcement) == cards
    merged = f"Merged into this one: {duplicate.reference}: Payments fail"
    assert merged in shown(survivor.room_panel)


def test_where_there_is_no_room_people_are_called_into_the_thread(scene: Scene) -> None:
    survivor = scene.declare("sev3 Search is slow")
    duplicate = scene.declare("sev1 Search is down", by=scene.ben)
    merge(scene, duplicate, survivor)
    announced = survivor.announcement
    link = f"{scene.slack.url}/archives/{announced.channel}/p{announced.ts.replace('.', '')}"
    assert duplicate.lines[-1].endswith(f"It goes on in <{link}|{survivor.reference}>.")
    assert f"<{link}|{survivor.reference}>" in shown(duplicate.announcement)
    assert survivor.lines[-1].endswith(f"With you now: <@{scene.ben.id}>")


def test_both_timelines_have_it(scene: Scene) -> None:
    survivor, duplicate = scene.declare("sev3 One"), scene.declare("sev3 The other", by=scene.ben)
    merge(scene, duplicate, survivor)
    ended = duplicate.timeline[-1]
    assert isinstance(ended, StatusChanged)
    assert (ended.merged, ended.duplicate_of) == (True, survivor.id)
    taken_over = survivor.timeline[-1]
    assert isinstance(taken_over, Merged)
    assert (taken_over.duplicate, taken_over.people) == (duplicate.id, (scene.ben.id,))


def test_what_is_left_to_do_goes_over_with_owner_and_day(scene: Scene) -> None:
    survivor, duplicate = scene.declare("sev1 One"), scene.declare("sev1 The other")
    add_follow_up(scene, survivor, "Add an alarm")
    add_follow_up(scene, duplicate, "Fix the cache", owner=scene.ben.id, due="2030-03-09")
    add_follow_up(scene, duplicate, "Was done")
    scene.type(scene.ana, f"followups {duplicate.reference}")
    view = scene.ana.view
    assert view is not None
    scene.ana.press(view, action_id="follow_up.2", value=f"{duplicate.id}|2|done|")
    scene.ana.close_view()
    before = len(survivor.lines)
    merge(scene, duplicate, survivor)
    first, second = survivor.incident.follow_ups.values()
    assert (first.text, second.text, second.number) == ("Add an alarm", "Fix the cache", 2)
    assert (second.owner, str(second.due), second.is_open) == (scene.ben.id, "2030-03-09", True)
    states = [each.state for each in duplicate.incident.follow_ups.values()]
    assert states == [FollowUpState.MOVED, FollowUpState.DONE]
    (line,) = survivor.lines[before:]
    assert line.endswith("1 follow-up came along")
    assert "Fix the cache" in shown(survivor.room_panel)
    assert "Fix the cache" not in shown(duplicate.room_panel)
    came = survivor.timeline[-1]
    assert isinstance(came, FollowUpChanged)
    assert came.merged == duplicate.id
    scene.type(scene.ana, f"followups {duplicate.reference}")
    assert scene.ana.view is not None
    assert "Fix the cache~ · went over to the other incident" in modal_text(scene.ana.view)


def test_in_the_room_a_number_is_the_one_that_goes_on(scene: Scene) -> None:
    survivor = scene.declare("sev3 Search is slow")
    duplicate = scene.declare("sev1 Search is down")
    scene.type(scene.ana, f"merge {survivor.reference}", channel=duplicate.room.name)
    view = scene.ana.view
    assert view is not None
    assert view.title == f"Merge {duplicate.reference}"
    assert not duplicate.send(scene.ana).errors
    assert is_merged(duplicate, survivor)


def test_what_is_over_is_refused_before_anything_is_asked(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "step.cancel")
    case.send(scene.ana, reason="false_alarm")
    said = scene.answer(scene.ana, f"merge {case.reference}")
    assert said == "It is closed now, so nobody can merge it. Nothing was changed."


def test_by_button_for_as_long_as_it_burns(scene: Scene) -> None:
    survivor, duplicate = scene.declare("sev1 One"), scene.declare("sev3 The other")
    duplicate.press(scene.ana, "more")
    assert scene.ana.view is not None
    assert scene.ana.press(scene.ana.view, action_id="more.merge").acknowledged
    assert not duplicate.send(scene.ana, duplicate_of=str(survivor.id)).errors
    assert is_merged(duplicate, survivor)
    duplicate.press(scene.ana, "more")
    assert scene.ana.view is not None
    assert "more.merge" not in str(scene.ana.view.blocks)


def test_what_looks_alike_is_offered_first(scene: Scene) -> None:
    alike = scene.declare("sev4 Reindeer statue leaks oil")
    other = scene.declare("sev1 Something else")
    duplicate = scene.declare("sev3 Oil leaks from reindeer statue")
    scene.type(scene.ana, f"merge {duplicate.reference}")
    assert scene.ana.view is not None
    offered = scene.ana.suggest("duplicate_of", "").body["options"]
    names = [option["text"]["text"].split(" ")[0] for option in offered]
    assert names[0] == alike.reference
    assert other.reference in names
    assert duplicate.reference not in names


def test_cancelling_as_a_duplicate_merges(scene: Scene) -> None:
    survivor = scene.declare("sev1 One")
    duplicate = scene.declare("sev3 The other", by=scene.ben)
    duplicate.press(scene.ben, "step.cancel")
    duplicate.send(scene.ben, reason="duplicate", duplicate_of=str(survivor.id))
    assert is_merged(duplicate, survivor)
    assert scene.ben.id in survivor.room.members
    assert isinstance(survivor.timeline[-1], Merged)


def test_a_duplicate_of_what_is_over_ends_and_moves_nobody(scene: Scene) -> None:
    original = scene.declare("sev3 One")
    original.press(scene.ana, "step.mitigate")
    original.send(scene.ana, note="Rolled back")
    original.press(scene.ana, "step.close")
    duplicate = scene.declare("sev3 The other", by=scene.ben)
    said = len(original.lines)
    reply = merge(scene, duplicate, original)
    assert reply.errors["duplicate_of"].startswith(
        f"{original.reference} is closed: nobody works there. Reopen it first, or cancel this one"
    )
    scene.ana.close_view()
    duplicate.press(scene.ben, "step.cancel")
    duplicate.send(scene.ben, reason="duplicate", duplicate_of=str(original.id))
    assert is_merged(duplicate, original)
    assert f"cancelled it: duplicate of {original.reference}" in duplicate.lines[-1]
    assert len(original.lines) == said


def test_sent_twice_or_by_two_it_happens_once(scene: Scene) -> None:
    survivor, duplicate = scene.declare("sev3 One"), scene.declare("sev3 The other")
    scene.type(scene.ana, f"merge {duplicate.reference}")
    scene.type(scene.ben, f"merge {duplicate.reference}")
    sent = duplicate.send(scene.ana, duplicate_of=str(survivor.id))
    said = (duplicate.timeline, survivor.timeline, duplicate.lines, survivor.lines)
    reply = duplicate.send(scene.ben, duplicate_of=str(survivor.id))
    assert "It is closed now, so nobody can merge it." in " ".join(reply.errors.values())
    scene.slack.redeliver(sent)
    scene.quiet()
    assert (duplicate.timeline, survivor.timeline, duplicate.lines, survivor.lines) == said


def test_neither_into_itself_nor_in_a_circle_nor_into_nothing(scene: Scene) -> None:
    survivor, duplicate = scene.declare("sev3 One"), scene.declare("sev3 The other")
    reply = merge(scene, duplicate, duplicate)
    assert reply.errors == {"duplicate_of": "An incident cannot be a duplicate of itself."}
    scene.ana.close_view()
    merge(scene, duplicate, survivor)
    reply = merge(scene, survivor, duplicate)
    assert reply.errors == {
        "duplicate_of": f"{duplicate.reference} was cancelled itself. Choose one that was not."
    }
    scene.ana.close_view()
    scene.type(scene.ana, f"merge {survivor.reference}")
    reply = survivor.send(scene.ana, duplicate_of="99999")
    assert reply.errors == {"duplicate_of": "There is no INC-99999."}
    scene.ana.close_view()
    assert scene.answer(scene.ana, f"merge {survivor.reference} INC-99999").startswith(
        "There is no INC-99999"
    )
    assert survivor.incident.cancellation is None


def test_who_may_not_see_the_other_cannot_name_it(scene: Scene) -> None:
    secret = scene.declare_by_form(title="Payroll leaked", private="private")
    public = scene.declare("sev3 Fountain is dry")
    said = scene.answer(scene.ben, f"merge {public.reference} {secret.reference}")
    nothing = scene.answer(scene.ben, f"merge {public.reference} INC-99999")
    assert said == nothing.replace("INC-99999", secret.reference)
    reply = merge(scene, public, secret, by=scene.ben)
    assert reply.errors == {"duplicate_of": f"There is no {secret.reference}."}


@pytest.mark.parametrize("private_one", ["duplicate", "survivor"])
def test_private_and_public_do_not_mix(scene: Scene, private_one: str) -> None:
    secret = scene.declare_by_form(title="Payroll leaked", private="private")
    public = scene.declare("sev3 Fountain is dry")
    pair = (secret, public) if private_one == "duplicate" else (public, secret)
    said = [each.text for each in scene.everything_said()]
    reply = merge(scene, *pair)
    assert reply.errors["duplicate_of"].startswith("One of them is private")
    scene.quiet()
    assert [each.text for each in scene.everything_said()] == said
    assert pair[0].incident.status is Status.OPEN


def test_cancelling_a_public_one_does_not_name_a_private_one_either(scene: Scene) -> None:
    secret = scene.declare_by_form(title="Payroll leaked", private="private")
    public = scene.declare("sev3 Fountain is dry")
    public.press(scene.ana, "step.cancel")
    reply = public.send(scene.ana, reason="duplicate", duplicate_of=str(secret.id))
    assert reply.errors["duplicate_of"].startswith("One of them is private")
    assert public.incident.status is Status.OPEN


def test_a_private_one_ends_as_a_duplicate_of_a_public_one_without_a_word_there(
    scene: Scene,
) -> None:
    secret = scene.declare_by_form(title="Payroll leaked", private="private")
    public = scene.declare("sev3 Fountain is dry")
    before = (public.timeline, public.lines, shown(public.panel))
    secret.press(scene.ana, "step.cancel")
    secret.send(scene.ana, reason="duplicate", duplicate_of=str(public.id))
    assert is_merged(secret, public)
    assert f"duplicate of {public.reference}" in secret.lines[-1]
    scene.type(scene.ana, f"show {public.reference}")
    public.press(scene.ben, "step.investigate")
    told = " ".join([*public.lines, shown(public.panel), shown(public.announcement)])
    assert secret.reference not in told
    assert "Payroll" not in told
    assert before[0] == public.timeline[: len(before[0])]


def test_two_private_ones_only_when_all_their_people_know_both(scene: Scene) -> None:
    one = scene.declare_by_form(title="Payroll leaked", private="private")
    other = scene.declare_by_form(title="Payroll is on a pastebin", private="private")
    scene.ana.invite(one.room, scene.ben)
    scene.quiet()
    reply = merge(scene, one, other)
    assert reply.errors["duplicate_of"].startswith("Both are private, and not all who work")
    scene.ana.close_view()
    assert scene.ben.id not in other.room.members
    scene.ana.invite(other.room, scene.ben)
    scene.quiet()
    assert not merge(scene, one, other).errors
    assert is_merged(one, other)
    assert f"It goes on in <#{other.room.id}>" in one.lines[-1]


def test_the_figures_count_one_of_them(scene: Scene) -> None:
    survivor, duplicate = scene.declare("sev3 One"), scene.declare("sev3 The other")
    merge(scene, duplicate, survivor)
    assert fact_row(duplicate.incident)["counts_as"] is Group.DUPLICATE
    assert fact_row(survivor.incident)["counts_as"] is Group.COUNTED
