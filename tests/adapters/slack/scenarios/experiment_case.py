"""Sends results of chaos experiments as tools do, by HTTP to a running bot."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import httpx

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.domain.api_tokens import REPORT_EXPERIMENTS
from firefighter.domain.experiment_catalog import ExperimentDesign
from firefighter.domain.ids import ExperimentKey
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.api_tokens import create_token
from firefighter.use_cases.experiments import add_experiment
from tests.adapters.experiments.samples import own
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.domain.incidents import ANA


@dataclass(frozen=True)
class ExperimentTool:
    """A tool with a token, which runs experiments of the scenario's catalog."""

    scenario: Scenario
    token: str

    def add(self, key: str, service: str = "checkout", weight: int = 5, **texts: str) -> None:
        """Writes an experiment into the catalog."""
        design = ExperimentDesign(title=f"Chaos of {key}", service=service, weight=weight)
        context = self.scenario.bot.context
        delivery = DeliveryId(f"add {key}")
        add_experiment(context, delivery, ANA, replace_texts(design, texts), ExperimentKey(key))

    def report(self, key: str, number: int = 1, **fields: object) -> None:
        """Reports a run; returns when the bot has done all that follows."""
        now: datetime = self.scenario.bot.context.clock.now()
        started_at = (now - timedelta(minutes=5)).isoformat()
        run = {"id": f"{key}-{number}", "experiment": key, "started_at": started_at, **fields}
        answer = self.send(own(**run))
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text

    def send(self, content: object) -> httpx.Response:
        """Sends what may be many runs; returns when the bot has done all that follows."""
        site = str(self.scenario.slack.request_url).removesuffix("/slack/events")
        answer = httpx.post(
            f"{site}/hooks/experiments/{self.token}", json=content, timeout=30, trust_env=False
        )
        self.scenario.settle()
        return answer


def replace_texts(design: ExperimentDesign, texts: dict[str, str]) -> ExperimentDesign:
    return replace(design, **texts)  # type: ignore[arg-type]


def probes(*met: bool, when: str = "after") -> list[dict[str, object]]:
    return [
        {"name": f"probe {number}", "when": when, "met": each}
        for number, each in enumerate(met, start=1)
    ]


def open_tool(scenario: Scenario, name: str = "steadybit") -> ExperimentTool:
    tokens = StoredApiTokens(scenario.bot.database)
    clock = scenario.bot.context.clock
    _token, secret = create_token(tokens, clock, name, [REPORT_EXPERIMENTS])
    return ExperimentTool(scenario, secret)
