"""Names use the terms of docs/glossary.md, not the ones that they replaced."""

import ast
import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from tests.architecture.linters import ROOT

REPLACED_WORDS = {
    "house": "AppContext, context",
    "visit": "Interaction, interaction",
    "visitor": "home_views",
    "sought": "OptionsRequest",
    "door": "RequestVerifier",
    "tongue": "LocaleResolver",
    "carried": "button_state",
    "occasion": "ScheduledJob",
    "moment": "instant, time; JobContext",
    "appointment": "JobRequest, a scheduled job",
    "appoint": "schedule",
    "timekeeper": "Scheduler",
    "foresee": "plan_jobs, plan_effects, expect",
    "courtesy": "ForegroundPriority",
    "kin": "related",
    "circle": "memberships",
    "sight": "access",
    "wish": "preferences",
    "spreading": "percentiles",
    "likeness": "similarity",
    "fate": "AttachmentResult",
    "discretion": "redaction",
    "story": "timeline_view",
    "shelf": "PageLocation",
    "homeless": "an effect without an incident",
    "parked": "failed",
    "foundation": "runtime",
    "beneath": "under_the_hood, below",
    "showroom": "workspace_with_history",
    "room": "channel",
}
"""A word that no part of a name may be, and what is used instead."""

REPLACED_NAMES = {
    "Typed": "SlashCommand",
    "Pressed": "BlockAction",
    "Submitted": "ViewSubmission",
    "Called": "GlobalShortcut",
    "Pointed": "MessageShortcut",
    "Happened": "SlackEvent",
    "Calendar": "JobStore",
    "Turns": "WriteQueue",
    "Gates": "RateLimits",
    "Pace": "WorkerConfig",
    "Attempts": "EffectRunner",
    "Look": "SnapshotLoader",
    "PagePeople": "page_oncall",
    "Right": "Permission",
    "Rights": "Permissions",
}
"""A class that no class may be called, and what is used instead."""

REPLACED_FUNCTIONS = {
    "say": "gettext",
    "mark": "gettext_noop",
    "speaking": "use_language",
    "spoken": "current_language",
    "come": "run",
    "page_people": "page_oncall",
}
"""Likewise of functions and methods."""

REPLACED_MODULES = {
    "which": "incident_lookup",
    "moments": "command_order",
    "presses": "action_ids",
    "turns": "write_queue",
    "gates": "rate_limits",
    "standing": "backlog",
    "kept": "self_hosted",
    "live": "cached_reader",
    "owned": "managed_sections",
    "archive": "import_export",
    "rooms": "channels",
    "texts": "i18n",
}
"""Likewise of modules and packages."""

HERE = ROOT / "tests" / "architecture"
"""Names these words in order to find them."""

ORDINARY_IN_TEXTS = {"carried", "circle", "door", "moment", "room", "story", "visit", "visitor"}
"""Words of the table that are right in a sentence: a call is carried out, a circle is an emoji."""

LITERARY = {
    "hurt": "affect customers",
    "mend": "fix",
    "beneath": "below",
    "anew": "again",
    "deed": "action",
    "scene": "scenario",
}
"""Words that no name, text or comment may have, and what is used instead."""

INSTEAD = {**REPLACED_WORDS, **LITERARY}

ALLOWED: dict[str, str] = {"story": "what a scenario tells its heroes; a key of its file"}
"""A name that is right although it has such a word, and why."""

_PLURALS = (("", ""), ("s", ""), ("es", ""), ("ves", "f"), ("ies", "y"))
_WORD = re.compile(r"[A-Za-z]+")
_FIELD = re.compile(r"\{[^}]*\}|`[^`]*`")
"""A field of a text, or code in it."""
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each name that the code binds, with what it is: class, function, parameter or variable."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name):
                yield "class", name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield "function", name
            case ast.arg(arg=name):
                yield "parameter", name
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                yield "variable", name
            case ast.alias(asname=str() as name):
                yield "variable", name
            case _:
                pass


