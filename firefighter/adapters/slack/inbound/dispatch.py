"""Passes each interaction to its feature, and shows errors to the person.

Each method returns the acknowledgement, after the changes are committed.
"""

import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks.block_kit import (
    UNAVAILABLE,
    Block,
    Option,
    message_content,
    options_response,
)
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.admission import admit
from firefighter.adapters.slack.inbound.command_help import unknown_command
from firefighter.adapters.slack.inbound.conflicts import (
    merge,
    overtaken_form,
    view_after_conflict,
    who_changed,
    with_line_above,
)
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    GlobalShortcut,
    MessageShortcut,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.locale_resolver import LocaleResolver
from firefighter.adapters.slack.inbound.parsing import (
    BOT_JOINED,
    MESSAGE_EVENTS,
    InteractionParser,
    Payload,
    actor_of,
    sender_of,
)
from firefighter.adapters.slack.inbound.registry import Registry
from firefighter.adapters.slack.wording.accounts import not_for_account_text
from firefighter.adapters.slack.wording.failures import list_unavailable_text, refusal
from firefighter.adapters.slack.wording.mrkdwn import has_mention, plain_text
from firefighter.domain.accounts import AccessRight
from firefighter.domain.errors import (
    AccountNotAllowed,
    AlreadyHandled,
    EditConflict,
    FirefighterError,
    InvalidField,
    NoChange,
    NotAllowedInStatus,
    StoreUnavailable,
)
from firefighter.domain.incident import Kind
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.i18n import gettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Chat
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.foreground import Meter
from firefighter.ports.outgoing import CallRefused, OutgoingError
from firefighter.ports.snapshot import ChannelId
from firefighter.use_cases.enqueue import enqueue_reply

log = logging.getLogger(__name__)

_OUT_OF_DATE = (NoChange, EditConflict, NotAllowedInStatus)
"""Errors of a button that shows an earlier state."""

Acknowledgement = dict[str, Any]


