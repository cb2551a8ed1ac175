"""Lists of incidents: what is open, what is mine, what a word finds."""

from firefighter.domain.severity import Severity
from firefighter.ports.search import Search
from firefighter.slack.blocks.listing import PAGE, TURN, incident_list
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Typed, Visit
from firefighter.texts import mark

feature = Feature()


@feature.command(
    "list",
    usage=mark("[open | mine | all | sev1 | service checkout | words]"),
    does=mark("Find incidents: the open ones, or what you ask for."),
)
def show_list(visit: Typed) -> None:
    visit.open_form(_page(visit, visit.words, 0))


@feature.press(TURN, about_incident=False)
def turn(visit: Pressed) -> None:
    """The form carries what was asked for, the button where its page begins."""
    start = int(visit.value) if visit.value.isdigit() else 0
    visit.redraw(visit.view_id, _page(visit, visit.metadata, start))


def _page(visit: Visit, words: str, start: int) -> Block:
    wanted = _wanted(visit, words)
    found = visit.house.records.search(visit.user, wanted, PAGE, start)
    return incident_list(words, found, start)


def _wanted(visit: Visit, words: str) -> Search:
    kind, _space, rest = words.strip().partition(" ")
    match kind.lower():
        case "" | "open":
            return Search(only_open=True, words=rest)
        case "mine":
            return Search(only_open=True, involving=visit.user, words=rest)
        case "all":
            return Search(words=rest)
        case "service" if rest:
            return Search(service=rest.strip())
    if kind.upper() in set(Severity):
        return Search(severity=Severity(kind.upper()), words=rest)
    return Search(words=words)
