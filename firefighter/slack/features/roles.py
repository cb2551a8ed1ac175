"""Take a role, hand it over, step down."""

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import RoleKey, UserId
from firefighter.slack.blocks import forms, presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.assign_role import hand_over, step_down, take_role

feature = Feature()


@feature.press(presses.ROLE)
def press_role(visit: Pressed) -> None:
    role, carried = presses.role_of(visit.action_id), visit.carried
    match carried.verb:
        case "hand_over":
            visit.open_form(forms.hand_over_form(visit.incident_id, role, visit.house.rules))
        case "step_down":
            step_down(visit.house, visit.delivery, visit.user, visit.incident_id, role)
        case _:
            seen = UserId(carried.seen) if carried.seen else None
            take_role(visit.house, visit.delivery, visit.user, visit.incident_id, role, seen=seen)


@feature.submission(forms.HAND_OVER)
def hand_over_to(visit: Submitted) -> None:
    to = visit.text("to")
    if not to:
        raise InvalidField("to", Flaw.NOBODY_CHOSEN)
    role = RoleKey(visit.carried.seen)
    hand_over(visit.house, visit.delivery, visit.user, visit.incident_id, role, to=UserId(to))
