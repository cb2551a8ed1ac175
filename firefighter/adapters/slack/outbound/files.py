"""Files in Slack: looks up a picture, uploads a chart."""

from collections.abc import Callable, Iterable
from typing import Any

from firefighter.adapters.slack.outbound.calls import Calls
from firefighter.domain.pictures import FILE_EXTENSIONS, NotShownReason
from firefighter.ports.chat import Chart, IdempotencyKey, SharedFile
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId
from firefighter.reporting.chart import Spec, chart, describe

_GONE = {
    "file_deleted": NotShownReason.DELETED,
    "file_not_found": NotShownReason.NOT_SEEN,
}


def find_picture(call: Calls, file: str) -> SharedFile | NotShownReason:
    try:
        found = call("files.info", file=file)["file"]
    except CallRefused as refused:
        if refused.reason in _GONE:
            return _GONE[refused.reason]
        raise
    return _why_not(found) or SharedFile(
        address=found.get("url_private_download") or found.get("url_private", ""),
        size=found.get("size", 0),
    )


def _why_not(file: dict[str, Any]) -> NotShownReason | None:
    """Decides by the file's mode: https://docs.slack.dev/reference/objects/file-object."""
    mode, media_type = file.get("mode"), str(file.get("mimetype") or "")
    if mode == "tombstone":
        return NotShownReason.DELETED
    if mode == "hidden_by_limit":
        return NotShownReason.HIDDEN
    if not media_type.startswith("image/"):
        return NotShownReason.NO_PICTURE
    if mode == "external" or file.get("is_external"):
        return NotShownReason.ELSEWHERE
    return None if media_type in FILE_EXTENSIONS else NotShownReason.OF_ANOTHER_KIND


DrawChart = Callable[[Spec], bytes]
"""Draws a chart's specification as PNG."""


def share_chart(
    call: Calls, draw: DrawChart, channel: ChannelId, shown: Chart, idempotency_key: IdempotencyKey
) -> None:
    """Requests an upload URL, uploads the picture and shares it: three calls.

    Raises ChartNotDrawn before the first.
    """
    picture, title = draw(chart(shown.report, shown.points)), describe(shown.report)
    place = call(
        "files.getUploadURLExternal",
        filename=_file_name(idempotency_key),
        length=len(picture),
        alt_txt=title,
    )
    call.upload(place["upload_url"], picture)
    files = [{"id": place["file_id"], "title": title}]
    call("files.completeUploadExternal", files=files, channel_id=channel)


def contains_chart(messages: Iterable[dict[str, Any]], idempotency_key: IdempotencyKey) -> bool:
    """Returns whether one of the messages has the chart of that key, or stands for it."""
    return any(_is_chart(each, idempotency_key) for each in messages)


def _is_chart(message: dict[str, Any], idempotency_key: IdempotencyKey) -> bool:
    names = [file.get("name") for file in message.get("files", ())]
    payload = message.get("metadata", {}).get("event_payload", {})
    return _file_name(idempotency_key) in names or payload.get("effect") == idempotency_key


def _file_name(idempotency_key: IdempotencyKey) -> str:
    return f"incidents-{idempotency_key}.png"
