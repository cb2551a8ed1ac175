"""Notice that somebody whom we know has another name, language or time zone now."""

from firefighter.effects.learn_person import LearnPerson
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.tell import tell

feature = Feature(scopes=("users:read",))


@feature.event("user_change")
def learn_again(visit: Happened) -> None:
    """Slack tells of everybody in the workspace; most of them never come to us."""
    if visit.user in visit.house.records.people([visit.user]):
        tell(visit.house, visit.delivery, LearnPerson(visit.user).request())
