"""Role buttons: take, take over, hand over, step down."""

from firefighter.domain.events import RoleChanged
from firefighter.domain.ids import UserId
from firefighter.domain.roles import DEFAULT_ROLES
from tests.slack.scenarios.case import elements, shown
from tests.slack.scenarios.pressing import at_once, sentences
from tests.slack.scenarios.scene import Scene

COMMANDER = "role.commander"


def test_every_role_of_the_policy_can_be_taken(scene: Scene) -> None:
    case = scene.declare()
    for role in DEFAULT_ROLES:
        case.press(scene.ben, f"role.{role.key}")
    assert case.incident.holders == {role.key: scene.ben.id for role in DEFAULT_ROLES}
    assert len(case.lines) == len(DEFAULT_ROLES)


def test_taking_it_shows_everywhere(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    ts = [each.ts for each in (case.announcement, *case.panels)]
    case.press(scene.ben, COMMANDER)
    for card in (case.announcement, *case.panels):
        assert f"<@{scene.ben.id}>" in shown(card)
    assert [each.ts for each in (case.announcement, *case.panels)] == ts
    assert case.lines == [f":bust_in_silhouette: <@{scene.ben.id}> is now incident commander."]
    assert isinstance(case.timeline[-1], RoleChanged)


def test_a_held_role_can_be_taken_over_handed_over_and_left(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    menu = next(each for each in elements(case.panel) if each["action_id"] == COMMANDER)
    labels = [each["text"]["text"] for each in menu["options"]]
    assert labels == ["Take over", "Hand over…", "Step down"]


def test_taking_over_says_from_whom(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    case.press(scene.ben, COMMANDER, "Take over")
    assert case.incident.commander == scene.ben.id
    assert f"taking over from <@{scene.ana.id}>" in case.lines[-1]


def test_handing_over_asks_to_whom(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    case.press(scene.ana, COMMANDER, "Hand over…")
    assert scene.ana.view is not None
    assert scene.ana.view.title == f"Hand over: {case.reference}"
    case.send(scene.ana, to=scene.ben.id)
    assert case.incident.commander == scene.ben.id
    assert f"handed the incident commander role over to <@{scene.ben.id}>" in case.lines[-1]
    assert scene.ana.view is None


def test_handing_over_to_oneself_is_answered_beside_the_field(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    case.press(scene.ana, COMMANDER, "Hand over…")
    reply = case.send(scene.ana, to=scene.ana.id)
    assert reply.errors == {"to": f"<@{scene.ana.id}> is incident commander already."}
    assert len(case.timeline) == 2


def test_stepping_down_leaves_it_to_nobody(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    case.press(scene.ana, COMMANDER, "Step down")
    assert case.incident.commander is None
    assert "Nobody holds the role now." in case.lines[-1]
    assert "_nobody yet_" in shown(case.announcement)


def test_only_the_holder_steps_down(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    case.press(scene.ben, COMMANDER, "Step down")
    assert case.incident.commander == scene.ana.id
    assert sentences(scene, scene.ben) == [
        f"You are not incident commander: that is <@{scene.ana.id}>. Nothing was changed."
    ]


def test_only_the_holder_hands_over(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, COMMANDER)
    case.press(scene.ben, COMMANDER, "Hand over…")
    reply = case.send(scene.ben, to=scene.dora.id)
    assert list(reply.errors) == ["to"]
    assert case.incident.commander == scene.ana.id


def test_taking_what_one_holds_changes_nothing(scene: Scene) -> None:
    case = scene.declare()
    nobody_yet = case.panel
    case.press(scene.ana, COMMANDER)
    case.press(scene.ana, COMMANDER, on=nobody_yet)
    assert sentences(scene, scene.ana) == [f"<@{scene.ana.id}> is incident commander already."]
    assert len(case.lines) == 1


def test_an_outdated_panel_takes_no_role_from_somebody_unseen(scene: Scene) -> None:
    case = scene.declare()
    nobody_yet = case.panel
    case.press(scene.ana, COMMANDER)
    case.press(scene.ben, COMMANDER, on=nobody_yet)
    assert case.incident.commander == scene.ana.id
    (told,) = sentences(scene, scene.ben)
    assert f"Somebody was faster. <@{scene.ana.id}> is incident commander now." in told


def test_of_two_who_take_it_at_once_one_wins_and_the_other_is_told(
    scene_on_either: Scene,
) -> None:
    scene = scene_on_either
    case = scene.declare()
    panel = case.panel
    at_once(
        lambda: scene.ana.press(panel, action_id=COMMANDER, stale=True),
        lambda: scene.ben.press(panel, action_id=COMMANDER, stale=True),
    )
    scene.quiet()
    winner = case.incident.commander
    assert winner in {UserId(scene.ana.id), UserId(scene.ben.id)}
    loser = scene.ben if winner == scene.ana.id else scene.ana
    assert len(case.lines) == 1
    assert len(sentences(scene, loser)) == 1
    assert f"<@{winner}>" in sentences(scene, loser)[0]
