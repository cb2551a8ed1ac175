"""What accepts results of chaos experiments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.routing import Route

from firefighter.adapters.experiments.pruned_json import InvalidResult
from firefighter.adapters.experiments.reader import read_results
from firefighter.adapters.http.hooks import hook_route
from firefighter.adapters.http.site import Reply
from firefighter.bootstrap.hooks import REPEATED, find_sender, store
from firefighter.domain.api_tokens import REPORT_EXPERIMENTS, ApiToken
from firefighter.domain.experiment_runs import ExperimentRun
from firefighter.effects.experiment_runs import tell_of_run
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiment_runs import RecordedRun
from firefighter.use_cases.experiment_runs import MOST_TOLD, count_changed, report_runs

BODY_LIMIT = 16 * 1024 * 1024
"""Bytes. Journals with larger outputs are imported as files, without a limit."""
_BODY_TIMEOUT_S = 30.0

_NOT_FOUND = Reply(404, {}, "Not found. Check the token in the URL.")


def make_experiment_route(tokens: ApiTokens, context: AppContext) -> Route:
    hook = _ExperimentHook(tokens, context)
    path = "/hooks/experiments/{token}"
    return hook_route(path, hook, BODY_LIMIT, body_timeout_s=_BODY_TIMEOUT_S)


@dataclass(frozen=True)
class _ExperimentHook:
    tokens: ApiTokens
    context: AppContext

    def admit(self, path: Mapping[str, str]) -> ApiToken | Reply:
        return find_sender(self.tokens, self.context, path["token"], REPORT_EXPERIMENTS, _NOT_FOUND)

    def answer(self, sender: ApiToken, body: bytes, _headers: Mapping[str, str]) -> Reply:
        try:
            reading = read_results(body, self.context.clock.now())
        except InvalidResult as error:
            return Reply(400, {}, str(error))
        if not reading.runs:
            return Reply(202, {}, f"Accepted. {reading.note}")
        return store(lambda: self._record(reading.runs, sender))

    def _record(self, runs: Sequence[ExperimentRun], sender: ApiToken) -> Reply:
        """Says so if the catalog does not know the experiment; the log of a run shows it."""
        recorded = report_runs(self.context, runs, sender.name, tell_of_run)
        changed = count_changed(recorded)
        if not changed:
            return REPEATED
        silent = f" Nobody is told of more than {MOST_TOLD} runs at once."
        return Reply(202, {}, _answer(recorded) + (silent if changed > MOST_TOLD else ""))


def _answer(recorded: Sequence[RecordedRun]) -> str:
    unknown = next((each for each in recorded if each.experiment is None), None)
    if unknown is None:
        return "Accepted."
    return (
        f'Accepted, but "{unknown.run.name}" is no experiment of the catalog. '
        "`firefighter experiments link` links it."
    )
