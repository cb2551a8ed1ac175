"""Slack's user groups, asked for while a person waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from firefighter.ports.chat import ChatRefused
from firefighter.ports.groups import UserGroup
from firefighter.ports.house import Clock
from firefighter.slack.calls import Calls

_FRESH = timedelta(minutes=1)
"""Every letter that is typed asks anew, and Slack answers the method 20 times a minute."""


class KnownGroups:
    """The Groups port."""

    def __init__(self, calls: Calls, clock: Clock) -> None:
        self._call = calls
        self._clock = clock
        self._known: tuple[datetime, Sequence[UserGroup]] | None = None

    def __call__(self) -> Sequence[UserGroup]:
        """usergroups.list; none, for a workspace whose plan has none."""
        now = self._clock.now()
        if self._known and now - self._known[0] < _FRESH:
            return self._known[1]
        groups = self._ask()
        self._known = (now, groups)
        return groups

    def _ask(self) -> Sequence[UserGroup]:
        """https://docs.slack.dev/reference/methods/usergroups.list."""
        try:
            answer = self._call("usergroups.list", include_count=True, include_disabled=True)
        except ChatRefused as refused:
            if refused.code != "plan_upgrade_required":
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
