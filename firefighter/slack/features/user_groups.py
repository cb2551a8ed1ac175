"""Learn anew who is in a user group on which a right depends, as soon as that changes."""

from firefighter.effects.learn_members import LearnMembers
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.tell import tell

feature = Feature(scopes=("usergroups:read",))


@feature.event("subteam_members_changed")
def learn_anew(visit: Happened) -> None:
    if visit.detail in visit.house.rules.rights.groups:
        tell(visit.house, visit.delivery, LearnMembers(visit.detail).request())
