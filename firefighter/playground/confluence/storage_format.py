"""Confluence's storage format: well-formed XHTML with macros, and nothing that is not known.

https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
"""

import re
from html.entities import name2codepoint
from uuid import uuid4
from xml.parsers import expat

from firefighter.playground.confluence.refusal import RefusedError, invalid


def _words(listed: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", listed))


MACROS = _words("""
    anchor attachments children code details detailssummary excerpt expand info jira note
    noformat panel quote recently-updated status tip toc warning
""")
"""Those that come with Confluence and that pages of text use."""

ELEMENTS = _words("""
    a abbr b big blockquote br code col colgroup del div em h1 h2 h3 h4 h5 h6 hr i ins li ol p
    pre s small span strong sub sup table tbody td th thead time tr tt u ul
""")
MARKUP = _words("""
    ac:caption ac:emoticon ac:image ac:inline-comment-marker ac:layout ac:layout-cell
    ac:layout-section ac:link ac:link-body ac:parameter ac:placeholder ac:plain-text-body
    ac:plain-text-link-body ac:rich-text-body ac:structured-macro ac:task ac:task-body
    ac:task-id ac:task-list ac:task-status ri:attachment ri:page ri:space ri:url ri:user
""")

_ENTITIES = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in name2codepoint.items())
_START = f"<!DOCTYPE page [{_ENTITIES}]><page>"
_UNIDENTIFIED_MACRO = re.compile(r"<ac:structured-macro(?![^>]*\bac:macro-id=)")


def saved(body: str) -> str:
    """The body as it is kept: each macro gets an id of its own. Raises RefusedError."""
    check(body)
    return _UNIDENTIFIED_MACRO.sub(
        lambda _tag: f'<ac:structured-macro ac:schema-version="1" ac:macro-id="{uuid4()}"', body
    )


def check(body: str) -> None:
    """Raises RefusedError for what Confluence's own parser would not take."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _refuse_unknown
    try:
        parser.Parse(f"{_START}{body}</page>".encode(), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise _unreadable(f"{reason} at line {error.lineno}, column {error.offset}") from error
    except UnicodeEncodeError as error:
        raise _unreadable("half of a surrogate pair") from error


def _refuse_unknown(tag: str, attributes: dict[str, str]) -> None:
    if tag == "ac:structured-macro":
        name = attributes.get("ac:name", "")
        if name not in MACROS:
            raise _unreadable(f"unknown macro '{name}'")
    elif tag != "page" and tag not in ELEMENTS | MARKUP:
        raise _unreadable(f"unknown element '{tag}'")
    for attribute, value in attributes.items():
        if attribute.startswith("on") or (
            attribute == "href" and value.strip().lower().startswith("javascript:")
        ):
            raise _unreadable(f"attribute '{attribute}' is not allowed")


def _unreadable(reason: str) -> RefusedError:
    return invalid(f"Error parsing xhtml: {reason}")
