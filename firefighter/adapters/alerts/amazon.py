"""Calls of Amazon SNS: the certificates of its signatures, and confirmations of subscriptions.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature as WrongSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from firefighter.adapters.alerts.payloads import InvalidSignature, SourceUnavailable
from firefighter.adapters.alerts.sns import SignatureVersion
from firefighter.ports.app_context import Clock

log = logging.getLogger(__name__)

_TIMEOUT_S = 5.0
"""Of one call. SNS waits 15 s for an answer."""
_ANSWER_LIMIT = 64 * 1024
"""Bytes of a certificate, or of the answer to a confirmation."""
_CERTIFICATES_KEPT = 16

_HASHES: Mapping[SignatureVersion, hashes.HashAlgorithm] = {
    SignatureVersion.SHA1: hashes.SHA1(),  # noqa: S303 - what topics use unless set otherwise
    SignatureVersion.SHA256: hashes.SHA256(),
}


def _open_client() -> httpx.Client:
    """Follows no redirects, which could lead to addresses that are not Amazon's."""
    return httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False)


class Amazon:
    """Called only with addresses that `sns` has checked to be Amazon's."""

    def __init__(
        self, clock: Clock, open_client: Callable[[], httpx.Client] = _open_client
    ) -> None:
        self._clock = clock
        self._open_client = open_client
        self._certificates: OrderedDict[str, x509.Certificate] = OrderedDict()
        self._lock = threading.Lock()

    def check_signature(
        self, certificate: str, version: SignatureVersion, signature: bytes, signed: bytes
    ) -> None:
        """See `sns.CheckSignature`."""
        found = self._certificate(certificate)
        now = self._clock.now()
        if not found.not_valid_before_utc <= now <= found.not_valid_after_utc:
            log.warning("The certificate %s is not valid now.", certificate)
            raise InvalidSignature
        key = found.public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            raise InvalidSignature
        try:
            key.verify(signature, signed, padding.PKCS1v15(), _HASHES[version])
        except WrongSignature as error:
            raise InvalidSignature from error

    def confirm(self, address: str) -> None:
        """Confirms a subscription, any number of times. Raises SourceUnavailable."""
        self._get(address)

    def _certificate(self, address: str) -> x509.Certificate:
        """An address always has the same certificate, so it is fetched once by each process."""
        with self._lock:
            if known := self._certificates.get(address):
                return known
        content = self._get(address)
        try:
            found = x509.load_pem_x509_certificate(content)
        except ValueError as error:
            raise SourceUnavailable(f"{address} is no certificate. Try again.") from error
        with self._lock:
            self._certificates[address] = found
            while len(self._certificates) > _CERTIFICATES_KEPT:
                self._certificates.popitem(last=False)
        return found

    def _get(self, address: str) -> bytes:
        host = httpx.URL(address).host
        try:
            with self._open_client() as client, client.stream("GET", address) as answer:
                content = bytearray()
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > _ANSWER_LIMIT:
                        raise SourceUnavailable(f"{host} answers with too much. Try again.")
        except httpx.HTTPError as error:
            log.warning("No answer of %s: %s", host, error)
            raise SourceUnavailable(f"{host} does not answer. Try again.") from error
        if answer.status_code != httpx.codes.OK:
            raise SourceUnavailable(f"{host} answers with HTTP {answer.status_code}. Try again.")
        return bytes(content)
