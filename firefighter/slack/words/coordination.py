"""Lines of what keeps people in step: news, where it is worked, and when things happened."""

from firefighter.domain.events import (
    MilestonesCorrected,
    RoomAdopted,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.slack.words.milestones import milestone_name
from firefighter.slack.words.mrkdwn import in_a_line, moment, person
from firefighter.slack.words.rooms import adopted_line, visibility_line
from firefighter.texts import say

Coordination = (
    UpdatePosted
    | UpdatePutOff
    | UpdateWaived
    | MilestonesCorrected
    | RoomAdopted
    | VisibilityChanged
)


def coordination_line(event: Coordination) -> str:
    match event:
        case UpdatePosted():
            return f":loudspeaker: {_posted(event)}"
        case UpdatePutOff():
            return f":zzz: {_put_off(event)}"
        case UpdateWaived():
            who = person(event.actor)
            return f":no_bell: {say('{who} says that no update is needed for now.', who=who)}"
        case MilestonesCorrected():
            return f":stopwatch: {_corrected(event)}"
        case RoomAdopted():
            return adopted_line(event)
        case VisibilityChanged():
            return visibility_line(event)


def _posted(event: UpdatePosted) -> str:
    return say(
        "{who} posted an update: {changed} · Impact: {impact}",
        who=person(event.actor),
        changed=in_a_line(event.changed),
        impact=in_a_line(event.impact),
    )


def _put_off(event: UpdatePutOff) -> str:
    who, when = person(event.actor), moment(event.until)
    return say("{who} puts the next update off until {when}.", who=who, when=when)


def _corrected(event: MilestonesCorrected) -> str:
    times = (f"{milestone_name(each.milestone)} {moment(each.after)}" for each in event.corrections)
    return say(
        "{who} corrected when it happened: {times}",
        who=person(event.actor),
        times=" · ".join(times),
    )
