"""Mutated results: each is one of the samples with a few members or bytes changed."""

import copy
import json
from collections.abc import Callable, Sequence
from random import Random

from tests.adapters.experiments import samples
from tests.adapters.experiments.samples import Content

Mutation = Callable[[Random], bytes]

_PASSED = [samples.probe("answers", "Passed")]

SAMPLES: Sequence[Content] = (
    *(
        samples.journal(
            library,
            deviated=True,
            before=samples.state(library, True, True, True),
            after=samples.state(library, True, False),
            during=[samples.state(library, True)],
        )
        for library in samples.LIBRARIES
    ),
    samples.notification("run-failed", samples.journal("1.44.0", status="failed")),
    samples.notification("run-started", samples.journal("1.44.0")["experiment"]),
    samples.litmus_2([samples.fault_node("pod-delete", "50", probes=_PASSED)], {"pod-delete": 5}),
    samples.litmus_3([samples.fault_node("pod-delete", "50", probes=_PASSED)], {"pod-delete": 5}),
    samples.chaos_result(probes=_PASSED, history={"passedRuns": 2}),
    samples.chaos_result(
        probes=[samples.old_probe("answers", continuous="Passed 👍")], key="probeStatus"
    ),
    samples.own(probes=[{"name": "answers", "when": "after", "met": True}]),
)

_VALUES: Sequence[object] = (
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "\0",
    "\ud800",
    "x" * 5_000,
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "99999999999999999999",
    [],
    {},
    [[[[]]]],
    {"": {"": {"": None}}},
    [None] * 50,
    {"verdict": None},
)
_BYTES = (
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\0",
    b"\xff",
    b"\\ud800",
    b"1e999",
    b"-",
)


def mutated_content(random: Random) -> object:
    content: object = copy.deepcopy(random.choice(SAMPLES))
    for _time in range(random.randint(1, 4)):
        content = _changed(content, random)
    return content


def mutated_bytes(random: Random) -> bytes:
    """Half of them are not JSON any more."""
    text = bytearray(json.dumps(mutated_content(random)).encode())
    for _time in range(random.randint(0, 3)):
        at = random.randrange(len(text) + 1)
        match random.randrange(4):
            case 0:
                text[at : at + 1] = random.choice(_BYTES)
            case 1:
                del text[at : at + random.randint(1, 40)]
            case 2:
                text[at:at] = random.choice(_BYTES) * random.choice((1, 2, 200))
            case _:
                text[at:at] = text[at : at + random.randint(1, 300)]
    return bytes(text)


def _changed(content: object, random: Random) -> object:
    """One member anywhere is replaced, removed, renamed or repeated."""
    containers = list(_containers(content))
    if not containers:
        return random.choice(_VALUES)
    into = random.choice(containers)
    if isinstance(into, dict):
        key = random.choice(list(into))
        match random.randrange(4):
            case 0:
                del into[key]
            case 1:
                name = random.choice(_keys(containers))
                into[name] = into.pop(key)
            case _:
                into[key] = copy.deepcopy(random.choice(_VALUES))
    else:
        at = random.randrange(len(into))
        match random.randrange(3):
            case 0:
                del into[at]
            case 1:
                into.extend(copy.deepcopy(into[at]) for _time in range(random.choice((1, 200))))
            case _:
                into[at] = copy.deepcopy(random.choice(_VALUES))
    return content


def _containers(content: object) -> "list[dict[str, object] | list[object]]":
    found: list[dict[str, object] | list[object]] = []
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and one:
            found.append(one)
            waiting.extend(one.values())
        elif isinstance(one, list) and one:
            found.append(one)
            waiting.extend(one)
    return found


def _keys(containers: "list[dict[str, object] | list[object]]") -> list[str]:
    return sorted({key for each in containers if isinstance(each, dict) for key in each})
