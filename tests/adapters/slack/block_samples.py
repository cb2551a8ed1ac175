"""Lists everything that `slack/blocks` draws, with the samples of each drawing function."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isfunction
from typing import Any, get_args, get_type_hints

from firefighter.adapters.slack import blocks
from firefighter.adapters.slack.blocks.block_kit import Block, fit_message
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.block_problems import problems_of_message, problems_of_view

_BLOCK_KIT_MODULES = {"block_kit", "action_ids"}
"""Modules of elements that cards and forms are built from."""
_VIEWS = {"modal", "home"}

Sample = Callable[[Snapshot, Rules], Iterator[Block | list[Block]]]


def drawing_functions() -> list[str]:
    """Returns `module.function` of each public function that returns blocks or a view."""
    return [
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(blocks.__path__)
        if module.name not in _BLOCK_KIT_MODULES
        for name in _drawing(f"{blocks.__name__}.{module.name}")
    ]


def sample_of(function: str) -> Sample | None:
    module, _dot, name = function.partition(".")
    try:
        found: Sample | None = getattr(
            import_module(f"tests.adapters.slack.samples.{module}"), name, None
        )
    except ModuleNotFoundError:
        return None
    return found


def everything_drawn(snapshot: Snapshot, rules: Rules) -> Iterator[tuple[str, Any]]:
    """Returns all samples by the function that draws them."""
    for function in drawing_functions():
        sample = sample_of(function)
        for drawn in sample(snapshot, rules) if sample else ():
            if drawn:
                yield function, drawn


def problems_of(drawn: Any) -> list[str]:  # noqa: ANN401 - Slack's JSON
    if isinstance(drawn, list):
        return problems_of_message(fit_message(drawn))
    return problems_of_view(drawn) if drawn["type"] in _VIEWS else problems_of_message([drawn])


def _drawing(module: str) -> Iterator[str]:
    for name, value in vars(import_module(module)).items():
        if not name.startswith("_") and isfunction(value) and value.__module__ == module:
            returns = get_type_hints(value)["return"]
            if _holds_blocks(returns):
                yield name


def _holds_blocks(hint: object) -> bool:
    return hint == Block or any(map(_holds_blocks, get_args(hint)))
