"""Signed requests with anything in them are answered, never with an error of the server."""

import os
from random import Random

from tests.adapters.slack.scenarios.mutated_requests import mutations, requests_of_each_kind
from tests.adapters.slack.scenarios.scenario import Scenario

NUMBER = int(os.environ.get("MUTATIONS", "30"))
"""Of each kind of request. `MUTATIONS=10000 pytest …` looks further."""

KINDS = {"command", "press", "submission", "search", "global shortcut", "message shortcut"}


def test_a_mutated_request_is_answered(scenario: Scenario) -> None:
    requests = requests_of_each_kind(scenario)
    assert set(requests) > KINDS
    assert {"event message", "event reaction_added", "event app_home_opened"} <= set(requests)
    dice = Random(NUMBER)  # noqa: S311 - no secret
    failed = []
    for kind, request in requests.items():
        for each in mutations(request, dice, NUMBER):
            headers = scenario.slack.signed(each.body) | {"Content-Type": each.content_type}
            reply = scenario.slack.send_raw(headers, each.body)
            if reply.status is None or reply.status >= 500:
                failed.append(f"{kind}, {reply.status or reply.failure}: {each.change}")
    assert failed == []
    assert scenario.declare().exists
