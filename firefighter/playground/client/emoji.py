"""The signs that `:names:` stand for. Slack knows thousands; these are used here."""

import re

_NAME = re.compile(r":([a-z0-9_+-]+):")

SIGNS = {
    "+1": "👍",
    "-1": "👎",
    "alarm_clock": "⏰",
    "arrow_right": "➡️",
    "arrows_counterclockwise": "🔄",
    "ballot_box_with_check": "☑️",
    "bar_chart": "📊",
    "bell": "🔔",
    "boom": "💥",
    "bulb": "💡",
    "bust_in_silhouette": "👤",
    "busts_in_silhouette": "👥",
    "calendar": "📆",
    "calendar_spiral": "🗓️",
    "chart_with_downwards_trend": "📉",
    "chart_with_upwards_trend": "📈",
    "clipboard": "📋",
    "dart": "🎯",
    "door": "🚪",
    "envelope": "✉️",
    "exclamation": "❗",
    "eyes": "👀",
    "file_cabinet": "🗄️",
    "fire": "🔥",
    "fire_engine": "🚒",
    "fire_extinguisher": "🧯",
    "firefighter": "🧑‍🚒",
    "gear": "⚙️",
    "green_circle": "🟢",
    "hammer_and_wrench": "🛠️",
    "heavy_check_mark": "✔️",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "information_source": "\u2139\ufe0f",
    "label": "🏷️",
    "large_blue_circle": "🔵",
    "large_green_circle": "🟢",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "link": "🔗",
    "lock": "🔒",
    "loudspeaker": "📢",
    "mag": "🔎",
    "mega": "📣",
    "memo": "📝",
    "mute": "🔇",
    "no_bell": "🔕",
    "no_entry": "⛔",
    "no_entry_sign": "🚫",
    "pause_button": "⏸️",
    "pencil": "✏️",
    "pencil2": "✏️",
    "phone": "☎️",
    "point_right": "👉",
    "pushpin": "📌",
    "question": "❓",
    "raised_hands": "🙌",
    "red_circle": "🔴",
    "repeat": "🔁",
    "rocket": "🚀",
    "pager": "📟",
    "rotating_light": "🚨",
    "scroll": "📜",
    "speech_balloon": "💬",
    "spiral_calendar_pad": "🗓️",
    "spiral_note_pad": "🗒️",
    "star": "⭐",
    "stopwatch": "⏱️",
    "tada": "🎉",
    "unlock": "🔓",
    "thumbsup": "👍",
    "trophy": "🏆",
    "twisted_rightwards_arrows": "🔀",
    "warning": "⚠️",
    "wastebasket": "🗑️",
    "wave": "👋",
    "white_check_mark": "✅",
    "white_circle": "⚪",
    "x": "❌",
    "zzz": "💤",
}

OFFERED = ("eyes", "white_check_mark", "+1", "fire", "pushpin", "memo", "raised_hands", "tada")
"""What the small picker beside each message has."""


def with_signs(text: str) -> str:
    """A name that stands for no sign here stays as it is."""
    return _NAME.sub(lambda found: SIGNS.get(found[1], found[0]), text)


def sign(name: str) -> str:
    return SIGNS.get(name.partition("::")[0], f":{name}:")
