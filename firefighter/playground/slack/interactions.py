"""Interactions with the bot in a message, a command or a modal, and showing its answer."""

from dataclasses import dataclass

from firefighter.playground.slack import modals, payloads
from firefighter.playground.slack.deliveries import Deliveries, Reply
from firefighter.playground.slack.elements import VALUE_ELEMENTS, initial_state
from firefighter.playground.slack.errors import NotPossibleError, NotSentError, RefusedError
from firefighter.playground.slack.forms import (
    Press,
    Values,
    action_of,
    find_pressable,
    refusals,
    type_into,
)
from firefighter.playground.slack.limits.views import refuse_bad_view
from firefighter.playground.slack.mrkdwn import as_command
from firefighter.playground.slack.records import Channel, Json, Message, User, View
from firefighter.playground.slack.response_urls import Interaction, ResponseUrls, respond
from firefighter.playground.slack.workspace import Workspace

APP_FAILED_NOTICE = "We had some trouble connecting. Try again?"


def refuse_others(user: User) -> None:
    """Slash commands and shortcuts are only for the team that installed the app; buttons are not.

    https://docs.slack.dev/apis/slack-connect#slash
    """
    if user.is_external:
        raise NotPossibleError(f"{user.handle} belongs to a team that has not installed the app")


@dataclass
class Interactions:
    workspace: Workspace
    deliveries: Deliveries
    response_urls: ResponseUrls
    should_escape: bool = True

    async def command(self, user: User, channel: Channel, command: str, text: str) -> Reply:
        """Slack offers commands and shortcuts only of an app with the scope `commands`."""
        if "commands" not in self.workspace.scopes:
            raise NotPossibleError(f"{command} is not a valid command")
        refuse_others(user)
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
        """Shows the answer, or what Slack would tell the person if it cannot."""
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
        pressed = find_pressable(message.blocks, press)
        action = action_of(self.workspace, pressed, press.value)
        state = initial_state(message.blocks)
        if (holds := VALUE_ELEMENTS.get(pressed.type)) is not None:
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
        pressed = find_pressable(view.blocks, press)
        action = action_of(self.workspace, pressed, press.value)
        if pressed.type in VALUE_ELEMENTS:
            view = type_into(self.workspace, view, {pressed.block_id: press.value})
        trigger_id = self.workspace.triggers.issue(user.id, view.id)
        payload = payloads.view_action(user, view, action, trigger_id=trigger_id)
        return await self._interact(user, payload)

    async def shortcut(self, user: User, callback_id: str) -> Reply:
        refuse_others(user)
        trigger_id = self.workspace.triggers.issue(user.id)
        payload = payloads.global_shortcut(user, callback_id, trigger_id=trigger_id)
        return await self._interact(user, payload)

    async def message_shortcut(
        self, user: User, channel: Channel, message: Message, callback_id: str
    ) -> Reply:
        refuse_others(user)
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
            self.workspace.tell(user.id, APP_FAILED_NOTICE)
        return reply


@dataclass
class Submissions:
    workspace: Workspace
    deliveries: Deliveries
    response_urls: ResponseUrls

    async def submit(self, user: User, view: View, values: Values, *, force: bool) -> Reply:
        """The view stays, with what was typed, unless the bot's answer says otherwise."""
        view = type_into(self.workspace, view, values)
        if not view.body.get("submit"):
            raise NotPossibleError(f"the view {view.title!r} has no submit button")
        if not force and (problems := refusals(view)):
            raise NotSentError(problems)
        payload = payloads.view_submission(
            user,
            view,
            trigger_id=self.workspace.triggers.issue(user.id, view.id),
            response_urls=self._response_urls(user, view),
        )
        reply = await self.deliveries.deliver("interactive", payload)
        if not reply.acknowledged or not self._follow(user, view, reply):
            self.workspace.tell(user.id, APP_FAILED_NOTICE)
        return reply

    async def close(self, user: User, view: View) -> Reply | None:
        """With `clear_on_close` the views below close too. Those that asked for it are notified."""
        clears = bool(view.body.get("clear_on_close"))
        if clears:
            modals.close_all(self.workspace, user.id)
        else:
            modals.close_top(self.workspace, user.id)
        if not view.body.get("notify_on_close"):
            return None
        payload = payloads.view_closed(user, view, is_cleared=clears)
        return await self.deliveries.deliver("interactive", payload)

    def _follow(self, user: User, view: View, reply: Reply) -> bool:
        """Applies the answer. Returns False if Slack cannot parse it."""
        if view.id not in self.workspace.stacks.get(user.id, []):
            return True
        answer = reply.body if isinstance(reply.body, dict) else {}
        if answer.get("response_action") == "errors":
            return _errors_fit(view, reply.errors)
        try:
            self._act(user, view, answer)
        except RefusedError:
            return False
        return True

    def _act(self, user: User, view: View, answer: Json) -> None:
        match answer.get("response_action"):
            case None:
                modals.close_top(self.workspace, user.id)
            case "clear":
                modals.close_all(self.workspace, user.id)
            case "update":
                body = refuse_bad_view(answer.get("view"), expected_type="modal")
                modals.update(self.workspace, self.workspace.views[view.id], body)
            case "push":
                body = refuse_bad_view(answer.get("view"), expected_type="modal")
                modals.push(self.workspace, user.id, body)
            case _:
                raise RefusedError("invalid_response_action")

    def _response_urls(self, user: User, view: View) -> list[Json]:
        """One for each channel selected in a select with `response_url_enabled`."""
        found: list[Json] = []
        for block in view.blocks:
            element = block.get("element", {})
            if element.get("response_url_enabled"):
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                state = view.typed[ids["block_id"]][ids["action_id"]]
                chosen = state.get("selected_conversation") or state.get("selected_channel")
                if (channel := self.workspace.channels.get(str(chosen))) is not None:
                    url = self.response_urls.issue(Interaction(view.id, user.id, channel))
                    found.append({**ids, "channel_id": channel.id, "response_url": url})
        return found


def _errors_fit(view: View, errors: dict[str, str]) -> bool:
    """Errors must name input blocks of the view, or Slack shows none of them."""
    inputs = {each["block_id"] for each in view.blocks if each["type"] == "input"}
    return bool(errors) and errors.keys() <= inputs
