"""Builds state machines from their tables, by `transitions`."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from transitions import EventData, Machine


class TransitionRow(Protocol):
    @property
    def step_kind(self) -> StrEnum: ...

    @property
    def sources(self) -> Sequence[StrEnum]: ...

    @property
    def target(self) -> StrEnum: ...


_Row = TypeVar("_Row", bound=TransitionRow)


def build_machine(
    states: type[StrEnum],
    attribute: str,
    rows: Iterable[_Row],
    check: Callable[[_Row, Any, Any], None],
) -> Machine:
    """Builds one machine for all models: models added to it would leak and lose their state.

    `attribute` of a model is its state. `check` gets the row, the model and the step, and raises
    if the step lacks something. Use it as `machine.events[step.kind].trigger(model, step=step)`,
    which raises MachineError if the table has no such step.
    """
    machine = Machine(
        model=None,
        states=states,
        initial=None,
        auto_transitions=False,
        send_event=True,
        model_attribute=attribute,
    )
    for row in rows:
        machine.add_transition(
            row.step_kind, list(row.sources), row.target, conditions=_condition(row, check)
        )
    return machine


def _condition(row: _Row, check: Callable[[_Row, Any, Any], None]) -> Callable[[EventData], bool]:
    def passes(event: EventData) -> bool:
        check(row, event.model, event.kwargs["step"])
        return True

    return passes
