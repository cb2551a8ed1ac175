"""The records of a workspace.

Every record is immutable: a change replaces it, so an earlier one is a snapshot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]

TEAM_ID = "T0LOCAL"
TEAM_DOMAIN = "playground"
APP_ID = "A0FIREFIGHTER"
BOT_ID = "B0FIREFIGHTER"
BOT_USER_ID = "U0FIREFIGHTER"
SLACKBOT_ID = "USLACKBOT"
VERIFICATION_TOKEN = "deprecated-verification-token"  # noqa: S105  # Slack still sends one; nobody may trust it


Guest = Literal["multi_channel", "single_channel"]
"""https://slack.com/help/articles/202518103-Understand-guest-roles-in-Slack."""


@dataclass(frozen=True)
class User:
    id: str
    handle: str
    real_name: str
    email: str | None = None
    tz: str = "Europe/London"
    locale: str = "en-US"
    is_bot: bool = False
    is_deactivated: bool = False
    guest: Guest | None = None
    team: str = TEAM_ID
    """Another one for somebody of another workspace of the Grid, or of another company."""
    enterprise: str = ""
    """The Enterprise Grid organization; empty outside one."""
    is_visible: bool = True
    """Whether the app may look the person up."""

    @property
    def is_elsewhere(self) -> bool:
        return self.team != TEAM_ID

    @property
    def is_external(self) -> bool:
        """Whether the person belongs to another company."""
        return self.is_elsewhere and not self.enterprise


@dataclass(frozen=True)
class Note:
    """A channel's topic or purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0

    def as_json(self) -> Json:
        return {"value": self.value, "creator": self.creator, "last_set": self.last_set}


@dataclass(frozen=True)
class Channel:
    id: str
    name: str  # of a direct message: the user's id
    kind: Literal["channel", "group", "im", "mpim"]
    creator: str
    created: int  # unix seconds
    members: tuple[str, ...] = ()
    topic: Note = Note()
    purpose: Note = Note()
    is_archived: bool = False
    previous_names: tuple[str, ...] = ()
    is_ext_shared: bool = False
    """Whether people of another company are in it, by Slack Connect."""
    posting_refusal: str = ""
    """The error for posts that the channel's settings do not allow; empty if all are allowed."""

    @property
    def is_private(self) -> bool:
        return self.kind != "channel"

    @property
    def is_im(self) -> bool:
        return self.kind == "im"


@dataclass(frozen=True)
class Reaction:
    name: str
    users: tuple[str, ...]

    def as_json(self) -> Json:
        return {"name": self.name, "users": list(self.users), "count": len(self.users)}


FileMode = Literal["hosted", "external", "tombstone", "hidden_by_limit", "file_access"]


@dataclass(frozen=True)
class File:
    """https://docs.slack.dev/reference/objects/file-object."""

    id: str
    name: str
    title: str
    content: bytes
    user: str
    shared_in: tuple[str, ...] = ()
    media_type: str = "application/octet-stream"
    alt: str = ""
    width: int = 0  # pixels, of a picture
    mode: FileMode = "hosted"
    base: str = ""  # where Slack is
    moved_to: str = ""  # an address to which a download is sent on

    def as_json(self, *, asked: bool = False) -> Json:
        """As messages show it, or as `files.info` does, which returns all of `file_access`."""
        if self.mode in {"tombstone", "hidden_by_limit"}:
            return {"id": self.id, "mode": self.mode}
        if self.mode == "file_access" and not asked:
            return {"id": self.id, "mode": self.mode, "file_access": "check_file_info"}
        place = f"{self.base}/files-pri/{TEAM_ID}-{self.id}"
        alt = {"alt_txt": self.alt} if self.alt else {}
        is_external = self.mode == "external"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "mimetype": self.media_type,
            "size": len(self.content),
            "user": self.user,
            "mode": "hosted" if self.mode == "file_access" else self.mode,
            "is_external": is_external,
            "channels": list(self.shared_in),
            "url_private": self.moved_to if is_external else place,
            **({} if is_external else {"url_private_download": f"{place}/download"}),
            **({"original_w": self.width} if self.width else {}),
            **alt,
        }


@dataclass(frozen=True)
class Draft:
    """A file about to be shared."""

    name: str
    content: bytes
    media_type: str = "image/png"
    title: str = ""
    alt: str = ""
    width: int = 0
    mode: FileMode = "hosted"
    moved_to: str = ""


@dataclass(frozen=True)
class Message:
    """A message as it was when it was read."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[File, ...] = ()
    thread_ts: str | None = None  # of a parent: its own ts, once it has a reply
    subtype: str | None = None
    by_bot: bool = False
    metadata: Json | None = None
    edited_by: str | None = None
    edited_ts: str | None = None
    reply_count: int = 0
    reply_users: tuple[str, ...] = ()
    latest_reply: str | None = None
    reactions: tuple[Reaction, ...] = ()
    shown_to: str | None = None  # an ephemeral message's only reader
    origin: str | None = None  # the interaction a response answered
    extra: Mapping[str, Any] = field(
        default_factory=dict
    )  # what a subtype adds: topic, old_name, …
    mentions: frozenset[str] = (
        frozenset()
    )  # ids of users and groups, and "channel", "here", "everyone"
    links: frozenset[str] = frozenset()  # addresses that a reader could follow

    @property
    def is_posted_by_bot(self) -> bool:
        """Whether the bot wrote it, also under another name; false for Slack's own lines."""
        return self.by_bot and self.subtype in (None, "bot_message", "thread_broadcast")

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_ephemeral(self) -> bool:
        return self.shown_to is not None


@dataclass(frozen=True)
class Bookmark:
    id: str
    channel_id: str
    title: str
    link: str | None
    emoji: str
    date_created: int
    date_updated: int = 0

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "channel_id": self.channel_id,
            "title": self.title,
            "link": self.link,
            "emoji": self.emoji,
            "type": "link",
            "date_created": self.date_created,
            "date_updated": self.date_updated,
            "app_id": APP_ID,
        }


@dataclass(frozen=True)
class Pin:
    message_ts: str
    created: int
    created_by: str


@dataclass(frozen=True)
class Usergroup:
    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()
    disabled_at: int = 0  # 0 while it is in use


@dataclass(frozen=True)
class View:
    """One version of a modal or Home tab. `hash` changes with each."""

    id: str
    user: str
    hash: str
    root_view_id: str
    previous_view_id: str | None
    body: Json  # what the app sent, with the ids that Slack fills in
    # what was typed or chosen: block_id, action_id, value
    typed: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def blocks(self) -> tuple[Json, ...]:
        return tuple(self.body.get("blocks", ()))

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.body.get("private_metadata", ""))

    @property
    def external_id(self) -> str:
        return str(self.body.get("external_id", ""))

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))


@dataclass(frozen=True)
class Withheld:
    """An event that was not delivered because its scope is missing."""

    event: str
    scope: str


@dataclass(frozen=True)
class Call:
    """One Web API call and its answer. `status` is None when the connection was cut."""

    method: str
    arguments: Json
    answer: Json
    at: float  # unix seconds
    status: int | None
