"""Files that people put into messages, and take away."""

from collections.abc import Iterable
from dataclasses import replace

from firefighter.playground.slack import events
from firefighter.playground.slack.records import Channel, Draft, File, Message
from firefighter.playground.slack.workspace import Workspace


def share(
    workspace: Workspace, channel: Channel, user: str, drafts: Iterable[Draft]
) -> tuple[File, ...]:
    shared = tuple(_file(workspace, channel, user, draft) for draft in drafts)
    workspace.files |= {each.id: each for each in shared}
    return shared


def delete(workspace: Workspace, message: Message, name: str) -> Message:
    """What is left of it, in the message too: https://docs.slack.dev/reference/methods/files.delete.

    Of the message nothing is told: nobody promises an event of its own for that.
    """
    files = tuple(
        replace(each, mode="tombstone") if each.name == name else each for each in message.files
    )
    workspace.files |= {each.id: each for each in files}
    workspace.put_message(changed := replace(message, files=files))
    for each in files:
        if each.name == name:
            events.file_deleted(workspace, each)
    return changed


def _file(workspace: Workspace, channel: Channel, user: str, draft: Draft) -> File:
    return File(
        id=workspace.new_id("F"),
        name=draft.name,
        title=draft.title or draft.name,
        content=draft.content,
        user=user,
        shared_in=(channel.id,),
        media_type=draft.media_type,
        alt=draft.alt,
        width=draft.width,
        mode=draft.mode,
        base=workspace.url,
        moved_to=draft.moved_to,
    )
