from datetime import timedelta

import pytest

from firefighter.effects.call_limits import lease_lasts_until, lease_until
from tests.domain.incidents import NOW

A_SECOND = timedelta(seconds=1)


def test_there_is_no_lease_outside_an_effect() -> None:
    assert lease_lasts_until(NOW + timedelta(days=9999))


def test_call_has_to_end_within_the_lease() -> None:
    with lease_until(NOW):
        assert lease_lasts_until(NOW)
        assert not lease_lasts_until(NOW + A_SECOND)
    assert lease_lasts_until(NOW + A_SECOND)


def test_inner_lease_does_not_outlast_its_block() -> None:
    with lease_until(NOW):
        with lease_until(NOW + A_SECOND):
            assert lease_lasts_until(NOW + A_SECOND)
        assert not lease_lasts_until(NOW + A_SECOND)


def test_lease_ends_when_the_effect_fails() -> None:
    with pytest.raises(LookupError), lease_until(NOW):
        raise LookupError
    assert lease_lasts_until(NOW + A_SECOND)
