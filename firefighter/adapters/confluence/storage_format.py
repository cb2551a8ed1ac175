"""Parses Confluence's storage format, with each element's byte offsets for in-place edits.

https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import name2codepoint
from xml.parsers import expat

MACRO, MACRO_BODY, PARAMETER = "ac:structured-macro", "ac:rich-text-body", "ac:parameter"

_ENTITIES = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in name2codepoint.items())
_START = f"<!DOCTYPE page [{_ENTITIES}]><page>".encode()
_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class InvalidStorageFormat(ValueError):
    """The text is not valid storage format."""


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    start: int = 0
    """Offset in the body, in bytes of UTF-8; likewise the following three."""
    end: int = 0
    inner_start: int = 0
    inner_end: int = 0

    def walk(self) -> Iterator["Element"]:
        """Yields itself and all its descendants, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def child(self, tag: str) -> "Element | None":
        found = (each for each in self.children if isinstance(each, Element) and each.tag == tag)
        return next(found, None)

    def text(self) -> str:
        """Visible text, without macro parameters."""
        if self.tag == PARAMETER and self.attributes.get("ac:name") != "title":
            return ""
        if self.tag == "ac:emoticon":
            return self.attributes.get("ac:emoji-fallback", "")
        return "".join(each if isinstance(each, str) else each.text() for each in self.children)

    def parameter(self, name: str) -> str:
        """Value of a macro's parameter; empty if not set."""
        for child in self.children:
            if isinstance(child, Element) and child.attributes.get("ac:name") == name:
                return "".join(each for each in child.children if isinstance(each, str))
        return ""


def parse(body: str) -> Element:
    """Returns the body as a tree. Raises InvalidStorageFormat."""
    source = _START + body.encode(errors="surrogatepass") + b"</page>"
    builder = _TreeBuilder(source)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: builder.start(
        tag, attributes, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda _tag: builder.end(parser.CurrentByteIndex)
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise InvalidStorageFormat(expat.ErrorString(error.code)) from error
    return builder.root


def attachments(element: Element) -> list[str]:
    """File names of the pictures shown in it."""
    return [
        each.attributes.get("ri:filename", "")
        for each in element.walk()
        if each.tag == "ri:attachment"
    ]


def without_invalid_xml(text: str) -> str:
    """Removes characters that XML does not allow: https://www.w3.org/TR/xml/#charsets."""
    return _NO_XML.sub("", text)


class _TreeBuilder:
    def __init__(self, source: bytes) -> None:
        self.root = Element("page")
        self._source = source
        self._open: list[Element] = []

    def start(self, tag: str, attributes: dict[str, str], index: int) -> None:
        if not self._open:
            self._open.append(self.root)
            return
        opening = _TAG.match(self._source, index)
        after = opening.end() if opening else index
        element = Element(tag, attributes, start=index - len(_START), end=after - len(_START))
        element.inner_start = element.inner_end = element.end
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, index: int) -> None:
        element = self._open.pop()
        closing = _TAG.match(self._source, index)
        if element is not self.root and self._source[index : index + 2] == b"</" and closing:
            element.inner_end = index - len(_START)
            element.end = closing.end() - len(_START)

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].children.append(text)
