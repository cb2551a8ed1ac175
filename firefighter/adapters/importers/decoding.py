"""From the bytes of a file to text, whichever program wrote it."""

import codecs
import re

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose mark it begins with."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
"""What `surrogateescape` makes of bytes that are not UTF-8."""


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252.

    In a file that is partly UTF-8, other bytes stay recognizable for `is_decoded`, so that they
    spoil only their own line.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    text = content.decode("utf-8", "surrogateescape")
    if is_decoded(text):
        return text
    has_utf_8 = not _NOT_UTF_8.sub("", text).isascii()
    return text if has_utf_8 else content.decode("cp1252", "replace")


def is_decoded(text: str) -> bool:
    return _NOT_UTF_8.search(text) is None


def split_lines(text: str) -> list[str]:
    """Lines by LF, CR LF or CR; other separators of Unicode may stand inside of JSON strings."""
    return _LINE_END.split(text)
