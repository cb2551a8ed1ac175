"""Signatures as in the specification of Standard Webhooks."""

from firefighter.adapters.webhooks.signing import signature
from tests.adapters.webhooks.receiver import SECRET


def test_the_signature_is_that_of_a_published_example() -> None:
    """https://docs.svix.com/receiving/verifying-payloads/how-manual"""
    body = b'{"test": 2432232314}'
    assert (
        signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )
