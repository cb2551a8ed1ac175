"""Every family of methods, imported so that its methods are registered."""

from firefighter.playground.slack.methods import (
    apps,
    chat,
    conversations,
    files,
    users,
    views,
)

FAMILIES = (apps, chat, conversations, files, users, views)
