"""What accepts reports of deployments and other changes."""

from dataclasses import dataclass

from starlette.routing import Route

from firefighter.adapters.changes.reader import InvalidChange, read_change
from firefighter.adapters.http.changes import change_route
from firefighter.adapters.http.site import Reply
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.domain.api_tokens import REPORT_CHANGES
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.domain.spelling import same_name
from firefighter.effects.changes import show_changes
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import answering_within
from firefighter.use_cases.api_tokens import find_token_for
from firefighter.use_cases.changes import report_change

_NOT_FOUND = Reply(404, {}, "Not found. Check the token in the URL.")
_UNAVAILABLE = Reply(
    503, {"Retry-After": "30"}, "The database is unavailable. Try again in a minute."
)
_ACCEPTED = Reply(202, {}, "Accepted.")
_REPEATED = Reply(202, {}, "Accepted before. Nothing changes.")


def make_change_route(tokens: ApiTokens, context: AppContext) -> Route:
    return change_route(_ChangeEntrance(tokens, context))


@dataclass(frozen=True)
class _ChangeEntrance:
    tokens: ApiTokens
    context: AppContext

    def find_sender(self, token: str) -> str | Reply:
        try:
            with answering_within(DATABASE_TIMEOUT_S):
                found = find_token_for(self.tokens, self.context.clock, token, REPORT_CHANGES)
        except StoreUnavailable:
            return _UNAVAILABLE
        return found.name if found else _NOT_FOUND

    def answer(self, sender: str, body: bytes) -> Reply:
        try:
            reported = read_change(body, sender, self.context.clock.now())
        except InvalidChange as error:
            return Reply(400, {}, str(error))
        try:
            with answering_within(DATABASE_TIMEOUT_S):
                is_new = report_change(self.context, reported, show_changes)
        except AlreadyHandled:
            return _REPEATED
        except StoreUnavailable:
            return _UNAVAILABLE
        return self._accepted(reported.change.service) if is_new else _REPEATED

    def _accepted(self, service: str) -> Reply:
        """Says so if no incident will show it; the log of a deployment is where that is read."""
        if same_name(service, self.context.rules.services):
            return _ACCEPTED
        text = f"Accepted, but {service} is no service of firefighter.toml: no incident shows it."
        return Reply(202, {}, text)