def replaced_word(name: str) -> str | None:
    """The word of the tables that is part of a name, also as a plural."""
    for part in _PART.finditer(name):
        word = part[0].lower()
        for end, new in _PLURALS:
            if word.endswith(end) and word.removesuffix(end) + new in INSTEAD:
                return word.removesuffix(end) + new
    return None


_WHOLE: dict[str, dict[str, str]] = {
    "class": REPLACED_NAMES,
    "function": REPLACED_FUNCTIONS,
    "module": REPLACED_MODULES,
}


def use_instead(kind: str, name: str) -> str | None:
    """What a name of the old vocabulary was replaced by; None for any other name."""
    if name in ALLOWED:
        return None
    if name in _WHOLE.get(kind, {}):
        return _WHOLE[kind][name]
    word = replaced_word(name)
    return INSTEAD[word] if word else None


def replaced_names(path: Path) -> list[str]:
    """Each name in a file, or in its path, that was replaced, with what to use instead."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [("module", name) for name in path.relative_to(ROOT).with_suffix("").parts]
    found = {
        f"{path.relative_to(ROOT)}: {kind} {name} → {instead}"
        for kind, name in (*modules, *names(tree))
        if (instead := use_instead(kind, name))
    }
    return sorted(found)


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Each docstring, comment and string of more than one word, with its line."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str() as text) if " " in text:
                yield node.lineno, text
            case _:
                pass
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def literary_words(source: str) -> Iterator[tuple[int, str]]:
    refused = INSTEAD.keys() - ORDINARY_IN_TEXTS
    for line, text in texts(source):
        for word in _WORD.findall(_FIELD.sub("", text)):
            if any(
                word.lower().endswith(end) and word.lower().removesuffix(end) + new in refused
                for end, new in _PLURALS
            ):
                yield line, word


def python_files() -> list[Path]:
    return sorted(
        path for package in ("firefighter", "tests") for path in (ROOT / package).rglob("*.py")
    )


def test_no_text_has_a_literary_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in python_files()
        if not path.is_relative_to(HERE)
        for line, word in literary_words(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    ['"""Homeless effects."""', "x = 1  # two kin", 'gettext("It hurts customers.")', '"a wish"'],
)
def test_a_literary_word_in_a_text_is_found(source: str) -> None:
    assert list(literary_words(source))


@pytest.mark.parametrize("source", ['"kin"', '"{kin} did it"', "kind = 1  # a kind thing"])
def test_keys_and_fields_of_texts_are_not_words(source: str) -> None:
    assert not list(literary_words(source))


def test_no_name_is_one_that_was_replaced() -> None:
    found = [each for path in python_files() for each in replaced_names(path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("class House: ...", "class", "House"),
        ("class Typed: ...", "class", "Typed"),
        ("class RoomChanged: ...", "class", "RoomChanged"),
        ("def test_the_house_is_started(): ...", "function", "test_the_house_is_started"),
        ("def say(text): ...", "function", "say"),
        ("async def f(visit): ...", "parameter", "visit"),
        ("lambda rooms: 1", "parameter", "rooms"),
        ("class A:\n    has_room: bool", "variable", "has_room"),
        ("def f(self):\n    self.wishes = 1", "variable", "wishes"),
        ("import firefighter as house", "variable", "house"),
        ("SHELVES = 1", "variable", "SHELVES"),
    ],
)
def test_a_replaced_name_is_found(code: str, kind: str, name: str) -> None:
    assert (kind, name) in set(names(ast.parse(code)))
    assert use_instead(kind, name)


def test_a_replaced_module_is_found() -> None:
    assert use_instead("module", "moments")
    assert use_instead("module", "which")


@pytest.mark.parametrize(
    "name", ["typed", "warehouse", "doorbell", "history", "roommate", "leaves"]
)
def test_other_names_are_allowed(name: str) -> None:
    assert use_instead("variable", name) is None


def test_each_allowed_name_is_used_and_has_a_reason() -> None:
    texts = [path.read_text(encoding="utf-8") for path in python_files()] if ALLOWED else []
    for name, reason in ALLOWED.items():
        assert reason
        assert any(name in text for text in texts), name
