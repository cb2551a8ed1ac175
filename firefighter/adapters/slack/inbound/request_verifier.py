"""Verifies Slack's HTTP requests before Bolt reads them: the signature, then the shape."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from firefighter.adapters.slack.inbound.payload_shapes import check_shape


class InvalidSignature(Exception):
    """The signature is missing, invalid or too old."""


BODY_LIMIT = 1_000_000
"""In bytes. Slack's largest request, a form with all its fields, has a quarter of that."""

_UNSIGNED_LIMIT = 1_000
"""In bytes. Of requests without a signature only the certificate check is answered."""

_SIGNATURE, _TIMESTAMP = "x-slack-signature", "x-slack-request-timestamp"


class RequestVerifier:
    def __init__(self, app: App, signing_secret: str | None) -> None:
        """Rejects every HTTP request if there is no signing secret, as in Socket Mode."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None

    def answer(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        """Returns Bolt's response. Raises InvalidSignature, MalformedRequest.

        Nothing is parsed before the signature is verified, but Slack's check of the certificate,
        which is not signed and short.
        """
        if _is_certificate_check(body):
            return BoltResponse(status=200)
        self._check_signature(body, headers)
        check_shape(body, headers.get("content-type", ""))
        return self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))

    def body_limit(self, headers: Mapping[str, str]) -> int:
        """How many bytes of a request with these headers are worth reading; 0 if none are."""
        if self._verifier and _SIGNATURE in headers and _TIMESTAMP in headers:
            return BODY_LIMIT
        length = headers.get("content-length", "")
        is_short = length.isdecimal() and len(length) <= len(str(_UNSIGNED_LIMIT))
        return _UNSIGNED_LIMIT if is_short else 0

    def _check_signature(self, body: str, headers: Mapping[str, str]) -> None:
        try:
            valid = self._verifier and self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, OverflowError, TypeError) as error:  # TypeError: not ASCII
            raise InvalidSignature from error
        if not valid:
            raise InvalidSignature


def _is_certificate_check(body: str) -> bool:
    return len(body) <= _UNSIGNED_LIMIT and parse_qs(body).get("ssl_check") == ["1"]
