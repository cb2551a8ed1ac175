import pytest

from firefighter.domain.accounts import AccessPolicy, AccessRight, AccountType

GUEST, EXTERNAL = AccountType.MULTI_CHANNEL_GUEST, AccountType.EXTERNAL


@pytest.mark.parametrize("right", AccessRight)
def test_members_alone_have_every_right_by_default(right: AccessRight) -> None:
    policy = AccessPolicy()
    assert [each for each in AccountType if policy.allows_kind(each, right)] == [AccountType.MEMBER]
    assert all(policy.people_for(each, right) == () for each in AccountType)


@pytest.mark.parametrize(
    ("given", "all_rights"),
    [
        (AccessRight.READ, {AccessRight.READ}),
        (AccessRight.DECLARE, {AccessRight.READ, AccessRight.DECLARE}),
        (AccessRight.RESPOND, {AccessRight.READ, AccessRight.RESPOND}),
        (AccessRight.LEAD, {AccessRight.READ, AccessRight.RESPOND, AccessRight.LEAD}),
    ],
)
def test_each_right_includes_what_it_is_of_no_use_without(
    given: AccessRight, all_rights: set[AccessRight]
) -> None:
    policy = AccessPolicy({given: ("guests",)})
    assert {right for right in AccessRight if policy.allows_kind(GUEST, right)} == all_rights
    assert not any(policy.allows_kind(EXTERNAL, right) for right in AccessRight)


def test_guests_of_one_and_of_several_channels_are_guests() -> None:
    policy = AccessPolicy({AccessRight.READ: ("guests",)})
    allowed = [each for each in AccountType if policy.allows_kind(each, AccessRight.READ)]
    assert allowed == [
        AccountType.MEMBER,
        AccountType.MULTI_CHANNEL_GUEST,
        AccountType.SINGLE_CHANNEL_GUEST,
    ]


def test_people_are_named_by_id_unless_their_account_is_deactivated() -> None:
    policy = AccessPolicy({AccessRight.LEAD: ("external", "U0EVE", "S0PARTNERS")})
    assert policy.people_for(GUEST, AccessRight.READ) == ("U0EVE", "S0PARTNERS")
    assert policy.people_for(AccountType.APP, AccessRight.LEAD) == ("U0EVE", "S0PARTNERS")
    assert policy.people_for(AccountType.DEACTIVATED, AccessRight.LEAD) == ()
    assert policy.people_for(GUEST, AccessRight.DECLARE) == ()
    assert policy.groups == ("S0PARTNERS",)
