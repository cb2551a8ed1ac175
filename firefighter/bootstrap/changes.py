"""What accepts reports of deployments and other changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.routing import Route

from firefighter.adapters.changes.reader import InvalidChange, read_change
from firefighter.adapters.http.hooks import hook_route
from firefighter.adapters.http.site import Reply
from firefighter.bootstrap.hooks import REPEATED, find_sender, store
from firefighter.domain.api_tokens import REPORT_CHANGES, ApiToken
from firefighter.domain.spelling import same_name
from firefighter.effects.changes import show_changes
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.changes import ReportedChange
from firefighter.use_cases.changes import report_change

BODY_LIMIT = 16 * 1024
"""Bytes. The longest valid report has about 3,000 characters."""

_NOT_FOUND = Reply(404, {}, "Not found. Check the token in the URL.")
_ACCEPTED = Reply(202, {}, "Accepted.")


def make_change_route(tokens: ApiTokens, context: AppContext) -> Route:
    return hook_route("/hooks/changes/{token}", _ChangeHook(tokens, context), BODY_LIMIT)


@dataclass(frozen=True)
class _ChangeHook:
    tokens: ApiTokens
    context: AppContext

    def admit(self, path: Mapping[str, str]) -> ApiToken | Reply:
        return find_sender(self.tokens, self.context, path["token"], REPORT_CHANGES, _NOT_FOUND)

    def answer(self, sender: ApiToken, body: bytes, _headers: Mapping[str, str]) -> Reply:
        try:
            reported = read_change(body, sender.name, self.context.clock.now())
        except InvalidChange as error:
            return Reply(400, {}, str(error))
        return store(lambda: self._report(reported))

    def _report(self, reported: ReportedChange) -> Reply:
        """Says so if no incident will show it; the log of a deployment is where that is read."""
        if not report_change(self.context, reported, show_changes):
            return REPEATED
        service = reported.change.service
        if same_name(service, self.context.rules.services):
            return _ACCEPTED
        text = f"Accepted, but {service} is no service of firefighter.toml: no incident shows it."
        return Reply(202, {}, text)
