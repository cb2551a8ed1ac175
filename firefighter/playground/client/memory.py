"""What a client remembers that Slack does not: errors shown, notices read, messages seen."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from firefighter.playground.client.page import Told
from firefighter.playground.client.screen import Screen
from firefighter.playground.slack import Person

_Errors = tuple[str, Mapping[str, str]]


@dataclass
class Memory:
    """Each change is one assignment, safe from any thread."""

    _said: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _dismissed: dict[str, int] = field(default_factory=dict)
    _errors: dict[str, _Errors] = field(default_factory=dict)
    _read: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def note(self, person: Person, notice: str) -> None:
        self._said[person.id].append(notice)

    def dismiss(self, person: Person) -> None:
        self._dismissed[person.id] = len(person.notices)
        self._said[person.id] = []

    def refuse(self, person: Person, errors: Mapping[str, str]) -> None:
        """Until the modal on top is another, or another version of it."""
        view = person.view
        if view is not None:
            self._errors[person.id] = (f"{view.id}/{view.hash}", errors)

    def forgive(self, person: Person) -> None:
        self._errors.pop(person.id, None)

    def told(self, screen: Screen) -> Told:
        """And notes that she has read what is on the screen."""
        person, read = screen.person, self._read[screen.person.id]
        if screen.channel is not None:
            read[screen.channel.id] = screen.newest.get(screen.channel.id, "")
        fresh = person.notices[self._dismissed.get(person.id, 0) :]
        return Told([*fresh, *self._said[person.id]], self._errors_of(screen), dict(read))

    def _errors_of(self, screen: Screen) -> Mapping[str, str]:
        version, errors = self._errors.get(screen.person.id, ("", {}))
        top = screen.modals[-1] if screen.modals else None
        return errors if top is not None and version == f"{top.id}/{top.hash}" else {}
