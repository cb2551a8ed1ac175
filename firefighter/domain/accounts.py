"""What kind of account somebody has in the chat, and what each kind may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AccountType(StrEnum):
    """What the chat says of an account. Slack's own terms."""

    MEMBER = "member"
    """A full member of the workspace, or of the organization that it belongs to."""
    MULTI_CHANNEL_GUEST = "multi_channel_guest"
    SINGLE_CHANNEL_GUEST = "single_channel_guest"
    EXTERNAL = "external"
    """Of another organization: in a shared channel, or a stranger."""
    APP = "app"
    """A bot user."""
    DEACTIVATED = "deactivated"

    @property
    def is_guest(self) -> bool:
        return self in {AccountType.MULTI_CHANNEL_GUEST, AccountType.SINGLE_CHANNEL_GUEST}


class AccessRight(StrEnum):
    """What members always may, and others only if the settings say so."""

    READ = "read"
    """See incidents, statistics and help."""
    DECLARE = "declare"
    """Declare incidents."""
    RESPOND = "respond"
    """Change incidents and take part in exercises."""
    LEAD = "lead"
    """Hold roles."""


GUESTS, EXTERNAL = "guests", "external"
"""All accounts of a kind, in the settings."""

_GIVEN_BY = {
    AccessRight.READ: tuple(AccessRight),
    AccessRight.DECLARE: (AccessRight.DECLARE,),
    AccessRight.RESPOND: (AccessRight.RESPOND, AccessRight.LEAD),
    AccessRight.LEAD: (AccessRight.LEAD,),
}
"""Every right includes that to read, and who leads may also change."""


@dataclass(frozen=True)
class AccessPolicy:
    """Who else than members has each right: GUESTS, EXTERNAL, chat ids of users and groups."""

    holders: Mapping[AccessRight, tuple[str, ...]] = field(default_factory=dict)

    def named_for(self, right: AccessRight) -> tuple[str, ...]:
        """All who have the right, be it by another one."""
        named = (name for each in _GIVEN_BY[right] for name in self.holders.get(each, ()))
        return tuple(dict.fromkeys(named))

    def allows_kind(self, account: AccountType, right: AccessRight) -> bool:
        """Whether all accounts of this kind have the right."""
        if account is AccountType.MEMBER:
            return True
        kind = GUESTS if account.is_guest else EXTERNAL if account is AccountType.EXTERNAL else ""
        return kind in self.named_for(right)

    def people_for(self, account: AccountType, right: AccessRight) -> tuple[str, ...]:
        """Users and user groups with the right that an account of this kind may be among.

        A deactivated account never has any.
        """
        if account is AccountType.DEACTIVATED:
            return ()
        return tuple(name for name in self.named_for(right) if name not in {GUESTS, EXTERNAL})

    @property
    def groups(self) -> tuple[str, ...]:
        """The user groups whose members are needed."""
        named = (name for names in self.holders.values() for name in names)
        return tuple(sorted({name for name in named if name.startswith("S")}))
