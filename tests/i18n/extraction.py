"""Extracts texts from the code and updates the catalogues."""

import ast
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import firefighter
from firefighter.i18n import DEFAULT, Language

PACKAGE = Path(firefighter.__file__).parent
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "say": None,
}
TRANSLATED = [language for language in Language if language is not DEFAULT]


def texts_in_code() -> Catalog:
    found = Catalog()
    methods = [
        ("**.py", "tests.i18n.extraction:python_texts"),
        ("**.html", "jinja2"),
        ("**.xml", "jinja2"),
        ("**.md", "jinja2"),
    ]
    for path, _line, message, _comments, context in extract_from_dir(
        PACKAGE, methods, keywords=_KEYWORDS
    ):
        found.add(message, locations=[(path, 0)], context=context)
    return found


def python_texts(
    source: IO[bytes],
    keywords: Collection[str],
    _tags: object,
    options: object,  # noqa: ARG001 - Babel names it
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """Extracts like Babel, and from f-strings too."""
    for node in ast.walk(ast.parse(source.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            if name in keywords:
                yield node.lineno, name, [_constant(argument) for argument in node.args], []


def path_of(language: Language) -> Path:
    return PACKAGE / "i18n" / f"{language}.po"


def read(language: Language) -> Catalog:
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language)


def bring_in_step(language: Language) -> list[str]:
    """Updates a catalogue from the code; returns texts without translation."""
    catalogue = read(language)
    catalogue.update(texts_in_code(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    with path_of(language).open("wb") as target:
        target.write(_header(catalogue).encode())
        write_po(target, catalogue, width=100, sort_output=True, omit_header=True, no_location=True)
    return [forms(message.id)[0] for message in catalogue if not all(forms(message.string))]


def forms(text: str | Sequence[str] | None) -> list[str]:
    """All plural forms of a text."""
    return [text or ""] if isinstance(text, str) or text is None else list(text)


def _constant(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def _header(catalogue: Catalog) -> str:
    """The header without Babel's dates, which change on every run."""
    lines = {
        "Language": catalogue.locale_identifier,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.plural_forms,
    }
    quoted = "".join(f'"{name}: {value}\\n"\n' for name, value in lines.items())
    return f'msgid ""\nmsgstr ""\n{quoted}\n'
