"""Declares an incident from Slack's shortcuts menu or the Home tab."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.inbound.interactions import BlockAction, GlobalShortcut
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import open_declare_form
from firefighter.domain.accounts import AccessRight
from firefighter.i18n import gettext_noop

feature = Feature(needs=AccessRight.DECLARE)


@feature.shortcut(
    "declare",
    gettext_noop("Declare an incident"),
    description=gettext_noop("Open the form from anywhere."),
)
def declare_from_menu(interaction: GlobalShortcut) -> None:
    open_declare_form(interaction)


@feature.press(action_ids.DECLARE, about_incident=False)
def declare_by_button(interaction: BlockAction) -> None:
    open_declare_form(interaction)
