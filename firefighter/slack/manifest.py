"""What Slack has to know of the bot, made from what is registered.

https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from firefighter.slack.gateway import SCOPES
from firefighter.slack.registry import COMMAND, Registry, Shortcut
from firefighter.texts import say


def needed_scopes(registry: Registry) -> list[str]:
    return sorted({"commands"} | SCOPES | registry.scopes)


def manifest(registry: Registry, request_url: str | None) -> dict[str, Any]:
    """For HTTP at `request_url`, or for Socket Mode without one."""
    url = {"url": request_url} if request_url else {}
    called = {"request_url": request_url} if request_url else {}
    usages = " | ".join(registry.commands)
    return {
        "display_information": {
            "name": "Firefighter",
            "description": say("Carries you through an incident."),
            "background_color": "#7a1f1f",
        },
        "features": {
            **_home(registry),
            "shortcuts": [_shortcut(each) for each in registry.shortcuts.values()],
            "bot_user": {"display_name": "firefighter", "always_online": True},
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": say("Declare an incident, or ask about one"),
                    "usage_hint": usages,
                    "should_escape": True,
                    **url,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": needed_scopes(registry)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(registry.subscriptions), **called},
            "interactivity": {"is_enabled": True, **called, **_searches(registry, request_url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }


def _home(registry: Registry) -> dict[str, Any]:
    """The tabs of our own corner: Home, if somebody draws it, and what we tell people."""
    tabs = {"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}
    return {"app_home": {"home_tab_enabled": "app_home_opened" in registry.events, **tabs}}


def _shortcut(shortcut: Shortcut) -> dict[str, str]:
    return {
        "type": "message" if shortcut.on_message else "global",
        "name": say(shortcut.name),
        "callback_id": shortcut.callback_id,
        "description": say(shortcut.does),
    }


def _searches(registry: Registry, request_url: str | None) -> dict[str, str]:
    """Where menus that search ask for their options."""
    return {"message_menu_options_url": request_url} if request_url and registry.suggestions else {}
