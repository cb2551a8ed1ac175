"""What must fit together in a scenario: references, times, triggers and languages.

The checks read the file as it was parsed, so that they find their faults also in a file that has
others. A value of the wrong type is left to the schema.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from firefighter.adapters.packs.lines import KeyPath
from firefighter.domain.roles import DEFAULT_ROLES
from firefighter.domain.scenario import InjectKind
from firefighter.domain.spelling import nearest_name
from firefighter.domain.taxonomy import Taxonomy

Table = Mapping[str, object]
Found = Iterator[tuple[KeyPath, str]]
"""Paths of wrong keys, and what is wrong with each."""

_TRIGGERS = ("at_min", "on", "silence_min", "by_hand")
_STEPS_IN_ORDER = ("declare_min", "commander_min", "mitigate_min")
_REQUIRED_BY_KIND = {
    InjectKind.MESSAGE: ("persona",),
    InjectKind.ALERT: ("title",),
    InjectKind.FACT: ("title",),
    InjectKind.COMPLICATION: (),
    InjectKind.FALSE_LEAD: (),
    InjectKind.PAGE: ("service",),
    InjectKind.WEBHOOK: ("webhook",),
}
_ONLY_OF_KIND = {
    "service": InjectKind.PAGE,
    "webhook": InjectKind.WEBHOOK,
    "rollback": InjectKind.WEBHOOK,
}


@dataclass(frozen=True)
class Vocabulary:
    """The words of a company that a scenario may refer to."""

    roles: Collection[str] = tuple(role.key for role in DEFAULT_ROLES)
    failure_classes: Collection[str] = Taxonomy().failure_classes
    webhooks: Collection[str] = ()


def inconsistencies(scenario: Table, vocabulary: Vocabulary | None) -> Found:
    """Without a vocabulary, its words are not checked."""
    if vocabulary is not None:
        yield from _classes(scenario, vocabulary)
        yield from _roles(scenario, vocabulary)
        yield from _webhooks(scenario, vocabulary)
    yield from _languages(scenario)
    yield from _ids(scenario)
    yield from _times(scenario)
    for position, inject in _rows(scenario, "injects"):
        at: KeyPath = ("injects", position)
        yield from _trigger(at, inject, scenario)
        yield from _of_kind(at, inject, scenario)


def _classes(scenario: Table, vocabulary: Vocabulary) -> Found:
    given = scenario.get("class")
    if isinstance(given, str) and given not in vocabulary.failure_classes:
        known = _either(vocabulary.failure_classes)
        yield ("class",), f"{given!r} is no failure class; use {known}"


def _webhooks(scenario: Table, vocabulary: Vocabulary) -> Found:
    for position, inject in _rows(scenario, "injects"):
        for key in ("webhook", "rollback"):
            name = inject.get(key)
            if isinstance(name, str) and name not in vocabulary.webhooks:
                reason = f"{name!r} is no webhook; add [drills.webhooks.{name}] to firefighter.toml"
                yield ("injects", position, key), reason


def _languages(scenario: Table) -> Found:
    """Texts in several languages have those of the title, or a reader would meet a mixture."""
    title = scenario.get("title")
    if not isinstance(title, Mapping):
        return
    for path, texts in _texts(scenario):
        if missing := sorted(set(title) - set(texts)):
            yield path, f"has no text in {', '.join(missing)}, as the title has"
        if more := sorted(set(texts) - set(title)):
            yield path, f"has a text in {', '.join(more)}, which the title has not"


def _texts(scenario: Table) -> Iterator[tuple[KeyPath, Table]]:
    """Every text that is given in several languages."""
    for key in ("story", "objective"):
        yield from _text((), scenario, key)
    for key in ("cause", "solution"):
        yield from _text(("sealed",), _table(scenario, "sealed"), key)
    for key, persona in _table(scenario, "personas").items():
        if isinstance(persona, Mapping):
            yield from _text(("personas", key), persona, "job")
    for role in _table(scenario, "briefs"):
        yield from _text(("briefs",), _table(scenario, "briefs"), role)
    for name, keys in (("injects", ("title", "text")), ("hints", ("about", "text"))):
        for position, row in _rows(scenario, name):
            for key in keys:
                yield from _text((name, position), row, key)


def _text(at: KeyPath, table: Table, key: str) -> Iterator[tuple[KeyPath, Table]]:
    texts = table.get(key)
    if isinstance(texts, Mapping):
        yield (*at, key), texts


def _ids(scenario: Table) -> Found:
    for name in ("injects", "hints"):
        ids = [(position, row.get("id")) for position, row in _rows(scenario, name)]
        many = Counter(given for _position, given in ids if isinstance(given, str))
        seen: set[object] = set()
        for position, given in ids:
            if isinstance(given, str) and many[given] > 1 and given in seen:
                yield (name, position, "id"), f"{given!r} is used twice"
            seen.add(given if isinstance(given, str) else None)


def _roles(scenario: Table, vocabulary: Vocabulary) -> Found:
    expected = _table(scenario, "expected").get("roles")
    named: list[tuple[KeyPath, object]] = [
        (("expected", "roles", position), role)
        for position, role in enumerate(expected if isinstance(expected, list) else [])
    ]
    named += [(("briefs", role), role) for role in _table(scenario, "briefs")]
    for position, inject in _rows(scenario, "injects"):
        named.append((("injects", position, "role"), inject.get("role")))
        on = _table(inject, "on")
        named.append((("injects", position, "on", "role"), on.get("role")))
    for path, role in named:
        if isinstance(role, str) and role not in vocabulary.roles:
            yield path, f"{role!r} is no role; use {_either(vocabulary.roles)}"


def _times(scenario: Table) -> Found:
    """Times of the expected response."""
    expected, duration = _table(scenario, "expected"), _number(scenario, "duration_min")
    for key in (*_STEPS_IN_ORDER, "acknowledge_min"):
        yield from _within(("expected", key), _number(expected, key), duration)
    given = [(key, _number(expected, key)) for key in _STEPS_IN_ORDER]
    timed = [(key, number) for key, number in given if number is not None]
    for (before, earlier), (key, later) in pairwise(timed):
        if later < earlier:
            yield ("expected", key), f"is {later:g}, before {before} at {earlier:g}"


def _within(path: KeyPath, number: float | None, duration: float | None) -> Found:
    if number is not None and duration is not None and number > duration:
        yield path, f"is {number:g}, after the end at {duration:g} minutes"


def _trigger(at: KeyPath, inject: Table, scenario: Table) -> Found:
    duration, on = _number(scenario, "duration_min"), _table(inject, "on")
    given = [key for key in _TRIGGERS if key in inject]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        yield at, f"needs exactly one of {', '.join(_TRIGGERS)}, and has {found}"
    if isinstance(inject.get("on"), Mapping) and len(on) != 1:
        yield (*at, "on"), 'needs exactly one event, such as { status = "mitigated" }'
    if "delay_min" in inject and "on" not in inject:
        yield (*at, "delay_min"), "is only for injects with `on`"
    for key in ("at_min", "delay_min", "silence_min"):
        yield from _within((*at, key), _number(inject, key), duration)
    hints = [row["id"] for _position, row in _rows(scenario, "hints") if "id" in row]
    yield from _known((*at, "on", "hint"), on.get("hint"), hints, "hint")


def _of_kind(at: KeyPath, inject: Table, scenario: Table) -> Found:
    kind = inject.get("kind")
    if isinstance(kind, str) and kind in set(InjectKind):
        for key in _REQUIRED_BY_KIND[InjectKind(kind)]:
            if key not in inject:
                yield at, f"needs {key}, since its kind is {kind}"
        for key, only in _ONLY_OF_KIND.items():
            if key in inject and kind != only:
                yield (*at, key), f"is only for injects of kind {only}"
    if kind == InjectKind.WEBHOOK and scenario.get("environment", "tabletop") == "tabletop":
        yield (*at, "kind"), "calls something, so the environment cannot be tabletop"
    personas, services = _table(scenario, "personas"), scenario.get("services")
    yield from _known((*at, "persona"), inject.get("persona"), personas, "persona")
    known = services if isinstance(services, list) else []
    yield from _known((*at, "service"), inject.get("service"), known, "service of the scenario")


def _known(path: KeyPath, given: object, known: Collection[object], what: str) -> Found:
    names = [each for each in known if isinstance(each, str)]
    if isinstance(given, str) and given not in names:
        near = nearest_name(given, names)
        yield path, f"{given!r} is no {what}" + (f"; did you mean {near!r}?" if near else "")


def _either(words: Collection[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _table(table: Table, key: str) -> Table:
    """The table below a key; an empty one if there is something else."""
    found = table.get(key)
    return found if isinstance(found, Mapping) else {}


def _rows(table: Table, key: str) -> Iterator[tuple[int, Table]]:
    found = table.get(key)
    for position, row in enumerate(found if isinstance(found, list) else []):
        if isinstance(row, Mapping):
            yield position, row


def _number(table: Table, key: str) -> float | None:
    found = table.get(key)
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return found if is_number and math.isfinite(found) else None  # type: ignore[return-value,arg-type]
