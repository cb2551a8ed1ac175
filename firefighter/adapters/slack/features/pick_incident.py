"""Asks which incident a command or message shortcut is about, then continues with it."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks.block_kit import OPTIONS_LIMIT, Block, Option
from firefighter.adapters.slack.blocks.drills import marked_view
from firefighter.adapters.slack.blocks.incident_lists import (
    INCIDENT,
    PICK,
    Pending,
    incident_options,
    read_pending,
)
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.incident_lookup import admitted
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    MessageShortcut,
    OptionsRequest,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature, find_features
from firefighter.domain.accounts import AccessRight
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.ids import IncidentId, UserId, parse_reference
from firefighter.ports.search import DrillFilter, IncidentQuery
from firefighter.ports.snapshot import ChannelId

feature = Feature(needs=AccessRight.READ)


@feature.suggestion(INCIDENT)
def find(interaction: OptionsRequest) -> Sequence[Option]:
    """Open incidents until something is typed; then all matches, open ones first."""
    wanted = IncidentQuery(
        words=interaction.words, only_open=not interaction.words, drills=DrillFilter.WITH
    )
    return incident_options(
        interaction.context.records.search(interaction.user, wanted, OPTIONS_LIMIT).items
    )


@feature.submission(PICK, about_incident=False)
def resume(interaction: ViewSubmission) -> Block | None:
    """Returns the view that replaces the form; None if nothing follows."""
    incident_id = parse_reference(interaction.text(INCIDENT))
    if incident_id is None:
        raise InvalidField(INCIDENT, FieldProblem.NOTHING_CHOSEN)
    pending = read_pending(interaction.metadata)
    resumed = _resume_shortcut if pending.shortcut else _resume_command
    with admitted(interaction, incident_id) as found:
        view = resumed(interaction, pending, incident_id)
    return view if view is None or found is interaction else marked_view(view)


class _FormCapture:
    """Captures the form that a feature opens, so that it can replace the submitted one."""

    form: Block | None = None

    def take(self, form: Block) -> str:
        self.form = form
        return ""


def _resume_command(
    interaction: ViewSubmission, pending: Pending, incident_id: IncidentId
) -> Block | None:
    command = find_features().commands.get(pending.command)
    if command is None or command.resume is None:
        raise UnknownButton
    opened = _FormCapture()
    answer = command.resume(
        SlashCommand(
            context=interaction.context,
            delivery=interaction.delivery,
            user=interaction.user,
            open_form=opened.take,
            channel=ChannelId(pending.channel),
            words=pending.words,
        ),
        incident_id,
    )
    return opened.form or (_shown(command.name, answer) if answer else None)


def _resume_shortcut(
    interaction: ViewSubmission, pending: Pending, incident_id: IncidentId
) -> Block | None:
    shortcut = find_features().shortcuts.get(pending.shortcut)
    if shortcut is None or shortcut.resume is None:
        raise UnknownButton
    opened = _FormCapture()
    shortcut.resume(
        MessageShortcut(
            context=interaction.context,
            delivery=interaction.delivery,
            user=interaction.user,
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
