"""What becomes of text as a person types it, before the bot sees it.

https://docs.slack.dev/messaging/formatting-message-text#escaping
https://docs.slack.dev/interactivity/implementing-slash-commands#escaping
"""

import re

from firefighter.playground.slack.mrkdwn import BROADCASTS, escaped
from firefighter.playground.slack.workspace import Workspace

MENTION = re.compile(r"(?<![\w&])@([\w.-]*\w)")
CHANNEL = re.compile(r"(?<![\w&/])#([\w-]+)")
LINK = re.compile(r"https?://[^\s|]+")


def as_message(workspace: Workspace, typed: str) -> str:
    """Control characters lose their meaning; the client turns names it knows into live mentions."""
    return _linked(workspace, escaped(typed), labelled=False)


def as_command(workspace: Workspace, typed: str, *, should_escape: bool) -> str:
    """With escaping on, mentions carry a label and addresses are marked."""
    text = escaped(typed)
    if not should_escape:
        return text
    marked = LINK.sub(lambda found: f"<{found[0]}>", text)
    return _linked(workspace, marked, labelled=True)


def _linked(workspace: Workspace, text: str, *, labelled: bool) -> str:
    with_people = MENTION.sub(lambda found: _mention(workspace, found, labelled=labelled), text)
    return CHANNEL.sub(lambda found: _channel(workspace, found), with_people)


def _mention(workspace: Workspace, found: re.Match[str], *, labelled: bool) -> str:
    name = found[1]
    if name in BROADCASTS:
        return f"<!{name}>"
    for user in workspace.users.values():
        if user.handle == name:
            return f"<@{user.id}|{name}>" if labelled else f"<@{user.id}>"
    for group in workspace.usergroups.values():
        if group.handle == name:
            return f"<!subteam^{group.id}|@{name}>" if labelled else f"<!subteam^{group.id}>"
    return found[0]


def _channel(workspace: Workspace, found: re.Match[str]) -> str:
    channel = workspace.find_channel(found[1])
    if channel is None or channel.is_private:
        return found[0]
    return f"<#{channel.id}|{channel.name}>"
