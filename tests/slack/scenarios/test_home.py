"""The Home tab: drawn when somebody turns to it, and again while they may be looking."""

from datetime import date

from firefighter.playground.slack import Person
from firefighter.slack.words.days import day
from tests.slack.scenarios.scene import Scene


def home(person: Person) -> str:
    """All that the tab says."""
    assert person.home is not None
    texts = []
    for block in person.home.blocks:
        parts = [block.get("text"), *block.get("elements", ())]
        texts += [part["text"] for part in parts if part and isinstance(part["text"], str)]
    return "\n".join(texts)


def at_home(scene: Scene, person: Person) -> str:
    person.open_home()
    scene.quiet()
    return home(person)


def test_it_says_when_all_is_quiet(fresh_scene: Scene) -> None:
    assert "Nothing is open. All is quiet." in at_home(fresh_scene, fresh_scene.ben)


def test_it_shows_what_is_open_and_what_i_hold(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "role.commander")
    mine = at_home(scene, scene.ben)
    assert mine.index("What you hold") < mine.index("open")
    assert "You are incident commander." in mine
    assert "What you hold" not in at_home(scene, scene.dora)


def test_it_follows_what_changes(scene_on_either: Scene) -> None:
    scene = scene_on_either
    at_home(scene, scene.ben)
    case = scene.declare("sev3 Fountain is dry")
    assert f"{case.reference} · SEV3 · Fountain is dry" in home(scene.ben)
    case.press(scene.ana, "severity.SEV1")
    case.send(scene.ana, reason="The fire brigade needs it")
    assert f"{case.reference} · SEV1 · Fountain is dry" in home(scene.ben)
    case.press(scene.ana, "step.cancel")
    case.send(scene.ana, reason="false_alarm")
    assert "Fountain" not in home(scene.ben)


def test_who_never_looked_is_not_drawn_for(scene: Scene) -> None:
    scene.declare()
    assert scene.dora.home is None


def test_a_private_one_shows_to_insiders_only(scene: Scene) -> None:
    at_home(scene, scene.ana)
    at_home(scene, scene.ben)
    scene.declare_by_form(title="Payroll leaked", private="private")
    assert "Payroll leaked" in home(scene.ana)
    assert "Payroll leaked" not in home(scene.ben)
    assert "Payroll leaked" not in at_home(scene, scene.ben)


def test_declaring_begins_there(scene: Scene) -> None:
    at_home(scene, scene.ben)
    assert scene.ben.home is not None
    scene.ben.press(scene.ben.home, action_id="declare")
    scene.ben.submit({"title": "Search is slow", "severity": "SEV3"})
    scene.quiet()
    assert scene.case().incident.declared_by == scene.ben.id


def test_a_row_opens_its_incident(scene: Scene) -> None:
    case = scene.declare("sev1 Bell rings")
    at_home(scene, scene.ben)
    assert scene.ben.home is not None
    scene.ben.press(scene.ben.home, action_id="show", value=f"{case.id}|||")
    assert scene.ben.view is not None
    assert case.reference in str(scene.ben.view.blocks)


def test_the_messages_tab_draws_nothing(scene: Scene) -> None:
    scene.dora.message_bot("Hello?")
    scene.quiet()
    assert scene.dora.home is None


def test_it_shows_what_of_mine_is_overdue(scene: Scene) -> None:
    case = scene.declare("sev1 Bell rings")
    for text, owner, due in (
        ("Oil the bell", scene.ben, "2020-03-09"),
        ("Buy a bell", scene.ben, "2099-03-09"),
        ("Sell the bell", scene.ana, "2020-03-09"),
    ):
        scene.type(scene.ana, f"followup {case.reference}")
        case.send(scene.ana, text=text, owner=owner.id, due=due)
    mine = at_home(scene, scene.ben)
    assert f"{case.reference} · Oil the bell\ndue {day(date(2020, 3, 9))}" in mine
    assert "Buy a bell" not in mine
    assert "Sell the bell" not in mine
    assert scene.ben.home is not None
    scene.ben.press(scene.ben.home, action_id="follow_ups")
    assert scene.ben.view is not None
    assert "Oil the bell" in str(scene.ben.view.blocks)


def test_of_a_private_one_its_owner_is_reminded_who_is_let_in_by_that(scene: Scene) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    scene.type(scene.ana, f"followup {case.reference}")
    case.send(scene.ana, text="Change the locks", owner=scene.ben.id, due="2020-03-09")
    assert "locks" in at_home(scene, scene.ben)
    assert scene.ben.sees(case.room)
