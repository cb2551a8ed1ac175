"""What becomes of a modal when a person sends it or closes it.

https://docs.slack.dev/surfaces/modals#handling_submissions
"""

from dataclasses import dataclass

from firefighter.playground.slack import modals, payloads
from firefighter.playground.slack.deliveries import Deliveries
from firefighter.playground.slack.forms import Values, refusals, type_into
from firefighter.playground.slack.interactions import TROUBLE
from firefighter.playground.slack.limits.views import refuse_bad_view
from firefighter.playground.slack.records import Json, User, View
from firefighter.playground.slack.refusal import NotPossibleError, NotSentError, RefusedError
from firefighter.playground.slack.replies import Reply
from firefighter.playground.slack.response_urls import Interaction, ResponseUrls
from firefighter.playground.slack.workspace import Workspace


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
            self.workspace.tell(user.id, TROUBLE)
        return reply

    async def close(self, user: User, view: View) -> Reply | None:
        """With `clear_on_close` the views below close too; told are those that asked for it."""
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
        """Do what the answer asks for; False if Slack cannot make sense of it."""
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
        """One for each channel chosen in a select that asked for it by `response_url_enabled`."""
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
