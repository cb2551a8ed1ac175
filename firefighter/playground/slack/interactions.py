"""A person does something with the bot; it is told, and its answer is shown.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

from dataclasses import dataclass

from firefighter.playground.slack import payloads
from firefighter.playground.slack.deliveries import Deliveries
from firefighter.playground.slack.elements import STATEFUL, initial_state
from firefighter.playground.slack.forms import type_into
from firefighter.playground.slack.pressing import Press, action_of, find
from firefighter.playground.slack.records import Channel, Json, Message, User, View
from firefighter.playground.slack.refusal import NotPossibleError, RefusedError
from firefighter.playground.slack.replies import Reply
from firefighter.playground.slack.response_urls import Interaction, ResponseUrls, respond
from firefighter.playground.slack.typing_text import as_command
from firefighter.playground.slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass
class Interactions:
    workspace: Workspace
    deliveries: Deliveries
    response_urls: ResponseUrls
    should_escape: bool = True

    async def command(self, user: User, channel: Channel, command: str, text: str) -> Reply:
        interaction = Interaction(self.workspace.new_id("command-"), user.id, channel)
        payload = payloads.slash_command(
            user,
            channel,
            command,
            as_command(self.workspace, text, should_escape=self.should_escape),
            response_url=self.response_urls.issue(interaction),
            trigger_id=self.workspace.triggers.issue(user.id),
        )
        reply = await self.deliveries.deliver("slash_commands", payload, interaction.origin)
        if problem := self._command_problem(interaction, reply):
            self.workspace.tell(user.id, f'{command} failed with the error "{problem}"')
        return reply

    def _command_problem(self, interaction: Interaction, reply: Reply) -> str | None:
        """Show the answer; what Slack would tell the person if it cannot."""
        if reply.timed_out:
            return "operation_timeout"
        if not reply.acknowledged:
            return "dispatch_failed"
        answer = {"text": reply.body} if isinstance(reply.body, str) else reply.body
        if not isinstance(answer, dict):
            return "invalid_command_response"
        if not any(answer.values()):
            return None
        try:
            respond(self.workspace, interaction, answer)
        except RefusedError:
            return "invalid_command_response"
        return None

    async def press_message(
        self, user: User, channel: Channel, message: Message, press: Press
    ) -> Reply:
        pressed = find(message.blocks, press)
        action = action_of(self.workspace, pressed, press.value)
        state = initial_state(message.blocks)
        if (holds := STATEFUL.get(pressed.type)) is not None:
            entered = {key: action[key] for key in ("type", holds.value)}
            state[pressed.block_id][pressed.action_id] = entered
        interaction = self._on_message("press-", user, channel, message)
        payload = payloads.message_action(
            user,
            channel,
            message,
            action,
            state,
            response_url=self.response_urls.issue(interaction),
            trigger_id=self.workspace.triggers.issue(user.id),
        )
        return await self._interact(user, payload, interaction.origin)

    async def press_view(self, user: User, view: View, press: Press) -> Reply:
        pressed = find(view.blocks, press)
        action = action_of(self.workspace, pressed, press.value)
        if pressed.type in STATEFUL:
            view = type_into(self.workspace, view, {pressed.block_id: press.value})
        trigger_id = self.workspace.triggers.issue(user.id, view.id)
        payload = payloads.view_action(user, view, action, trigger_id=trigger_id)
        return await self._interact(user, payload)

    async def shortcut(self, user: User, callback_id: str) -> Reply:
        trigger_id = self.workspace.triggers.issue(user.id)
        payload = payloads.global_shortcut(user, callback_id, trigger_id=trigger_id)
        return await self._interact(user, payload)

    async def message_shortcut(
        self, user: User, channel: Channel, message: Message, callback_id: str
    ) -> Reply:
        interaction = self._on_message("shortcut-", user, channel, message)
        payload = payloads.message_shortcut(
            user,
            channel,
            message,
            callback_id,
            response_url=self.response_urls.issue(interaction),
            trigger_id=self.workspace.triggers.issue(user.id),
        )
        return await self._interact(user, payload, interaction.origin)

    async def suggest(self, user: User, view: View, action_id: str, typed: str) -> Reply:
        """What an external select asks the bot for while a person types."""
        for block in view.blocks:
            element = block.get("element") or block.get("accessory") or {}
            if element.get("action_id") == action_id:
                ids = {"block_id": block["block_id"], "action_id": action_id}
                payload = payloads.block_suggestion(user, view, ids, typed)
                return await self.deliveries.deliver("interactive", payload)
        raise NotPossibleError(f"there is no field {action_id} in the view")

    def _on_message(self, kind: str, user: User, channel: Channel, message: Message) -> Interaction:
        origin = self.workspace.new_id(kind)
        return Interaction(origin, user.id, channel, message, message.thread_ts)

    async def _interact(self, user: User, payload: Json, origin: str = "") -> Reply:
        reply = await self.deliveries.deliver("interactive", payload, origin)
        if not reply.acknowledged:
            self.workspace.tell(user.id, TROUBLE)
        return reply
