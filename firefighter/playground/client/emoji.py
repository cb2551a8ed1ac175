"""The signs that `:names:` stand for. Slack knows thousands; these are used here."""

import re

_NAME = re.compile(r":([a-z0-9_+-]+):")

SIGNS = {
    "+1": "👍",
    "-1": "👎",
    "alarm_clock": "⏰",
    "arrow_right": "➡️",
    "bar_chart": "📊",
    "bell": "🔔",
    "bust_in_silhouette": "👤",
    "busts_in_silhouette": "👥",
    "calendar": "📆",
    "chart_with_upwards_trend": "📈",
    "clipboard": "📋",
    "eyes": "👀",
    "fire": "🔥",
    "fire_engine": "🚒",
    "fire_extinguisher": "🧯",
    "firefighter": "🧑‍🚒",
    "heavy_check_mark": "✔️",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "information_source": "\u2139\ufe0f",
    "large_blue_circle": "🔵",
    "large_green_circle": "🟢",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "lock": "🔒",
    "loudspeaker": "📢",
    "mag": "🔎",
    "mega": "📣",
    "memo": "📝",
    "no_entry": "⛔",
    "pencil": "✏️",
    "pencil2": "✏️",
    "pushpin": "📌",
    "raised_hands": "🙌",
    "red_circle": "🔴",
    "repeat": "🔁",
    "rocket": "🚀",
    "rotating_light": "🚨",
    "speech_balloon": "💬",
    "star": "⭐",
    "tada": "🎉",
    "thumbsup": "👍",
    "wave": "👋",
    "wastebasket": "🗑️",
    "white_check_mark": "✅",
    "white_circle": "⚪",
    "warning": "⚠️",
    "x": "❌",
}

OFFERED = ("eyes", "white_check_mark", "+1", "fire", "pushpin", "memo", "raised_hands", "tada")
"""What the small picker beside each message has."""


def with_signs(text: str) -> str:
    """A name that stands for no sign here stays as it is."""
    return _NAME.sub(lambda found: SIGNS.get(found[1], found[0]), text)


def sign(name: str) -> str:
    return SIGNS.get(name.partition("::")[0], f":{name}:")
