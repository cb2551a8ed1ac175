"""Finds the effects of this package by their kind."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import isabstract
from types import ModuleType
from typing import ClassVar, Protocol, TypeVar

from firefighter import effects
from firefighter.effects.effect import Effect, payload_adapter
from firefighter.ports.outbox import Claim


class _HasKind(Protocol):
    kind: ClassVar[str]


_Kind = TypeVar("_Kind", bound=_HasKind)


def find_effects() -> Mapping[str, type[Effect]]:
    """Returns every concrete effect in this package by kind. ValueError if two share a kind."""
    return find_kinds(effects, Effect)  # type: ignore[type-abstract]


@cache
def kept_kinds() -> frozenset[str]:
    """The kinds that are kept as long as their incident: see `Effect.is_kept`."""
    return frozenset(kind for kind, effect in find_effects().items() if effect.is_kept)


def find_kinds(package: ModuleType, base: type[_Kind]) -> Mapping[str, type[_Kind]]:
    """Returns the concrete subclasses of `base` in a package. ValueError if two share a kind."""
    found: dict[str, type[_Kind]] = {}
    for module_info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(module_info.name)).values():
            if _is_concrete(value, base, module_info.name):
                if value.kind in found:
                    raise ValueError(
                        f"Two classes in {package.__name__} have the kind {value.kind}."
                    )
                found[value.kind] = value
    return found


def load_effect(kinds: Mapping[str, type[Effect]], claim: Claim) -> Effect | None:
    """Returns the enqueued effect; None for a kind that only a newer version knows."""
    kind = kinds.get(claim.kind)
    if kind is None:
        return None
    effect: Effect = payload_adapter(kind).validate_python(claim.payload)
    return effect


def _is_concrete(value: object, base: type, module: str) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, base)
        and not isabstract(value)
        and value.__module__ == module
    )
