"""Choose the incident that a command or a message's shortcut is about, and go on with it."""

from collections.abc import Sequence

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId, parse_reference
from firefighter.ports.places import ChannelId
from firefighter.ports.search import Search
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.pickers import (
    INCIDENT,
    PICK,
    Pending,
    incident_options,
    read_pending,
)
from firefighter.slack.blocks.vocabulary import OPTIONS_LIMIT, Block, Option
from firefighter.slack.errors import UnknownButton
from firefighter.slack.registry import Feature, find_features
from firefighter.slack.visits import Answer, Pointed, Sought, Submitted, Typed
from firefighter.slack.which import refuse_unless_seen

feature = Feature()


@feature.suggestion(INCIDENT)
def find(visit: Sought) -> Sequence[Option]:
    """The open ones until something is typed; then all that match, the open ones first."""
    wanted = Search(words=visit.words, only_open=not visit.words)
    return incident_options(visit.house.records.search(visit.user, wanted, OPTIONS_LIMIT).items)


@feature.submission(PICK, about_incident=False)
def go_on(visit: Submitted) -> Block | None:
    """What comes next takes the form's place; nothing, when all is done."""
    incident_id = parse_reference(visit.text(INCIDENT))
    if incident_id is None:
        raise InvalidField(INCIDENT, Flaw.NOTHING_CHOSEN)
    refuse_unless_seen(visit, incident_id)
    pending = read_pending(visit.metadata)
    if pending.shortcut:
        return _point(visit, pending, incident_id)
    return _type(visit, pending, incident_id)


class _Opened:
    """Takes the form that would be opened: it takes the place of the one that was sent."""

    form: Block | None = None

    def take(self, form: Block) -> str:
        self.form = form
        return ""


def _type(visit: Submitted, pending: Pending, incident_id: IncidentId) -> Block | None:
    command = find_features().commands.get(pending.command)
    if command is None or command.go_on is None:
        raise UnknownButton
    opened = _Opened()
    answer = command.go_on(
        Typed(
            house=visit.house,
            delivery=visit.delivery,
            user=visit.user,
            open_form=opened.take,
            channel=ChannelId(pending.channel),
            words=pending.words,
        ),
        incident_id,
    )
    return opened.form or (_shown(command.name, answer) if answer else None)


def _point(visit: Submitted, pending: Pending, incident_id: IncidentId) -> Block | None:
    shortcut = find_features().shortcuts.get(pending.shortcut)
    if shortcut is None or shortcut.go_on is None:
        raise UnknownButton
    opened = _Opened()
    shortcut.go_on(
        Pointed(
            house=visit.house,
            delivery=visit.delivery,
            user=visit.user,
            open_form=opened.take,
            callback_id=pending.shortcut,
            channel=ChannelId(pending.channel),
            ts=pending.ts,
            thread=pending.thread,
            author=UserId(pending.author),
            text=pending.words,
        ),
        incident_id,
    )
    return opened.form


def _shown(command: str, answer: Answer) -> Block:
    return forms.answer(command, answer.text, answer.blocks)
