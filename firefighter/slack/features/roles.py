"""Take a role, give it to somebody else, step down."""

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.slack.blocks import forms, presses
from firefighter.slack.blocks.roles import assign_form, read_choice
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted, Typed, Visit
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.assign_role import assign_role, hand_over, step_down, take_role

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
    hand_over(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        RoleKey(visit.carried.seen),
        to=_chosen(visit),
        note=visit.text("note"),
    )


@feature.press(presses.ASSIGN)
def ask_whom(visit: Pressed) -> None:
    _ask(visit, visit.incident_id)


@feature.incident_command("assign", does=mark("Give somebody a role."), words=Words.NONE)
def ask_whom_by_command(visit: Typed, incident_id: IncidentId) -> None:
    _ask(visit, incident_id)


@feature.submission(presses.ASSIGN)
def assign(visit: Submitted) -> None:
    role, seen = read_choice(visit.text("role"))
    assign_role(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        role,
        seen=seen,
        to=_chosen(visit),
        note=visit.text("note"),
    )


def _ask(visit: Visit, incident_id: IncidentId) -> None:
    incident = visit.house.records.snapshot(incident_id).incident
    incident.refuse_roles()
    visit.open_form(assign_form(incident, visit.house.rules))


def _chosen(visit: Submitted) -> UserId:
    to = visit.text("to")
    if not to:
        raise InvalidField("to", Flaw.NOBODY_CHOSEN)
    return UserId(to)
