"""Amazon SNS over HTTPS under its own names: certificates of its signatures, and confirmations."""

import base64
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpcore
import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from firefighter.runtime import SystemClock

HOST = "sns.eu-west-1.amazonaws.com"
CERTIFICATE = f"https://{HOST}/SimpleNotificationService-0a1b2c3d.pem"
_SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message",
        "MessageId",
        "SubscribeURL",
        "Timestamp",
        "Token",
        "TopicArn",
        "Type",
    ),
}
_SIGNED["UnsubscribeConfirmation"] = _SIGNED["SubscriptionConfirmation"]


class AmazonDouble:
    """Knows one topic, and the tokens that it has given out."""

    def __init__(self, folder: Path, valid_until: datetime) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        begins = valid_until - timedelta(days=365)
        certificate = _certificate(self._key, begins, valid_until)
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM)
        self.token = "2336412f37fb687f5d51e6e2425dacbba1b1b"
        self.confirmed: list[str] = []
        self.certificates_sent = 0
        self.status = 200
        self.more = b""
        """After a certificate."""
        self._folder = folder

    def signed(self, message: Mapping[str, Any], version: str = "1") -> dict[str, Any]:
        """https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html"""
        names = [name for name in _SIGNED[message["Type"]] if name in message]
        text = "".join(f"{name}\n{message[name]}\n" for name in names)
        digest = hashes.SHA1() if version == "1" else hashes.SHA256()  # noqa: S303 - as Amazon does
        signature = self._key.sign(text.encode(), padding.PKCS1v15(), digest)
        return {
            **message,
            "SignatureVersion": version,
            "Signature": base64.b64encode(signature).decode(),
            "SigningCertURL": CERTIFICATE,
        }

    def confirmation(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """A signed SubscriptionConfirmation; `message` is one without its token."""
        query = f"Action=ConfirmSubscription&TopicArn={message['TopicArn']}&Token={self.token}"
        address = f"https://{HOST}/?{query}"
        return self.signed({**message, "Token": self.token, "SubscribeURL": address})

    def answer(self, path: str) -> tuple[int, bytes]:
        """Refuses what Amazon does not know."""
        address = urlsplit(path)
        if self.status != 200:
            return self.status, b"<ErrorResponse/>"
        if f"https://{HOST}{path}" == CERTIFICATE:
            self.certificates_sent += 1
            return 200, self.certificate + self.more
        query = parse_qs(address.query)
        if query.get("Action") == ["ConfirmSubscription"] and query.get("Token") == [self.token]:
            self.confirmed.append(query["TopicArn"][0])
            return 200, b"<ConfirmSubscriptionResponse/>"
        return 403, b"<ErrorResponse/>"

    @contextmanager
    def running(self) -> Iterator[int]:
        """Yields the port."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        now = SystemClock().now()
        certificate = _certificate(key, now - timedelta(days=1), now + timedelta(days=1))
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        self.authority = pem.decode()
        chain = self._folder / "server.pem"
        chain.write_bytes(_private_bytes(key) + pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def client(self, port: int) -> httpx.Client:
        """Connects to this double, whatever the address; trusts only its certificate."""
        trusted = ssl.create_default_context(cadata=self.authority)
        return httpx.Client(transport=_Local(port, trusted), timeout=5)


def _handler(amazon: AmazonDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = amazon.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            """Keeps the tests' output clean."""

    return Handler


class _Local(httpx.BaseTransport):
    def __init__(self, port: int, trusted: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=trusted, network_backend=_Backend(port))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        wanted = httpcore.Request(request.method, str(request.url), headers=request.headers.raw)
        try:
            answer = self._pool.handle_request(wanted)
        except httpcore.ConnectError as error:
            raise httpx.ConnectError(str(error)) from error
        content = b"".join(answer.stream)  # type: ignore[arg-type]
        answer.close()
        return httpx.Response(answer.status, headers=answer.headers, content=content)

    def close(self) -> None:
        self._pool.close()


class _Backend(httpcore.SyncBackend):
    def __init__(self, port: int) -> None:
        self._port = port

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - whatever it is
        port: int,  # noqa: ARG002
        *given: Any,  # noqa: ANN401 - httpcore's
        **more: Any,  # noqa: ANN401
    ) -> httpcore.NetworkStream:
        return super().connect_tcp("127.0.0.1", self._port, *given, **more)


def _certificate(key: rsa.RSAPrivateKey, begins: datetime, ends: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )


def _private_bytes(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