@dataclass(frozen=True)
class Dispatch:
    registry: Registry
    parser: InteractionParser
    context: AppContext
    locale_resolver: LocaleResolver
    chat: Chat
    """Replies directly while the database is unavailable and nothing can be enqueued."""
    meter: Meter

    def use_language_of(self, body: Payload) -> AbstractContextManager[None]:
        """Uses the sender's language while a delivery is handled."""
        return self.locale_resolver.use_language_of(sender_of(body))

    def command(self, body: Payload) -> Acknowledgement:
        name, interaction = self.parser.parse_slash_command(body)
        command = self.registry.command(name or "help")
        try:
            if command is None:
                admit(interaction, AccessRight.READ)
                return _ephemeral(unknown_command(self.registry, name))
            answer = command.handle(interaction)
        except Exception as error:  # noqa: BLE001 - the edge: people never see a traceback
            answer = Answer(self._error_text(error))
        return _ephemeral(answer) if answer else {}

    def press(self, body: Payload) -> None:
        pressed = self.parser.parse_block_action(body)
        opened = _OpenedForm(pressed)
        interaction = replace(pressed, open_form=opened.open_form, redraw=opened.redraw)
        try:
            self.registry.on_press(interaction.action_id)(interaction)
        except AlreadyHandled:
            log.info("Ignored repeated delivery %s.", interaction.delivery)
        except Exception as error:  # noqa: BLE001 - the edge: people never see a traceback
            if not self._shows_current_state(interaction, error):
                self._tell(interaction, error)
        else:
            if not opened.has_opened:
                self._redraw(interaction, interaction.callback_id, interaction.view_id)

    def submission(self, body: Payload) -> Acknowledgement:
        interaction = self.parser.parse_view_submission(body)
        try:
            interaction, overtaken = self._merged(interaction)
            if overtaken:
                return _updated(overtaken)
            view = self.registry.on_submission(interaction.callback_id)(interaction)
        except AlreadyHandled:
            return {}
        except Exception as error:  # noqa: BLE001 - the edge: people never see a traceback
            return self._refused(interaction, error)
        if interaction.previous_view_id:
            self._redraw(
                interaction,
                interaction.button_state.previous_callback_id,
                interaction.previous_view_id,
            )
        return _updated(view) if view else {}

    def shortcut(self, body: Payload) -> None:
        """Handles a global or a message shortcut."""
        interaction = (
            self.parser.parse_message_shortcut(body)
            if "message" in body
            else self.parser.parse_global_shortcut(body)
        )
        try:
            self._run_shortcut(interaction)
        except AlreadyHandled:
            log.info("Ignored repeated delivery %s.", interaction.delivery)
        except Exception as error:  # noqa: BLE001 - the edge: people never see a traceback
            self._tell(interaction, error)

    def suggestion(self, body: Payload) -> Acknowledgement:
        """Says so in place of an option if the list cannot be loaded."""
        interaction = self.parser.parse_options_request(body)
        try:
            return options_response(self.registry.on_search(interaction.action_id)(interaction))
        except AccountNotAllowed as refused:
            return options_response([Option(UNAVAILABLE, not_for_account_text(refused))])
        except FirefighterError as error:
            log.warning("Search for %s failed: %s", interaction.action_id, error)
            return options_response([Option(UNAVAILABLE, list_unavailable_text())])

    def event(self, body: Payload) -> None:
        """Raises the first error: Slack then redelivers to the features that failed.

        What Slack itself refused is only logged: it would refuse it again.
        """
        kind = _event_kind(body)
        failed: list[Exception] = []
        for feature, handle in self.registry.events.get(kind, {}).items():
            interaction = self.parser.parse_event(body, feature, kind)
            try:
                handle(interaction)
            except AlreadyHandled:
                log.info("Ignored repeated delivery %s.", interaction.delivery)
            except StoreUnavailable as error:
                log.warning("Refused %s: database unavailable: %s", interaction.delivery, error)
                failed.append(error)
            except CallRefused as error:
                log.warning(
                    "Handling %s failed, as it would again: %s", interaction.delivery, error
                )
            except Exception as error:
                log.exception("Handling %s failed.", interaction.delivery)
                failed.append(error)
        if failed:
            raise failed[0]

    def _run_shortcut(self, interaction: GlobalShortcut) -> None:
        shortcut = self.registry.shortcuts.get(interaction.callback_id)
        if shortcut is None:
            raise UnknownButton
        if isinstance(interaction, MessageShortcut) and shortcut.on_message_shortcut:
            shortcut.on_message_shortcut(interaction)
        elif shortcut.on_global_shortcut:
            shortcut.on_global_shortcut(interaction)

    def _error_text(self, error: Exception) -> str:
        if isinstance(error, StoreUnavailable):
            log.warning("Refused a request: database unavailable: %s", error)
            self.meter.refused()
        if isinstance(error, FirefighterError):
            kind = Kind.DRILL if error.in_drill else Kind.REAL
            return with_exercise_mark(kind, refusal(error, self.context.rules))
        log.error("Handling an interaction failed.", exc_info=error)
        return gettext(
            "Internal error; details are in the log. Check the current state, then try again."
        )

    def _told(self, interaction: BlockAction | GlobalShortcut, error: Exception) -> str:
        """What went wrong, and who was faster if somebody was."""
        sentence = self._error_text(error)
        if not isinstance(interaction, BlockAction) or not isinstance(error, _OUT_OF_DATE):
            return sentence
        try:
            return "\n".join(filter(None, (sentence, who_changed(interaction, error))))
        except FirefighterError as problem:
            log.warning("Could not find who was faster: %s", problem)
            return sentence

    def _tell(self, interaction: BlockAction | GlobalShortcut, error: Exception) -> None:
        """Shows an error to the person alone: beside the message they used, or in a modal.

        In a direct message if neither is possible. While the database is unavailable, nothing can
        be enqueued, so Slack is called at once. Raises if that fails too; Slack then shows by
        itself that the action failed.
        """
        sentence = self._told(interaction, error)
        reply = _reply(interaction, sentence)
        try:
            if not reply.channel and self._shows_modal(interaction, sentence, error):
                return
            if isinstance(error, StoreUnavailable):
                reply.send(self.chat)
            else:
                enqueue_reply(self.context, interaction.delivery, reply.request())
        except AlreadyHandled:
            log.info("Ignored repeated delivery %s.", interaction.delivery)
        except (OutgoingError, StoreUnavailable) as problem:
            log.warning("Could not reply to %s: %s (%s)", interaction.user, sentence, problem)
            raise

    def _shows_modal(
        self, interaction: BlockAction | GlobalShortcut, sentence: str, error: Exception
    ) -> bool:
        """Does not try after Slack failed to open one: there is no time for a second call."""
        if isinstance(error, OutgoingError):
            return False
        try:
            interaction.open_form(forms.message(gettext("Not changed"), sentence))
        except OutgoingError as problem:
            log.info("No modal for %s: %s", interaction.user, problem)
            return False
        return True

    def _shows_current_state(self, interaction: BlockAction, error: Exception) -> bool:
        """Draws a list of buttons again, with the reason above, after somebody else was faster."""
        draw = self.registry.redraws.get(interaction.callback_id)
        if draw is None or not isinstance(error, _OUT_OF_DATE):
            return False
        try:
            view = draw(self.context, interaction.user, interaction.incident_id)
            self.parser.redraw(
                interaction.view_id, with_line_above(view, self._told(interaction, error))
            )
        except FirefighterError as problem:
            log.warning("Could not redraw form %s: %s", interaction.callback_id, problem)
            return False
        return True

    def _merged(self, interaction: ViewSubmission) -> tuple[ViewSubmission, Block | None]:
        """See `conflicts.merge`. Returns the form to show again, if there is one."""
        draw = self.registry.submitted_forms.get(interaction.callback_id)
        current = draw(interaction) if draw else None
        if current is None:
            return interaction, None
        merged, form = merge(interaction, current)
        return merged, overtaken_form(interaction, form) if form else None

    def _refused(self, interaction: ViewSubmission, error: Exception) -> Acknowledgement:
        """Answers a form whose submission failed."""
        try:
            draw = self.registry.submitted_forms.get(interaction.callback_id)
            view = view_after_conflict(interaction, error, self._error_text(error), draw)
        except FirefighterError as problem:
            log.info("Form %s leads nowhere: %r", interaction.callback_id, problem)
            error = problem
            view = view_after_conflict(interaction, error, self._error_text(error), None)
        return _updated(view) if view else self._field_errors(interaction, error)

    def _field_errors(self, interaction: ViewSubmission, error: Exception) -> Acknowledgement:
        """Keeps the form open with its input. A form without fields is replaced by the error.

        A field's error is plain text, so a sentence with a mention stands above the form.
        """
        sentence = self._error_text(error)
        if not interaction.fields:
            return _updated(forms.message(gettext("Not changed"), sentence))
        if has_mention(sentence):
            return _updated(with_line_above(interaction.form, sentence))
        named = isinstance(error, InvalidField) and error.name in interaction.fields
        field = (
            error.name
            if named and isinstance(error, InvalidField)
            else next(iter(interaction.fields))
        )
        return {"response_action": "errors", "errors": {field: plain_text(sentence, {})}}

    def _redraw(
        self, interaction: BlockAction | ViewSubmission, callback_id: str, view_id: str
    ) -> None:
        """Shows the current state in a modal that displays what was changed."""
        draw = self.registry.redraws.get(callback_id)
        if draw is None:
            return
        try:
            self.parser.redraw(
                view_id, draw(self.context, interaction.user, interaction.incident_id)
            )
        except FirefighterError as error:
            log.warning("Could not redraw form %s: %s", callback_id, error)


