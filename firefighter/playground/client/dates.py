"""Moments as a person reads them: in her own zone, and in her language.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta

_TOKEN = re.compile(r"\{(\w+)\}")
_PATTERNS = {"date_num": "yyyy-MM-dd"}
_STYLES = {"date": "long", "date_short": "medium", "date_long": "full"}


@dataclass(frozen=True)
class Reading:
    """Whose zone and language it is, and when she looks."""

    tz: str
    locale: str
    now: datetime

    def stamp(self, unix: float, template: str) -> str:
        """A `<!date^…>` of Slack; a token that nobody knows stays as it is."""
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
        """Yesterday, today and tomorrow by their names, as the language has them."""
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
