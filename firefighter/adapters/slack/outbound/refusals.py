"""Slack's error codes that are refusals. Every other code counts as a passing failure at first.

Retrying a refusal is useless until somebody changes something; retrying anything else costs a few
calls. So a code is only listed here if its method's page says that Slack decided against the
call: https://docs.slack.dev/reference/methods/<method>#errors.
"""

RATE_LIMIT_CODES = frozenset({"rate_limited", "ratelimited"})
"""https://docs.slack.dev/apis/web-api/rate-limits; `rate_limited`: chat.postMessage#errors."""

_EVERY_METHOD = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "app_access_restricted",
        "bad_token",
        "deprecated_endpoint",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_auth",
        "invalid_charset",
        "invalid_form_data",
        "invalid_json",
        "invalid_post_type",
        "json_not_object",
        "method_deprecated",
        "missing_argument",
        "missing_post_type",
        "missing_scope",
        "no_permission",
        "not_allowed",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "plan_upgrade_required",
        "team_access_not_granted",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
        "unknown_method",
        "upgrade_required",
    }
)
"""Token, permission and form of the call: auth.test#errors and every method's page."""

_CHANNELS = frozenset(
    {
        "already_archived",
        "already_in_channel",
        "cant_archive_general",
        "cant_archive_required",
        "cant_invite",
        "cant_invite_self",
        "cant_kick_from_general",
        "cant_kick_self",
        "channel_is_limited_access",
        "channel_is_public",
        "channel_not_found",
        "channel_type_not_supported",
        "invalid_channel",
        "invalid_cursor",
        "invalid_limit",
        "invalid_name",
        "invalid_name_maxlength",
        "invalid_name_punctuation",
        "invalid_name_required",
        "invalid_name_specials",
        "invalid_types",
        "invitee_cant_see_channel",
        "is_archived",
        "is_inactive",
        "last_member",
        "last_ra_channel",
        "limit_required",
        "max_channels_exceeded",
        "method_not_supported_for_channel_type",
        "missing_charset",
        "name_taken",
        "no_external_invite_permission",
        "no_user",
        "not_archived",
        "not_authorized",
        "not_in_channel",
        "org_user_not_in_team",
        "restricted_action",
        "too_long",
        "too_many_members",
        "too_many_users",
        "unable_to_add_user_to_public_channel",
        "ura_max_channels",
        "user_is_restricted",
        "user_is_ultra_restricted",
        "user_not_in_channel",
    }
)
"""conversations.archive, .create, .info, .invite, .join, .members, .rename, .setTopic #errors."""

_PEOPLE = frozenset(
    {
        "bot_not_found",
        "cannot_dm_bot",
        "invalid_user_combination",
        "no_such_subteam",
        "no_users_provided",
        "subteam_not_found",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_list_not_supplied",
        "users_not_found",
    }
)
"""conversations.open, users.info, usergroups.users.list #errors."""

_MESSAGES = frozenset(
    {
        "already_pinned",
        "as_user_not_supported",
        "attachment_payload_limit_exceeded",
        "block_mismatch",
        "cannot_reply_to_message",
        "cant_delete_message",
        "cant_update_message",
        "duplicate_channel_not_found",
        "duplicate_message_not_found",
        "edit_window_closed",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "message_not_found",
        "messages_tab_disabled",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "msg_blocked_by_dlp",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_item_specified",
        "no_text",
        "not_pinnable",
        "permission_denied",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "slack_connect_blocked_file_type",
        "slack_connect_canvas_sharing_blocked",
        "slack_connect_file_link_sharing_blocked",
        "slack_connect_file_upload_sharing_blocked",
        "thread_not_found",
        "too_many_attachments",
        "too_many_contact_cards",
        "too_many_pins",
    }
)
"""chat.postMessage, .postEphemeral, .update, .delete, conversations.replies, pins.add #errors."""

_FILES_AND_BOOKMARKS = frozenset(
    {
        "file_deleted",
        "file_not_found",
        "file_type_not_allowed",
        "file_upload_size_restricted",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
        "invalid_bookmark_type",
        "invalid_emoji",
        "invalid_link",
        "length_required",
        "malware_detected",
        "missing_filename",
        "not_shareable",
        "posting_to_channel_denied",
        "storage_limit_reached",
        "too_many_bookmarks",
    }
)
"""files.info, .getUploadURLExternal, .completeUploadExternal, bookmarks.add, .list #errors."""

_VIEWS = frozenset(
    {
        "duplicate_external_id",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "hash_conflict",
        "invalid_trigger_id",
        "not_enabled",
        "not_found",
        "not_implemented",
        "push_limit_reached",
        "trigger_exchanged",
        "trigger_expired",
        "view_not_found",
        "view_too_large",
    }
)
"""views.open, .publish, .push, .update #errors."""

REFUSALS = _EVERY_METHOD | _CHANNELS | _PEOPLE | _MESSAGES | _FILES_AND_BOOKMARKS | _VIEWS
