"""Finds the effects of this package by their kind."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from inspect import isabstract
from types import ModuleType
from typing import ClassVar, Protocol, TypeVar

from firefighter import effects
from firefighter.effects.effect import Effect, payload_of
from firefighter.ports.outbox import Claim


class _HasKind(Protocol):
    kind: ClassVar[str]


_Kind = TypeVar("_Kind", bound=_HasKind)


def find_effects() -> Mapping[str, type[Effect]]:
    """Every concrete effect in this package. ValueError when two share a kind."""
    return find_kinds(effects, Effect)  # type: ignore[type-abstract]


def find_kinds(package: ModuleType, base: type[_Kind]) -> Mapping[str, type[_Kind]]:
    """The concrete classes of a package that build on `base`. ValueError when two share a kind."""
    found: dict[str, type[_Kind]] = {}
    for module_info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(module_info.name)).values():
            if _is_concrete(value, base, module_info.name):
                if value.kind in found:
                    raise ValueError(f"Two of {package.__name__} are called {value.kind}.")
                found[value.kind] = value
    return found


def revive(kinds: Mapping[str, type[Effect]], claim: Claim) -> Effect | None:
    """The effect that was enqueued; None for a kind that only newer code knows."""
    kind = kinds.get(claim.kind)
    if kind is None:
        return None
    effect: Effect = payload_of(kind).validate_python(claim.payload)
    return effect


def _is_concrete(value: object, base: type, module: str) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, base)
        and not isabstract(value)
        and value.__module__ == module
    )
