"""Signed calls over HTTP, in the manner of Standard Webhooks.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import httpcore

from firefighter.adapters.webhooks.connections import AddressRefused, CheckedBackend
from firefighter.adapters.webhooks.signing import signature
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused, FailureKind, Unavailable
from firefighter.ports.webhooks import WEBHOOK_SERVICE

CALL = "call"
SUCCESS = range(200, 300)


@dataclass(frozen=True)
class WebhookTarget:
    """Where a webhook is, and how its calls are signed."""

    url: str = field(repr=False)
    """Hidden in output, since its path may be a secret."""
    secret: bytes = field(repr=False)
    private: bool = False
    """Whether its address may be one of the private network."""


@dataclass(frozen=True)
class SignedCalls:
    """Follows no redirect and reads no body."""

    timeout_s: float
    """For a whole call."""
    clock: Clock

    def post(
        self, target: WebhookTarget, webhook_id: str, content: Mapping[str, object]
    ) -> tuple[int, Mapping[str, str]]:
        """Returns the status, and the headers by their names in title case.

        Raises CallRefused for a forbidden address, Unavailable without an answer.
        """
        body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
        now_s = int(self.clock.now().timestamp())
        headers: dict[bytes | str, bytes | str] = {
            "content-type": "application/json",
            "user-agent": "firefighter",
            "webhook-id": webhook_id,
            "webhook-timestamp": str(now_s),
            "webhook-signature": signature(target.secret, webhook_id, now_s, body),
        }
        backend = CheckedBackend(target.private, self.timeout_s)
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream("POST", target.url, headers=headers, content=body) as answer,
            ):
                named = {name.decode().title(): value.decode() for name, value in answer.headers}
                return answer.status, named
        except AddressRefused:
            raise CallRefused(
                WEBHOOK_SERVICE, CALL, "its address is in the private network"
            ) from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            kind, why = _what_failed(error, self.timeout_s)
            raise Unavailable(WEBHOOK_SERVICE, CALL, why, kind) from error


def _what_failed(error: Exception, timeout_s: float) -> tuple[FailureKind, str]:
    match error:
        case httpcore.ConnectError():
            return FailureKind.UNREACHABLE, _no_connection(error)
        case httpcore.ConnectTimeout():
            return FailureKind.UNREACHABLE, f"no connection within {timeout_s:g} s"
        case httpcore.TimeoutException():
            return FailureKind.SILENT, f"no whole answer within {timeout_s:g} s"
        case httpcore.RemoteProtocolError() if "without sending" in str(error):
            return FailureKind.SILENT, "the connection was closed without an answer"
        case httpcore.RemoteProtocolError():
            return FailureKind.ERROR, "the answer is not HTTP"
        case _:
            return FailureKind.SILENT, "the connection broke off"


def _no_connection(error: BaseException) -> str:
    """What the operating system says, in few words."""
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return f"its certificate is not accepted: {cause.verify_message}"
            case ssl.SSLError():
                return "no encrypted connection"
            case socket.gaierror():
                return "its name is unknown"
            case OSError() if cause.strerror:
                return cause.strerror.lower()
    return "no connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__ or error.__context__
    while cause:
        yield cause
        cause = cause.__cause__ or cause.__context__
