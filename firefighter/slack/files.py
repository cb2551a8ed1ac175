"""What Slack says of a file when it is asked for it: https://docs.slack.dev/reference/methods/files.info."""

from typing import Any

from firefighter.domain.pictures import ENDINGS, WhyNot
from firefighter.ports.chat import ChatRefused, SharedFile
from firefighter.slack.calls import Calls

_GONE = {
    "file_deleted": WhyNot.DELETED,
    "file_not_found": WhyNot.NOT_SEEN,
}


def find_picture(call: Calls, file: str) -> SharedFile | WhyNot:
    try:
        found = call("files.info", file=file)["file"]
    except ChatRefused as refused:
        if refused.code in _GONE:
            return _GONE[refused.code]
        raise
    return _why_not(found) or SharedFile(
        address=found.get("url_private_download") or found.get("url_private", ""),
        size=found.get("size", 0),
    )


def _why_not(file: dict[str, Any]) -> WhyNot | None:
    """By its mode: https://docs.slack.dev/reference/objects/file-object."""
    mode, media_type = file.get("mode"), str(file.get("mimetype") or "")
    if mode == "tombstone":
        return WhyNot.DELETED
    if mode == "hidden_by_limit":
        return WhyNot.HIDDEN
    if not media_type.startswith("image/"):
        return WhyNot.NO_PICTURE
    if mode == "external" or file.get("is_external"):
        return WhyNot.ELSEWHERE
    return None if media_type in ENDINGS else WhyNot.OF_ANOTHER_KIND
