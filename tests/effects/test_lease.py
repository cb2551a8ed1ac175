from datetime import timedelta

import pytest

from firefighter.effects.lease import lasts_until, lease_until
from tests.domain.incidents import NOW

A_MOMENT = timedelta(seconds=1)


def test_outside_of_an_effect_there_is_all_the_time_in_the_world() -> None:
    assert lasts_until(NOW + timedelta(days=9999))


def test_a_call_has_to_end_within_the_lease() -> None:
    with lease_until(NOW):
        assert lasts_until(NOW)
        assert not lasts_until(NOW + A_MOMENT)
    assert lasts_until(NOW + A_MOMENT)


def test_a_lease_inside_another_ends_with_it() -> None:
    with lease_until(NOW):
        with lease_until(NOW + A_MOMENT):
            assert lasts_until(NOW + A_MOMENT)
        assert not lasts_until(NOW + A_MOMENT)


def test_an_effect_that_breaks_takes_its_lease_along() -> None:
    with pytest.raises(LookupError), lease_until(NOW):
        raise LookupError
    assert lasts_until(NOW + A_MOMENT)
