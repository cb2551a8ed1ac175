"""What was done to learn from an incident, in one line."""

from firefighter.domain.events import Classified, PageWanted
from firefighter.slack.words.mrkdwn import person, typed
from firefighter.texts import say


def learning_line(event: Classified | PageWanted) -> str:
    match event:
        case Classified():
            return f":label: {_classified(event)}"
        case PageWanted():
            wanted = say("{who} asked for the post-mortem page.", who=person(event.actor))
            return f":memo: {wanted}"


def _classified(event: Classified) -> str:
    return say(
        "{who} classified it: set off by {trigger}, failed by {failure}.",
        who=person(event.actor),
        trigger=typed(event.trigger),
        failure=typed(event.failure_class),
    )
