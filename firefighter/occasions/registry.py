"""Finds the occasions of this package by their kind."""

from collections.abc import Callable, Mapping

from firefighter import occasions
from firefighter.domain.rules import Rules
from firefighter.effects.effect import payload_of
from firefighter.effects.registry import find_kinds
from firefighter.occasions.occasion import Moment, Occasion
from firefighter.ports.calendar import Due
from firefighter.ports.store import UnitOfWork


def find_occasions() -> Mapping[str, type[Occasion]]:
    """Every occasion of this package. ValueError when two share a kind."""
    return find_kinds(occasions, Occasion)  # type: ignore[type-abstract]


def keeping(kinds: Mapping[str, type[Occasion]], rules: Rules) -> Callable[[UnitOfWork, Due], None]:
    """Lets an appointment's occasion come. KeyError for a kind that only newer code knows."""

    def keep(unit: UnitOfWork, due: Due) -> None:
        kind = kinds[due.appointment.kind]
        occasion: Occasion = payload_of(kind).validate_python(due.appointment.payload)
        occasion.come(Moment(unit, rules, due.appointment.at, due.now))

    return keep
