"""Compares the content of managed sections, and keeps inline comments in it.

Confluence's editor rewrites the markup of a whole page with each save. Two contents are the same
here if a reader sees no difference: the text, formatting, links, pictures, mentions, macros, lists
and table cells count; ids, layout attributes, paragraphs around text, and white space do not.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence

from firefighter.adapters.confluence.storage_format import MACRO, PARAMETER, Element

_COMMENT = "ac:inline-comment-marker"
_EMOTICON = "ac:emoticon"
"""What Cloud's editor makes of an emoji; its text is the emoji."""

_TRANSPARENT = {
    "ac:rich-text-body",
    "ac:link-body",
    "br",
    "col",
    "colgroup",
    "div",
    "p",
    "page",
    "tbody",
    "thead",
    _COMMENT,
}
"""Elements that the editor adds and removes by itself."""

_SAME = {"b": "strong", "i": "em", "strike": "del", "s": "del"}

_FORMATTING = {"strong", "em", "u", "del", "sub", "sup", "code", "small", "big", "span"}
"""Without any content, these show nothing."""

_SHOWN_ATTRIBUTES = {
    "ac:anchor",
    "ac:name",
    "datetime",
    "href",
    "ri:account-id",
    "ri:content-title",
    "ri:filename",
    "ri:space-key",
    "ri:userkey",
    "ri:username",
    "ri:value",
}

_OUR_PICTURE = re.compile(r"F[A-Z0-9]+\b.*")
"""Pictures are attached under Slack's id of the file."""

_OURS = {
    *_TRANSPARENT,
    _EMOTICON,
    "a",
    "ac:image",
    "ac:parameter",
    "em",
    "li",
    "strong",
    "table",
    "td",
    "th",
    "tr",
    "ul",
}


def canonical_content(element: Element) -> str:
    """A form that is equal for two contents that look the same."""
    return "".join(_tokens(element))


def has_foreign_elements(element: Element) -> bool:
    """Whether it has elements that the built-in templates never write."""
    return any(_is_foreign(each) for each in element.walk() if each is not element)


def _is_foreign(element: Element) -> bool:
    match element.tag:
        case "ac:structured-macro":
            return element.attributes.get("ac:name") != "status"
        case "ri:attachment":
            return not _OUR_PICTURE.fullmatch(element.attributes.get("ri:filename", ""))
        case _:
            return element.tag not in _OURS


def inline_comments(element: Element) -> Sequence[tuple[str, str]]:
    """Reference and text of each inline comment's marker."""
    return [
        (each.attributes.get("ac:ref", ""), each.text())
        for each in element.walk()
        if each.tag == _COMMENT
    ]


def with_inline_comments(content: str, comments: Sequence[tuple[str, str]]) -> str:
    """The content with the markers around the same text, or around its start if that is gone."""
    for reference, text in comments:
        content = _marked(content, reference, text) or _marked(content, reference, "") or content
    return content


_SEGMENT = re.compile(r"(<[^>]*>)")


def _marked(content: str, reference: str, text: str) -> str | None:
    """Marks the first occurrence of the text, or for "" the first text there is."""
    segments = _SEGMENT.split(content)
    for number, segment in enumerate(segments):
        plain = html.unescape(segment)
        if not _may_be_marked(segments, number) or text not in plain:
            continue
        wanted = text or plain.strip()
        before, _wanted, after = plain.partition(wanted)
        opening = f'<{_COMMENT} ac:ref="{html.escape(reference)}">'
        marked = f"{opening}{html.escape(wanted, quote=False)}</{_COMMENT}>"
        segments[number] = (
            html.escape(before, quote=False) + marked + html.escape(after, quote=False)
        )
        return "".join(segments)
    return None


def _may_be_marked(segments: Sequence[str], number: int) -> bool:
    segment = segments[number]
    in_parameter = number > 0 and segments[number - 1].startswith(f"<{PARAMETER}")
    return bool(segment.strip()) and not segment.startswith("<") and not in_parameter


def _tokens(node: Element | str) -> Iterator[str]:
    if isinstance(node, str):
        yield _visible(node)
        return
    if node.tag == _EMOTICON:
        yield _visible(node.text())
        return
    tag = _SAME.get(node.tag, node.tag)
    inner = "".join(token for child in _children(node) for token in _tokens(child))
    styled = node.attributes.get("style", "") if tag == "span" else ""
    if tag in _TRANSPARENT or (tag == "span" and not styled) or (tag in _FORMATTING and not inner):
        yield inner
        return
    shown = sorted(
        f" {name}={_visible(value)}"
        for name, value in node.attributes.items()
        if name in _SHOWN_ATTRIBUTES or (name in {"colspan", "rowspan"} and value != "1")
    )
    yield f"\x01{tag}{''.join(shown)}{_visible(styled)}\x02{inner}\x03"


def _children(node: Element) -> Sequence[Element | str]:
    """Parameters of a macro have no order, and Confluence adds empty ones."""
    if node.tag != MACRO:
        return node.children
    parameters = [
        each for each in node.children if isinstance(each, Element) and each.tag == PARAMETER
    ]
    filled = [each for each in parameters if any(map(_has_text, each.children))]
    others = [
        each for each in node.children if not (isinstance(each, Element) and each.tag == PARAMETER)
    ]
    return [*sorted(filled, key=lambda each: each.attributes.get("ac:name", "")), *others]


def _has_text(node: Element | str) -> bool:
    return isinstance(node, str) and bool(node.strip())


def _visible(text: str) -> str:
    """Without white space and without characters that show nothing, such as zero-width ones."""
    return "".join(
        each for each in text if not each.isspace() and unicodedata.category(each) not in _INVISIBLE
    )


_INVISIBLE = {"Cc", "Cf"}
