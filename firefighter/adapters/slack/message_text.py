"""Reads the text of any message: its text, blocks, attachments and files.

https://docs.slack.dev/reference/block-kit/blocks and …/messaging/message-attachments
"""

import html
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def message_text(message: Json) -> str:
    """Returns Slack's mrkdwn: the text, or else the blocks; then attachments, or else file names.

    Previews of links are left out: nobody wrote them.
    """
    own = message.get("text") or "\n".join(_of_blocks(message.get("blocks")))
    attached = (
        "\n".join(_of_attachment(each))
        for each in message.get("attachments") or ()
        if not each.get("from_url")
    )
    parts = [part for part in (own, *attached) if part.strip()]
    return "\n".join(parts) or ", ".join(_of_files(message))


def _of_files(message: Json) -> Iterator[str]:
    for file in message.get("files") or ():
        if name := file.get("title") or file.get("name"):
            yield html.escape(name, quote=False)


def _of_attachment(attachment: Json) -> Iterator[str]:
    """Yields the lines of an attachment; `fallback` only if there are no others."""
    lines = [attachment.get(name) or "" for name in ("pretext", "title", "text")]
    lines += map(_of_field, attachment.get("fields") or ())
    lines += _of_blocks(attachment.get("blocks"))
    shown = [line for line in lines if line.strip()]
    yield from shown or filter(None, [attachment.get("fallback")])


def _of_field(field: Json) -> str:
    return ": ".join(filter(None, (field.get("title"), str(field.get("value") or ""))))


def _of_blocks(blocks: Any) -> Iterator[str]:  # noqa: ANN401 - Slack's JSON
    for block in blocks or ():
        if text := "".join(_of_block(block)):
            yield text


def _of_block(block: Json) -> Iterator[str]:
    match block.get("type"):
        case "rich_text":
            yield "\n".join("".join(_of_rich_text(each)) for each in block.get("elements") or ())
        case "context":
            yield " ".join(_of_object(each) for each in block.get("elements") or ())
        case "image":
            yield _of_object(block.get("title")) or html.escape(block.get("alt_text") or "")
        case "section":
            fields = block.get("fields") or ()
            yield "\n".join(filter(None, [_of_object(block.get("text")), *map(_of_object, fields)]))
        case "header":
            yield _of_object(block.get("text"))
        case _:
            pass


def _of_object(text: Any) -> str:  # noqa: ANN401 - Slack's JSON
    """Returns a text object as mrkdwn: https://docs.slack.dev/reference/block-kit/composition-objects."""
    if not isinstance(text, Mapping):
        return ""
    typed = str(text.get("text") or "")
    return html.escape(typed, quote=False) if text.get("type") == "plain_text" else typed


def _of_rich_text(element: Json) -> Iterator[str]:
    """Yields mrkdwn: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    kind, parts = element.get("type"), element.get("elements") or ()
    if read := _INLINE.get(str(kind)):
        yield read(element)
    elif kind == "rich_text_list":
        yield "\n".join("• " + "".join(_of_rich_text(item)) for item in parts)
    else:
        for part in parts:
            yield from _of_rich_text(part)


def _of_link(element: Json) -> str:
    label = html.escape(element.get("text") or "", quote=False)
    return f"<{element['url']}|{label}>" if label else f"<{element['url']}>"


_INLINE: Mapping[str, Callable[[Json], str]] = {
    "text": lambda each: html.escape(each.get("text") or "", quote=False),
    "link": _of_link,
    "user": lambda each: f"<@{each['user_id']}>",
    "channel": lambda each: f"<#{each['channel_id']}>",
    "usergroup": lambda each: f"<!subteam^{each['usergroup_id']}>",
    "broadcast": lambda each: f"@{each['range']}",
    "emoji": lambda each: f":{each['name']}:",
    "date": lambda each: html.escape(each.get("fallback") or "", quote=False),
}
"""Inline elements of rich text."""
