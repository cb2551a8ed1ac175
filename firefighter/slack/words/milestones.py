from firefighter.domain.milestones import Milestone
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
