"""The errors with which Slack may refuse a call although the call itself is right.

A test chooses one with `LocalSlack.refuse`: https://docs.slack.dev/reference/methods/<method>#errors.
"""

from collections.abc import Mapping

from firefighter.playground.slack.faults import MessageLimit, SlackError

TOKEN = frozenset({"account_inactive", "token_expired", "token_revoked"})

PASSING = frozenset({"internal_error", "rate_limited", "ratelimited", "service_unavailable"})

_RESTRICTED = frozenset({"restricted_action", "user_is_restricted"})

_NOT_INVITED = frozenset(
    {
        "cant_invite",
        "invitee_cant_see_channel",
        "no_external_invite_permission",
        "org_user_not_in_team",
        "too_many_members",
        "ura_max_channels",
        "user_is_restricted",
    }
)

_POSTING = frozenset(
    {
        "message_limit_exceeded",
        "messages_tab_disabled",
        "msg_blocked_by_dlp",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
    }
)

_EDITING = frozenset(
    {
        "cant_update_message",
        "edit_window_closed",
        "external_channel_migrating",
        "update_failed",
    }
)

_FILES = frozenset({"file_uploads_disabled", "storage_limit_reached"})

REFUSALS: Mapping[str, frozenset[str]] = {
    "bookmarks.add": frozenset({"permission_denied", "restricted_action"}),
    "chat.postEphemeral": _POSTING - {"message_limit_exceeded"},
    "chat.postMessage": _POSTING,
    "chat.update": _EDITING,
    "conversations.archive": _RESTRICTED,
    "conversations.create": _RESTRICTED,
    "conversations.invite": _NOT_INVITED,
    "conversations.open": frozenset({"user_not_visible"}),
    "conversations.setTopic": _RESTRICTED,
    "files.completeUploadExternal": _FILES,
    "files.getUploadURLExternal": _FILES,
    "pins.add": frozenset({"permission_denied", "restricted_action"}),
    "users.info": frozenset({"user_not_visible"}),
    "views.open": frozenset({"exchanged_trigger_id", "expired_trigger_id"}),
}


def documented_refusal(method: str, error: str) -> SlackError | MessageLimit:
    """Raises ValueError for an error that the method does not have."""
    if error not in REFUSALS.get(method, frozenset()) | TOKEN | PASSING:
        raise ValueError(f"{method} is not refused with {error!r}.")
    return MessageLimit() if error == "message_limit_exceeded" else SlackError(error)
