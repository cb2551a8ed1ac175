"""Who may use the bot at all: members, and others whom the settings allow it."""

from collections.abc import Collection

from firefighter.domain.accounts import AccessRight, AccountType
from firefighter.domain.actors import is_person
from firefighter.domain.errors import AccountNotAllowed
from firefighter.domain.ids import UserId
from firefighter.ports.app_context import AppContext


def refuse_outsider(
    context: AppContext, user: UserId, right: AccessRight, *, from_elsewhere: bool = False
) -> None:
    """Raises AccountNotAllowed unless the person who does something has the right.

    `from_elsewhere` is what the request says of the organization. It decides only while neither the
    chat nor the database tells; then people of this workspace count as members.
    """
    account = context.account_of(user)
    if account is None:
        account = AccountType.EXTERNAL if from_elsewhere else AccountType.MEMBER
    if not _is_allowed(context, user, account, right):
        raise AccountNotAllowed(account, right)


def refuse_outsiders_among(
    context: AppContext, actor: UserId, people: Collection[UserId], right: AccessRight
) -> None:
    """Raises AccountNotAllowed, which names the first of `people` who lacks the right.

    The actor was let in already.
    """
    for person in people:
        if person == actor or not is_person(person):
            continue
        account = context.account_of(person)
        if account is not None and not _is_allowed(context, person, account, right):
            raise AccountNotAllowed(account, right, person)


def find_outsider(context: AppContext, user: UserId, right: AccessRight) -> AccountType | None:
    """The type of an account without the right; None for one that has it, or is not known."""
    account = context.account_of(user)
    is_fine = account is None or _is_allowed(context, user, account, right)
    return None if is_fine else account


def _is_allowed(
    context: AppContext, user: UserId, account: AccountType, right: AccessRight
) -> bool:
    access = context.rules.access
    if access.allows_kind(account, right):
        return True
    named = access.people_for(account, right)
    return bool(named) and context.records.is_among(user, named)
