"""Who could not be invited into a channel, and why."""

from collections.abc import Mapping
from typing import Any

from firefighter.domain.ids import UserId
from firefighter.ports.chat import NotInvitedReason

MEMBER_ALREADY = {"already_in_channel", "cant_invite_self"}
NOT_INVITED = {
    "cant_invite": NotInvitedReason.NOT_ALLOWED,
    "invitee_cant_see_channel": NotInvitedReason.ELSEWHERE,
    "no_external_invite_permission": NotInvitedReason.NOT_ALLOWED,
    "org_user_not_in_team": NotInvitedReason.ELSEWHERE,
    "too_many_members": NotInvitedReason.CHANNEL_FULL,
    "unable_to_add_user_to_public_channel": NotInvitedReason.NOT_ALLOWED,
    "ura_max_channels": NotInvitedReason.GUEST,
    "user_disabled": NotInvitedReason.DEACTIVATED,
    "user_is_restricted": NotInvitedReason.GUEST,
    "user_is_ultra_restricted": NotInvitedReason.GUEST,
    "user_not_found": NotInvitedReason.ELSEWHERE,
    "users_not_found": NotInvitedReason.ELSEWHERE,
}
"""Errors about the people invited: https://docs.slack.dev/reference/methods/conversations.invite."""


def people_not_invited(answer: Mapping[str, Any]) -> dict[UserId, NotInvitedReason]:
    """By `errors`, which also come with `ok: true`. Members of the channel are no errors."""
    errors = {each.get("user", ""): each.get("error", "") for each in answer.get("errors", ())}
    return {
        UserId(user): NOT_INVITED.get(code, NotInvitedReason.NOT_ALLOWED)
        for user, code in errors.items()
        if user and code not in MEMBER_ALREADY
    }
