"""Reads Slack's user groups while a person waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from firefighter.adapters.slack.outbound.calls import Calls
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.people import UserGroup

_CACHE_TIME = timedelta(minutes=1)
"""Every typed letter asks again, and Slack allows 20 calls a minute."""


class CachedUserGroups:
    """Implements the Groups port."""

    def __init__(self, calls: Calls, clock: Clock) -> None:
        self._call = calls
        self._clock = clock
        self._known: tuple[datetime, Sequence[UserGroup]] | None = None

    def __call__(self) -> Sequence[UserGroup]:
        """usergroups.list; empty for a workspace whose plan has no groups."""
        now = self._clock.now()
        if self._known and now - self._known[0] < _CACHE_TIME:
            return self._known[1]
        groups = self._ask()
        self._known = (now, groups)
        return groups

    def _ask(self) -> Sequence[UserGroup]:
        """https://docs.slack.dev/reference/methods/usergroups.list."""
        try:
            answer = self._call("usergroups.list", include_count=True, include_disabled=True)
        except CallRefused as refused:
            if refused.reason != "plan_upgrade_required":
                raise
            return ()
        return [
            UserGroup(
                id=each["id"],
                handle=each["handle"],
                name=each["name"],
                size=int(each.get("user_count") or 0),
                disabled=bool(each.get("date_delete")),
            )
            for each in answer["usergroups"]
        ]
