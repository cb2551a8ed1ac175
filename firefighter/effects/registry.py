"""Finds the effects of this package by their kind."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from inspect import isabstract

from firefighter import effects
from firefighter.effects.effect import Effect, payload_of
from firefighter.ports.outbox import Claim


def find_effects() -> Mapping[str, type[Effect]]:
    """Every concrete effect in this package. ValueError when two share a kind."""
    found: dict[str, type[Effect]] = {}
    for module_info in pkgutil.iter_modules(effects.__path__, f"{effects.__name__}."):
        module = import_module(module_info.name)
        for value in vars(module).values():
            if _is_effect_of(value, module_info.name):
                if value.kind in found:
                    raise ValueError(f"Two effects are called {value.kind}.")
                found[value.kind] = value
    return found


def revive(kinds: Mapping[str, type[Effect]], claim: Claim) -> Effect | None:
    """The effect that was enqueued; None for a kind that only newer code knows."""
    kind = kinds.get(claim.kind)
    if kind is None:
        return None
    effect: Effect = payload_of(kind).validate_python(claim.payload)
    return effect


def _is_effect_of(value: object, module: str) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, Effect)
        and not isabstract(value)
        and value.__module__ == module
    )
