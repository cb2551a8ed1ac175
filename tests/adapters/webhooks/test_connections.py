"""Which addresses a webhook may have."""

import ipaddress
import socket

import httpcore
import pytest

from firefighter.adapters.webhooks.connections import AddressRefused, CheckedBackend, is_allowed

PUBLIC = ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14")
PRIVATE = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
)
NEVER = (
    "0.0.0.0",  # noqa: S104 - an address that is refused
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "fe80::1",
    "224.0.0.1",
    "ff02::1",
    "::",
)


@pytest.mark.parametrize("address", [*PUBLIC, *PRIVATE, *NEVER])
def test_only_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(ipaddress.ip_address(address), private=False) is (address in PUBLIC)


@pytest.mark.parametrize("address", [*PUBLIC, *PRIVATE, *NEVER])
def test_a_private_webhook_may_have_a_private_one_too(address: str) -> None:
    assert is_allowed(ipaddress.ip_address(address), private=True) is (address not in NEVER)


def test_the_address_behind_a_name_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public address and a private one is refused too."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("1.1.1.1", "::1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    with pytest.raises(AddressRefused):
        CheckedBackend(private=False, timeout_s=1).connect_tcp("example.com", 80)


def test_a_name_that_does_not_exist_cannot_be_connected_to() -> None:
    with pytest.raises(httpcore.ConnectError):
        CheckedBackend(private=False, timeout_s=5).connect_tcp("nowhere.invalid", 80)
