"""Whom a page is drawn for: location, time zone, language, and the names they see."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta

from firefighter.playground.slack.records import Channel, User, Usergroup

_TOKEN = re.compile(r"\{(\w+)\}")

_PATTERNS = {"date_num": "yyyy-MM-dd"}

_STYLES = {"date": "long", "date_short": "medium", "date_long": "full"}


@dataclass(frozen=True)
class DateFormat:
    """The person's time zone and language, and the current time."""

    tz: str
    locale: str
    now: datetime

    def stamp(self, unix: float, template: str) -> str:
        """A `<!date^…>` of Slack. An unknown token stays as it is."""
        at = datetime.fromtimestamp(unix, UTC).astimezone(ZoneInfo(self.tz))
        return _TOKEN.sub(lambda found: self._token(found[1], at) or found[0], template)

    def clock(self, unix: float) -> str:
        return self.stamp(unix, "{time}")

    def day(self, unix: float) -> str:
        return self.stamp(unix, "{date_long_pretty}")

    def full(self, unix: float) -> str:
        at = datetime.fromtimestamp(unix, UTC).astimezone(ZoneInfo(self.tz))
        return format_datetime(at, "full", locale=self._language)

    @property
    def _language(self) -> str:
        return self.locale.replace("-", "_")

    def _token(self, name: str, at: datetime) -> str | None:
        if name.endswith("_pretty"):
            return self._relative(at) or self._token(name.removesuffix("_pretty"), at)
        if name in _STYLES:
            return format_date(at, _STYLES[name], locale=self._language)
        match name:
            case "date_num":
                return format_date(at, _PATTERNS[name], locale=self._language)
            case "time":
                return format_time(at, "short", locale=self._language)
            case "time_secs":
                return format_time(at, "medium", locale=self._language)
            case "ago":
                return format_timedelta(at - self.now, add_direction=True, locale=self._language)
            case _:
                return None

    def _relative(self, at: datetime) -> str | None:
        """Yesterday, today and tomorrow in the person's language."""
        today = self.now.astimezone(ZoneInfo(self.tz)).date()
        days = (at.date() - today) // timedelta(days=1)
        if abs(days) > 1:
            return None
        words = {
            "en": ("yesterday", "today", "tomorrow"),
            "fr": ("hier", "aujourd\u2019hui", "demain"),
        }
        return words.get(self.locale[:2], words["en"])[days + 1]


def now_utc(unix: float) -> datetime:
    return datetime.fromtimestamp(unix, UTC)


def day_of(unix: float, tz: str) -> date:
    return datetime.fromtimestamp(unix, UTC).astimezone(ZoneInfo(tz)).date()


HOME = "home"


@dataclass(frozen=True)
class Location:
    handle: str = ""
    """A person's handle."""
    where: str = ""
    """The id of a conversation, or HOME."""
    thread: str = ""
    """The timestamp of the message whose thread is open."""
    panel: str = ""
    """Which panel is open."""

    @property
    def query(self) -> str:
        given = {"as": self.handle, "in": self.where, "thread": self.thread, "aside": self.panel}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def address(self) -> str:
        return f"/?{self.query}"

    def do(self, verb: str) -> str:
        """Where a form is sent, so that the same page shows afterwards."""
        return f"/do/{verb}?{self.query}"

    def at(self, where: str) -> "Location":
        return replace(self, where=where, thread="")

    def with_thread(self, ts: str) -> "Location":
        return replace(self, thread=ts)

    def as_person(self, handle: str) -> "Location":
        return replace(self, handle=handle, thread="")

    def with_panel(self, name: str) -> "Location":
        return replace(self, panel=name)


def read_location(query: Mapping[str, str]) -> Location:
    return Location(*(query.get(name, "") for name in ("as", "in", "thread", "aside")))


_PERMALINK = re.compile(r"/archives/(\w+)/p(\d+)(\d{6})(?:\?(.*))?")


LinkResolver = Callable[[Location, str], str | None]
"""Where a link to content beside Slack leads, or None for other links."""


def no_link(_location: Location, _address: str) -> str | None:
    return None


@dataclass(frozen=True)
class Viewer:
    user: User
    users: Mapping[str, User]
    channels: Mapping[str, Channel]
    """Conversations the person can see."""
    groups: Mapping[str, Usergroup]
    dates: DateFormat
    location: Location
    url: str = ""
    """The address of this Slack in links to messages."""
    link_resolver: LinkResolver = no_link

    def name(self, user_id: str) -> str:
        user = self.users.get(user_id)
        return user.real_name if user else user_id

    def channel_name(self, channel_id: str) -> str:
        """A channel that the person cannot see has no name."""
        channel = self.channels.get(channel_id)
        return self.title(channel) if channel else "private channel"

    def title(self, channel: Channel) -> str:
        return self.name(channel.name) if channel.is_im else channel.name

    def group_name(self, group_id: str) -> str:
        group = self.groups.get(group_id)
        return group.handle if group else group_id

    def local_address(self, address: str) -> str | None:
        """Where a link leads on these pages, or None if it leads elsewhere."""
        return self._message(address) or self.link_resolver(self.location, address)

    def _message(self, address: str) -> str | None:
        """The format of https://docs.slack.dev/reference/methods/chat.getPermalink."""
        found = _PERMALINK.fullmatch(address.removeprefix(self.url)) if self.url else None
        if found is None or not address.startswith(self.url):
            return None
        channel, seconds, micros, query = found.groups()
        thread = dict(parse_qsl(query or "")).get("thread_ts", "")
        place = f"#{'t' if thread else 'm'}{seconds}.{micros}"
        return self.location.at(channel).with_thread(thread).address + place
