"""What remains to be done: write it down, give it to somebody, and say when it is done."""

from datetime import date

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState, numbered
from firefighter.domain.ids import IncidentId, UserId
from firefighter.effects.find_source import FindSource
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import EffectRequest
from firefighter.slack.blocks import follow_ups as drawn
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.errors import UnknownButton
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pointed, Pressed, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.slack.words.mrkdwn import untyped
from firefighter.texts import mark
from firefighter.usecases.follow_up import Task, add_follow_up, change_follow_up, settle_follow_up

feature = Feature()

_SHORTCUT = "add_follow_up"


@feature.incident_command(
    "followup",
    usage=mark("[what is to be done]"),
    does=mark("Write down what is to be done afterwards."),
    words=Words.FREE,
)
def write_down(visit: Typed, incident_id: IncidentId) -> None:
    visit.open_form(drawn.follow_up_form(incident_id, text=visit.words))


@feature.incident_command(
    "followups", does=mark("What is to be done afterwards, and by whom."), words=Words.NONE
)
def list_them(visit: Typed, incident_id: IncidentId) -> None:
    visit.open_form(draw_list(visit.house, visit.user, incident_id))


@feature.incident_message_shortcut(
    _SHORTCUT, mark("Add a follow-up"), does=mark("Something is to be done about this message.")
)
def write_down_message(visit: Pointed, incident_id: IncidentId) -> None:
    source = f"{visit.channel}/{visit.ts}"
    text = " ".join(untyped(visit.text).split())
    visit.open_form(drawn.follow_up_form(incident_id, text=text, source=source))


@feature.press(drawn.ADD)
def ask(visit: Pressed) -> None:
    visit.open_form(drawn.follow_up_form(visit.incident_id, beneath=visit.callback_id))


@feature.press(drawn.LIST)
def show_list(visit: Pressed) -> None:
    visit.open_form(draw_list(visit.house, visit.user, visit.incident_id))


@feature.press(drawn.ONE)
def work_on_one(visit: Pressed) -> None:
    number, verb = _number(visit.carried.seen), visit.carried.verb
    if verb == "edit":
        incident = visit.house.records.snapshot(visit.incident_id).incident
        known = numbered(incident.follow_ups, number)
        form = drawn.follow_up_form(visit.incident_id, known, beneath=visit.callback_id)
        visit.open_form(form)
        return
    state = presses.one_of(verb, FollowUpState)
    settle_follow_up(
        visit.house, visit.delivery, visit.user, visit.incident_id, number=number, state=state
    )


@feature.submission(drawn.FORM)
def save(visit: Submitted) -> None:
    carried, task = visit.carried, _task(visit)
    if carried.seen:
        change_follow_up(
            visit.house,
            visit.delivery,
            visit.user,
            visit.incident_id,
            number=_number(carried.seen),
            task=task,
        )
        return
    channel, _slash, ts = carried.verb.partition("/")

    def link(added: FollowUp) -> EffectRequest:
        return FindSource(ChannelId(channel), ts, visit.user, added.number).request()

    add_follow_up(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        task,
        then=link if channel else None,
    )


@feature.redraw(drawn.LIST)
def draw_list(house: House, _user: UserId, incident_id: IncidentId) -> Block:
    incident = house.records.snapshot(incident_id).incident
    return drawn.follow_ups_list(incident, house.rules.day_of(house.clock.now()))


def _task(visit: Submitted) -> Task:
    owner, due = visit.text("owner"), visit.text("due")
    return Task(
        visit.text("text"),
        owner=UserId(owner) if owner else None,
        due=_day(due) if due else None,
        ticket=visit.text("ticket"),
    )


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InvalidField("due", Flaw.NO_DAY, given) from error


def _number(carried: str) -> FollowUpNumber:
    """Raises UnknownButton."""
    if not carried.isdecimal():
        raise UnknownButton
    return FollowUpNumber(int(carried))
