"""Connections to addresses that were checked after their name was resolved.

The check is made on the address that is then connected to, so a name that resolves to something
else a moment later does not get around it.
"""

import ipaddress
import socket
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""https://www.rfc-editor.org/rfc/rfc6052#section-2.1"""


class AddressRefused(Exception):
    """The name resolves to an address that may not be connected to."""


def is_allowed(address: IpAddress, *, private: bool) -> bool:
    """Whether it may be connected to: a public one, or with `private` one of the local network.

    Never a multicast, reserved or link-local one, which clouds serve their credentials on.
    """
    address = _embedded(address)
    if (
        address.is_multicast
        or address.is_link_local
        or address.is_unspecified
        or (address.is_reserved and not address.is_private)
    ):
        return False
    return private or address.is_global


def may_be_reached(host: str, *, private: bool) -> bool:
    """False for a literal address that `is_allowed` refuses. Names are not resolved."""
    try:
        return is_allowed(ipaddress.ip_address(host), private=private)
    except ValueError:
        return private or host.casefold().rstrip(".") != "localhost"


def _embedded(address: IpAddress) -> IpAddress:
    """The IPv4 address that an IPv6 address stands for; other addresses are returned unchanged."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


@dataclass(frozen=True)
class CheckedBackend(httpcore.NetworkBackend):
    """Connects only where `is_allowed` permits, and ends everything `timeout_s` after its start."""

    private: bool
    timeout_s: float
    """For the whole call, however slowly the other side answers."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises AddressRefused."""
        ends = time.monotonic() + self.timeout_s
        found = _resolve(host, port)
        if not found or not all(is_allowed(each, private=self.private) for each in found):
            raise AddressRefused(host)
        stream = httpcore.SyncBackend().connect_tcp(
            str(found[0]), port, _left(ends, timeout), local_address, socket_options
        )
        return _TimedStream(stream, ends)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's
    ) -> httpcore.NetworkStream:
        raise AddressRefused(path)


def _resolve(host: str, port: int) -> Sequence[IpAddress]:
    """Raises httpcore.ConnectError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [ipaddress.ip_address(str(address[0])) for *_others, address in found]
    except (OSError, ValueError) as error:
        raise httpcore.ConnectError(str(error)) from error


def _left(ends: float, timeout: float | None) -> float:
    """Raises httpcore.ReadTimeout once there is none left."""
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)


@dataclass(frozen=True)
class _TimedStream(httpcore.NetworkStream):
    stream: httpcore.NetworkStream
    ends: float
    """By the monotonic clock."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, _left(self.ends, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, _left(self.ends, timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Checks the certificate against the name, not the address."""
        secured = self.stream.start_tls(ssl_context, server_hostname, _left(self.ends, timeout))
        return _TimedStream(secured, self.ends)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's
        return self.stream.get_extra_info(info)
