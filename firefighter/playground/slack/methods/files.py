"""Looking at a file, and uploading in three steps; `files.upload` is gone.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

from dataclasses import replace

from firefighter.playground.slack import posting
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.files import is_shown
from firefighter.playground.slack.limits.views import invalid_arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import BOT_USER_ID, File, Json, Message
from firefighter.playground.slack.workspace import Upload, Workspace


@method("files.info", scope="files:read")
def info(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/files.info
    (file_id,) = arguments.required("file")
    file = workspace.files.get(file_id)
    if file is None or not is_shown(workspace, file):
        raise RefusedError("file_not_found")
    if file.mode == "tombstone":
        raise RefusedError("file_deleted")
    return {"file": file.as_json(asked=True)}


@method("files.getUploadURLExternal", scope="files:write")
def get_upload_url(workspace: Workspace, arguments: Arguments) -> Json:
    name, _length = arguments.required("filename", "length")
    length = arguments.number("length", 0)
    if length <= 0:
        raise invalid_arguments(["must be more than 0 [json-pointer:/length]"])
    file_id = workspace.new_id("F")
    workspace.uploads[file_id] = Upload(name, length)
    return {"upload_url": f"{workspace.url}/upload/v1/{file_id}", "file_id": file_id}


@method("files.completeUploadExternal", scope="files:write")
def complete_upload(workspace: Workspace, arguments: Arguments) -> Json:
    given = arguments.structure("files")
    if not isinstance(given, list) or not given:
        raise invalid_arguments(["missing required field: files [json-pointer:/files]"])
    uploads = [_uploaded(workspace, each) for each in given]
    targets = (
        [arguments.text("channel_id")]
        if arguments.has("channel_id")
        else arguments.names("channels")
    )
    files = [replace(each, shared_in=tuple(targets)) for each in uploads]
    messages = [_sharing(workspace, arguments, target, files) for target in targets]
    for each in files:
        workspace.files[each.id] = each
        del workspace.uploads[each.id]
    for message in messages:
        posting.post(workspace, workspace.channels[message.channel], message)
    return {"files": [each.as_json() for each in files]}


def _uploaded(workspace: Workspace, given: object) -> File:
    file_id = str(given.get("id", "")) if isinstance(given, dict) else ""
    upload = workspace.uploads.get(file_id)
    if upload is None or upload.content is None or not isinstance(given, dict):
        raise RefusedError("file_not_found")
    title = str(given.get("title") or upload.name)
    base = workspace.url
    return File(file_id, upload.name, title, upload.content, BOT_USER_ID, base=base)


def _sharing(workspace: Workspace, arguments: Arguments, target: str, files: list[File]) -> Message:
    channel = Arguments({"channel": target}).joined(workspace, BOT_USER_ID)
    if channel.is_archived:
        raise RefusedError("is_archived")
    thread_ts = None
    if arguments.has("thread_ts"):
        thread_ts = posting.thread_parent(workspace, channel, arguments.text("thread_ts")).ts
    return Message(
        channel=channel.id,
        ts=workspace.next_ts(),
        user=BOT_USER_ID,
        by_bot=True,
        text=arguments.text("initial_comment"),
        files=tuple(files),
        thread_ts=thread_ts,
        subtype="file_share",
    )
