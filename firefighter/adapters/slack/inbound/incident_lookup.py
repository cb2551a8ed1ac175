"""Finds the incident that a person refers to: by number, by channel, or by asking.

An incident that the person may not see is treated as unknown, however it is named.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.drills import exercise_banner, marked_view
from firefighter.adapters.slack.blocks.incident_lists import Pending, pick_form
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    Interaction,
    MessageShortcut,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.wording.channels import with_place
from firefighter.domain.errors import FirefighterError, UnknownIncident
from firefighter.domain.ids import REFERENCE, IncidentId, UserId, parse_reference, reference
from firefighter.domain.incident import Kind
from firefighter.i18n import gettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.search import DrillFilter, IncidentQuery
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.channels import record_channel_join, relearn_members
from firefighter.use_cases.drills import refuse_other_team

Redraw = Callable[[AppContext, UserId, IncidentId], Block]
OnIncident = Callable[[SlashCommand, IncidentId], Answer | None]
OnIncidentMessage = Callable[[MessageShortcut, IncidentId], None]

_Interaction = TypeVar("_Interaction", bound=Interaction)
_Answer = TypeVar("_Answer")

_NUMBER_FIRST = re.compile(
    rf"[\"'`“«]*({REFERENCE})\b[\"'`”»]*[\s:,]*(.*)", re.IGNORECASE | re.DOTALL
)


class Arguments(Enum):
    """What may follow a command besides an incident number."""

    NONE = "none"
    AFTER_NUMBER = "after number"
    AFTER_FULL_NUMBER = "after full number"
    """Only `INC-42` and the like are incident numbers; a bare `2` is an argument."""
    FREE = "free"
    """Anything: in an incident channel all of it is an argument, even if it begins with a number.
    """


def about_incident(interaction: Interaction, incident_id: IncidentId, text: str) -> str:
    """The sentence, and where the incident is worked."""
    context = interaction.context
    return with_place(text, context.records.snapshot(incident_id), context.address)


def with_access(
    interaction: _Interaction,
    incident_id: IncidentId,
    channel: ChannelId | None = None,
    *,
    by_any_team: bool = False,
) -> _Interaction:
    """Returns the interaction; in a drill, one whose forms carry the drill's mark.

    Raises UnknownIncident if there is no incident, or none that this person may see; DrillRefused
    for a hero of another team unless it is `by_any_team`.
    """
    if _kind_of(interaction, incident_id, channel) is not Kind.DRILL:
        return interaction
    if not by_any_team:
        refuse_other_team(interaction.context, interaction.user, incident_id)
    return replace(
        interaction,
        open_form=lambda view: interaction.open_form(marked_view(view)),
        redraw=lambda form_id, view: interaction.redraw(form_id, marked_view(view)),
    )


@contextmanager
def admitted(
    interaction: _Interaction,
    incident_id: IncidentId,
    channel: ChannelId | None = None,
    *,
    by_any_team: bool = False,
) -> Iterator[_Interaction]:
    """Handles the interaction as `with_access` returns it, and marks what is refused meanwhile."""
    found = with_access(interaction, incident_id, channel, by_any_team=by_any_team)
    try:
        yield found
    except FirefighterError as error:
        error.in_drill = found is not interaction
        raise


def _kind_of(interaction: Interaction, incident_id: IncidentId, channel: ChannelId | None) -> Kind:
    """Raises UnknownIncident.

    A person who asks from inside an incident channel is a member, even if Slack's event was
    missed.
    """
    records = interaction.context.records
    kind = records.visible_kind(interaction.user, incident_id)
    if kind is None and channel is not None:
        kind = records.visible_kind(interaction.user, incident_id, channel)
        if kind is not None:
            record_channel_join(
                interaction.context,
                DeliveryId(f"{interaction.delivery}:inside"),
                interaction.user,
                channel,
            )
    if kind is None and relearn_members(
        interaction.context,
        DeliveryId(f"{interaction.delivery}:members"),
        interaction.user,
        incident_id,
    ):
        kind = records.visible_kind(interaction.user, incident_id)
    if kind is None:
        raise UnknownIncident(incident_id)
    return kind


def require_access_to_press(
    handle: Callable[[BlockAction], None], *, by_any_team: bool = False
) -> Callable[[BlockAction], None]:
    """Wraps `handle` so that only people who may see the incident reach it."""

    def guarded(interaction: BlockAction) -> None:
        incident_id, channel = interaction.incident_id, interaction.channel
        with admitted(interaction, incident_id, channel, by_any_team=by_any_team) as found:
            handle(found)

    return guarded


def require_access(
    handle: Callable[[ViewSubmission], Block | None], *, by_any_team: bool = False
) -> Callable[[ViewSubmission], Block | None]:
    """Wraps `handle` so that only people who may see the incident reach it."""

    def guarded(interaction: ViewSubmission) -> Block | None:
        with admitted(interaction, interaction.incident_id, by_any_team=by_any_team) as found:
            view = handle(found)
        return view if view is None or found is interaction else marked_view(view)

    return guarded


def with_marked_refusals(
    handle: Callable[[_Interaction], _Answer],
) -> Callable[[_Interaction], _Answer]:
    """Wraps `handle` so that what it refuses carries the mark of drills, as in a Game Day."""

    def run(interaction: _Interaction) -> _Answer:
        try:
            return handle(interaction)
        except FirefighterError as error:
            error.in_drill = True
            raise

    return run


def with_named_incident(
    name: str, words: Arguments, handle: OnIncident
) -> Callable[[SlashCommand], Answer | None]:
    """Wraps `handle` to pass it the incident of the command; asks for one if it is not clear."""

    def run(interaction: SlashCommand) -> Answer | None:
        incident_id, rest = _named_or_current(interaction, words)
        if incident_id is not None:
            with admitted(interaction, incident_id, interaction.channel) as found:
                answer = handle(replace(found, words=rest), incident_id)
            return answer if found is interaction else marked_answer(answer)
        if rest and words is Arguments.NONE:
            return Answer(_only_a_number(name, rest))
        return _ask(interaction, Pending(command=name, words=rest, channel=interaction.channel))

    return run


def _only_a_number(name: str, typed: str) -> str:
    incident_id, _more = split_reference(typed)
    if incident_id is None:
        return gettext("Not an incident number. Use a number such as `INC-42`.")
    return gettext(
        "This command takes nothing after the number: `/incident {command}`.",
        command=f"{name} {reference(incident_id)}",
    )


def with_message_incident(
    callback_id: str, handle: OnIncidentMessage
) -> Callable[[MessageShortcut], None]:
    """Wraps `handle` to pass it the incident of the message, or a chosen one."""

    def run(interaction: MessageShortcut) -> None:
        incident_id = interaction.context.records.incident_in(
            interaction.channel, interaction.thread or interaction.ts
        )
        if incident_id is not None:
            with admitted(interaction, incident_id, interaction.channel) as found:
                return handle(found, incident_id)
        pending = Pending(
            shortcut=callback_id,
            words=interaction.text,
            channel=interaction.channel,
            ts=interaction.ts,
            thread=interaction.thread,
            author=interaction.author,
        )
        interaction.open_form(pick_form(pending))
        return None

    return run


def with_mark_in_drills(draw: Redraw) -> Redraw:
    """Wraps what redraws a modal about an incident, so that it keeps a drill's mark."""

    def drawn(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
        view = draw(context, user, incident_id)
        is_drill = context.records.visible_kind(user, incident_id) is Kind.DRILL
        return marked_view(view) if is_drill else view

    return drawn


def marked_answer(answer: Answer | None) -> Answer | None:
    """The answer to a command about a drill, with the drill's mark."""
    if answer is None:
        return None
    blocks = [*exercise_banner(None), *answer.blocks] if answer.blocks else ()
    return Answer(with_exercise_mark(Kind.DRILL, answer.text, "\n"), blocks)


def split_reference(words: str) -> tuple[IncidentId | None, str]:
    """Returns the incident whose number begins `words`, and the remaining words."""
    if first := _NUMBER_FIRST.fullmatch(words):
        return parse_reference(first[1]), first[2]
    alone = parse_reference(words)
    return alone, "" if alone is not None else words


def _named_or_current(interaction: SlashCommand, words: Arguments) -> tuple[IncidentId | None, str]:
    here = interaction.context.records.incident_in(interaction.channel)
    if here is not None and words is Arguments.FREE:
        return here, interaction.words
    if (first := _NUMBER_FIRST.fullmatch(interaction.words)) and (
        first[2] == "" or words is not Arguments.NONE
    ):
        return parse_reference(first[1]), first[2]
    if (
        words not in {Arguments.FREE, Arguments.AFTER_FULL_NUMBER}
        and (alone := parse_reference(interaction.words)) is not None
    ):
        return alone, ""
    return (None if interaction.words and words is Arguments.NONE else here), interaction.words


def _ask(interaction: SlashCommand, pending: Pending) -> Answer | None:
    if not interaction.context.records.search(
        interaction.user, IncidentQuery(only_open=True, drills=DrillFilter.WITH), limit=1
    ).total:
        return Answer(
            gettext(
                "No open incidents are visible to you. "
                "For a closed one, add its number: `/incident {command} INC-42`.",
                command=pending.command,
            )
        )
    interaction.open_form(pick_form(pending))
    return None
