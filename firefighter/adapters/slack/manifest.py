"""The Slack app manifest, generated from the registered features.

https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from firefighter.adapters.slack.inbound.registry import COMMAND, Registry, Shortcut
from firefighter.adapters.slack.outbound.scopes import OPTIONAL_SCOPES, SCOPES
from firefighter.i18n import gettext


def needed_scopes(registry: Registry) -> list[str]:
    """Without the optional ones, which the manifest asks for too."""
    return sorted({"commands"} | SCOPES | registry.scopes)


def manifest(registry: Registry, request_url: str | None) -> dict[str, Any]:
    """Returns the manifest for HTTP at `request_url`, or for Socket Mode without one."""
    url = {"url": request_url} if request_url else {}
    callback = {"request_url": request_url} if request_url else {}
    usages = " | ".join(registry.commands)
    return {
        "display_information": {
            "name": "Firefighter",
            "description": gettext("Incident management in Slack."),
            "background_color": "#7a1f1f",
        },
        "features": {
            **_home(registry),
            "shortcuts": [_shortcut(each) for each in registry.shortcuts.values()],
            "bot_user": {"display_name": "firefighter", "always_online": True},
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": gettext("Declare or manage an incident"),
                    "usage_hint": usages,
                    "should_escape": True,
                    **url,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted({*needed_scopes(registry), *OPTIONAL_SCOPES})}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(registry.subscriptions), **callback},
            "interactivity": {"is_enabled": True, **callback, **_searches(registry, request_url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }


def _home(registry: Registry) -> dict[str, Any]:
    """Returns the tabs of the app: Home, if a feature draws it, and Messages."""
    tabs = {"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}
    return {"app_home": {"home_tab_enabled": "app_home_opened" in registry.events, **tabs}}


def _shortcut(shortcut: Shortcut) -> dict[str, str]:
    return {
        "type": "message" if shortcut.on_message_shortcut else "global",
        "name": gettext(shortcut.name),
        "callback_id": shortcut.callback_id,
        "description": gettext(shortcut.description),
    }


def _searches(registry: Registry, request_url: str | None) -> dict[str, str]:
    """Returns the URL that search menus ask for their options."""
    return {"message_menu_options_url": request_url} if request_url and registry.suggestions else {}
