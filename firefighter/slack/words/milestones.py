from firefighter.domain.events import MilestonesCorrected
from firefighter.domain.milestones import Milestone
from firefighter.slack.words.mrkdwn import moment, person
from firefighter.texts import mark, say

_NAMES = {
    Milestone.IMPACT_STARTED: mark("Impact started"),
    Milestone.DETECTED: mark("Detected"),
    Milestone.DECLARED: mark("Declared"),
    Milestone.ACKNOWLEDGED: mark("Acknowledged"),
    Milestone.MITIGATED: mark("Mitigated"),
    Milestone.CLOSED: mark("Closed"),
}


def milestone_name(milestone: Milestone) -> str:
    return say(_NAMES[milestone])


def corrected(event: MilestonesCorrected) -> str:
    """In one line, when things really happened."""
    times = (f"{milestone_name(each.milestone)} {moment(each.after)}" for each in event.corrections)
    return say(
        ":stopwatch: {who} corrected when it happened: {times}",
        who=person(event.actor),
        times=" · ".join(times),
    )
