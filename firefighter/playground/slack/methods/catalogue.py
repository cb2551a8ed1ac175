"""Every family of methods, imported so that its methods are registered."""

from firefighter.playground.slack.methods import (
    apps,
    auth,
    bookmarks,
    chat,
    conversation_members,
    conversation_messages,
    conversations,
    files,
    pins,
    reactions,
    usergroups,
    users,
    views,
)

FAMILIES = (
    apps,
    auth,
    bookmarks,
    chat,
    conversation_members,
    conversation_messages,
    conversations,
    files,
    pins,
    reactions,
    usergroups,
    users,
    views,
)
