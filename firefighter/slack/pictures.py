"""Pictures in messages of their own.

Slack takes an uploaded file into a block only once it has looked at it, and does not say when:
https://github.com/slackapi/python-slack-sdk/issues/1797.
"""

from collections.abc import Callable, Iterable
from typing import Any

from firefighter.ports.chat import Chart, EffectId
from firefighter.ports.places import ChannelId
from firefighter.reporting.chart import Spec, chart, describe
from firefighter.slack.calls import Calls

DrawChart = Callable[[Spec], bytes]
"""A chart's specification as a PNG."""


def share_chart(
    call: Calls, draw: DrawChart, channel: ChannelId, shown: Chart, mark: EffectId
) -> None:
    """Asks where to send the picture, sends it, and shows it, in three calls."""
    picture, title = draw(chart(shown.report, shown.points)), describe(shown.report)
    place = call(
        "files.getUploadURLExternal", filename=_name(mark), length=len(picture), alt_txt=title
    )
    call.upload(place["upload_url"], picture)
    files = [{"id": place["file_id"], "title": title}]
    call("files.completeUploadExternal", files=files, channel_id=channel)


def is_among(messages: Iterable[dict[str, Any]], mark: EffectId) -> bool:
    """Whether one of the messages shows the picture of that mark."""
    return any(
        file.get("name") == _name(mark) for message in messages for file in message.get("files", ())
    )


def _name(mark: EffectId) -> str:
    return f"incidents-{mark}.png"
