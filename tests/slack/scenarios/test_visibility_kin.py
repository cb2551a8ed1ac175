"""What other incidents show of one that becomes private, or that everybody may know of again."""

from collections.abc import Callable

import pytest

from firefighter.domain.history import Past
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.playground.confluence import LocalConfluence
from firefighter.settings.policy import Policy
from firefighter.store.archive import StoredArchive
from tests.domain.incidents import in_status
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene, open_scene
from tests.slack.scenarios.test_visibility import change, secret, seen_by


def link(scene: Scene, one: Case, other: Case) -> None:
    scene.type(scene.ana, f"link {one.reference} {other.reference}")
    scene.quiet()


def merge(scene: Scene, duplicate: Case, survivor: Case) -> None:
    scene.type(scene.ana, f"merge {duplicate.reference} {survivor.reference}")
    duplicate.send(scene.ana)


def drawn(case: Case) -> str:
    """All its cards, which everybody can read."""
    return "\n".join(shown(card) for card in (case.announcement, *case.panels))


@pytest.mark.parametrize("severity", ["sev1", "sev3"])
@pytest.mark.parametrize("how", [link, merge])
def test_neither_the_cards_nor_the_lines_of_another_name_it_any_more(
    scene_on_either: Scene, how: Callable[[Scene, Case, Case], None], severity: str
) -> None:
    scene = scene_on_either
    word = secret()
    other, case = scene.declare(f"{severity} Search is slow"), scene.declare(f"sev3 {word}")
    how(scene, case, other)
    before = len(other.lines)
    assert word in drawn(other)
    assert case.reference in other.lines[-1]
    change(scene, case, "private")
    for each in (word, case.reference.lower()):
        assert each not in seen_by(scene, scene.ben)
    assert len(other.lines) == before - 1
    change(scene, case, "public")
    assert word in drawn(other)


def test_what_was_merged_into_it_says_only_that_it_was_a_duplicate(scene: Scene) -> None:
    word = secret()
    case, duplicate = scene.declare(f"sev3 {word}"), scene.declare("sev3 Search is slow")
    merge(scene, duplicate, case)
    told = duplicate.lines[-1]
    assert case.reference in told
    change(scene, case, "private")
    for each in (word, case.reference.lower()):
        assert each not in seen_by(scene, scene.ben)
    assert duplicate.lines[-1].endswith(
        f"<@{scene.ana.id}> cancelled it: duplicate of another incident"
    )
    change(scene, case, "public")
    assert duplicate.lines[-1].startswith(told.partition(" :arrow_right:")[0])
    assert word in drawn(duplicate)


def test_also_what_says_that_a_link_was_taken_away(scene: Scene) -> None:
    word = secret()
    other, case = scene.declare(), scene.declare(f"sev3 {word}")
    link(scene, case, other)
    scene.answer(scene.ana, f"unlink {case.reference} {other.reference}")
    scene.quiet()
    assert case.reference in other.lines[-1]
    change(scene, case, "private")
    assert case.reference.lower() not in seen_by(scene, scene.ben)


def test_what_people_wrote_themselves_stays(scene: Scene) -> None:
    word = secret()
    other, case = scene.declare(), scene.declare(f"sev3 {word}")
    link(scene, case, other)
    scene.type(scene.ben, f"note {other.reference} The same as {case.reference}")
    scene.quiet()
    change(scene, case, "private")
    assert other.lines[-1].endswith(f"noted: The same as {case.reference}")


def test_the_people_of_a_private_one_still_read_what_was_merged_into_it(scene: Scene) -> None:
    survivor = scene.declare_by_form(title=secret(), private="private")
    duplicate = scene.declare_by_form(title=secret(), private="private")
    merge(scene, duplicate, survivor)
    told = survivor.lines[-1]
    assert duplicate.reference in told
    for name in ("public", "private"):
        change(scene, duplicate, name)
        assert survivor.lines[-1] == told


def test_a_page_that_names_it_is_written_anew(sqlite_url: str, wiki: LocalConfluence) -> None:
    with open_scene(Policy(), sqlite_url, wiki=wiki) as scene:
        word = secret()
        other, case = scene.declare("sev1 Checkout returns 500"), scene.declare(f"sev3 {word}")
        link(scene, case, other)
        other.press(scene.ana, "step.mitigate")
        other.send(scene.ana, note="Rolled back")
        (page,) = wiki.pages
        assert word in page.body
        change(scene, case, "private")
        (page,) = wiki.pages
        for each in (word, case.reference):
            assert each not in page.body


def imported(scene: Scene) -> Case:
    """Of the past, and so nowhere in Slack."""
    past = in_status(Status.CLOSED)
    past.kind, past.events = Kind.BACKFILLED, []
    house = scene.bot.house
    StoredArchive(scene.bot.database, house.rules).add([Past("elsewhere:1", past)])
    return scene.case(scene.count())


def test_one_of_the_past_is_linked_and_leaves_nothing_stuck(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case, old = scene.declare(), imported(scene)
    link(scene, case, old)
    for name in ("private", "public"):
        change(scene, case, name)
    assert old.reference in drawn(case)
    assert not scene.bot.outbox.unsettled()