def _updated(view: Block) -> Acknowledgement:
    return {"response_action": "update", "view": view}


def _reply(interaction: BlockAction | GlobalShortcut, sentence: str) -> ReplyPrivately:
    """A direct message for an interaction without a channel."""
    if isinstance(interaction, BlockAction | MessageShortcut) and interaction.channel:
        return ReplyPrivately(
            interaction.user,
            interaction.channel,
            sentence,
            interaction.thread,
            interaction.response_url,
        )
    return ReplyPrivately(interaction.user, ChannelId(""), sentence)


@dataclass
class _OpenedForm:
    """Records whether a feature opened or drew a form, which must not be drawn over."""

    interaction: BlockAction
    has_opened: bool = False

    def open_form(self, view: Block) -> str:
        self.has_opened = True
        return self.interaction.open_form(view)

    def redraw(self, view_id: str, view: Block) -> None:
        self.has_opened = True
        self.interaction.redraw(view_id, view)


def _event_kind(body: Payload) -> str:
    """Returns the type of event that features subscribe to; empty for an event to ignore.

    Ignored are messages without an author and the bot's own actions, by the `authorizations` of
    …/apis/events-api, except that the bot was added to a channel.
    """
    event, actor = body["event"], actor_of(body["event"])
    kind = str(event["type"])
    if actor in {each.get("user_id") for each in body.get("authorizations") or ()}:
        return BOT_JOINED if kind == "member_joined_channel" else ""
    return "" if not actor and kind in MESSAGE_EVENTS else kind


def _ephemeral(answer: Answer) -> Acknowledgement:
    return {"response_type": "ephemeral", **message_content(answer.text, answer.blocks)}
