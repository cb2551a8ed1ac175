"""Walks everything that `slack/blocks` draws, by the samples that every drawing function has."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isfunction
from typing import Any, get_args, get_type_hints

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack import blocks
from firefighter.slack.blocks.vocabulary import Block
from tests.slack.limits_check import faults_of_message, faults_of_view

_PARTS = {"vocabulary", "presses"}
"""What cards and forms are put together from."""
_VIEWS = {"modal", "home"}

Sample = Callable[[Snapshot, Rules], Iterator[Block | list[Block]]]


def drawing_functions() -> list[str]:
    """`module.function`, for each public function that returns blocks or a view."""
    return [
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(blocks.__path__)
        if module.name not in _PARTS
        for name in _drawing(f"{blocks.__name__}.{module.name}")
    ]


def sample_of(function: str) -> Sample | None:
    module, _dot, name = function.partition(".")
    try:
        found: Sample | None = getattr(import_module(f"tests.slack.samples.{module}"), name, None)
    except ModuleNotFoundError:
        return None
    return found


def everything_drawn(snapshot: Snapshot, rules: Rules) -> Iterator[tuple[str, Any]]:
    """All samples that there are, by the function that draws them."""
    for function in drawing_functions():
        sample = sample_of(function)
        for drawn in sample(snapshot, rules) if sample else ():
            if drawn:
                yield function, drawn


def faults_of(drawn: Any) -> list[str]:  # noqa: ANN401 - Slack's JSON
    if isinstance(drawn, list):
        return faults_of_message(drawn)
    return faults_of_view(drawn) if drawn["type"] in _VIEWS else faults_of_message([drawn])


def _drawing(module: str) -> Iterator[str]:
    for name, value in vars(import_module(module)).items():
        if not name.startswith("_") and isfunction(value) and value.__module__ == module:
            returns = get_type_hints(value)["return"]
            if _holds_blocks(returns):
                yield name


def _holds_blocks(hint: object) -> bool:
    return hint == Block or any(map(_holds_blocks, get_args(hint)))
