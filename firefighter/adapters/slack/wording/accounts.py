"""What guests and people of other organizations are told, and others about them."""

from firefighter.adapters.slack.wording.mrkdwn import user_mention
from firefighter.domain.accounts import AccessRight, AccountType
from firefighter.domain.errors import AccountNotAllowed
from firefighter.domain.ids import UserId
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.channel_messages import ChannelSharing

_WHO = {
    AccountType.MEMBER: gettext_noop("Members"),
    AccountType.MULTI_CHANNEL_GUEST: gettext_noop("Guests"),
    AccountType.SINGLE_CHANNEL_GUEST: gettext_noop("Guests"),
    AccountType.EXTERNAL: gettext_noop("People from other organizations"),
    AccountType.APP: gettext_noop("Apps"),
    AccountType.DEACTIVATED: gettext_noop("Deactivated accounts"),
}

_IS = {
    AccountType.MEMBER: gettext_noop("{who} is a member"),
    AccountType.MULTI_CHANNEL_GUEST: gettext_noop("{who} is a guest"),
    AccountType.SINGLE_CHANNEL_GUEST: gettext_noop("{who} is a guest"),
    AccountType.EXTERNAL: gettext_noop("{who} is from another organization"),
    AccountType.APP: gettext_noop("{who} is an app"),
    AccountType.DEACTIVATED: gettext_noop("{who} is deactivated"),
}

_CANNOT = {
    AccessRight.READ: gettext_noop("{who} can't see incidents here."),
    AccessRight.DECLARE: gettext_noop("{who} can't declare incidents here."),
    AccessRight.RESPOND: gettext_noop("{who} can't change incidents here."),
    AccessRight.LEAD: gettext_noop("{who} can't hold roles here."),
}

_AND_CANNOT = {
    AccessRight.READ: gettext_noop("{person} and can't see incidents here."),
    AccessRight.DECLARE: gettext_noop("{person} and can't declare incidents here."),
    AccessRight.RESPOND: gettext_noop("{person} and can't take part in incidents here."),
    AccessRight.LEAD: gettext_noop("{person} and can't hold roles here."),
}


def account_refused_text(error: AccountNotAllowed) -> str:
    """What the person did is not done; says who can do it."""
    if error.person is None:
        cannot = gettext(_CANNOT[error.right], who=gettext(_WHO[error.account]))
        return f"{cannot} {gettext('Ask a member of this workspace to do it.')}"
    cannot = gettext(_AND_CANNOT[error.right], person=account_text(error.person, error.account))
    return f"{cannot} {gettext('Choose a member of this workspace. Nothing was changed.')}"


def account_text(person: UserId, account: AccountType) -> str:
    """The beginning of a sentence about somebody."""
    return gettext(_IS[account], who=user_mention(person))


def not_for_account_text(error: AccountNotAllowed) -> str:
    """For an option of a menu, which has 75 characters."""
    return gettext(_CANNOT[error.right], who=gettext(_WHO[error.account]))


def joined_outsider_text(person: UserId, account: AccountType) -> str:
    """For who invited somebody into an incident channel."""
    told = gettext(
        "{person}. They can read and write in this channel, but can't change incidents.",
        person=account_text(person, account),
    )
    return f":information_source: {told}"


def channel_sharing_text(message: ChannelSharing) -> str:
    if not message.is_shared:
        return gettext("This channel is no longer shared with another organization.")
    told = gettext(
        "This channel is now shared with another organization, whose people can read everything "
        "here. Incident commands and buttons work for members only, unless the settings allow more."
    )
    return f":warning: {told}"
