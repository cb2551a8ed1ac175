"""A local Amazon SNS: signs messages, and serves its certificate under Amazon's own name."""

import base64
import ssl
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

_HOST = "sns.eu-west-1.amazonaws.com"
_PATH = "/SimpleNotificationService-0a1b2c3d.pem"
_SIGNED = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
"""Of a notification, in this order."""
_TIMEOUT_S = 5.0
_LONGEST_HEAD = 16 * 1024
"""Bytes of a request."""


class LocalAmazon:
    """Reached through a proxy, so that clients ask for the real address and check its certificate.

    `environment` makes a process reach it: the variables that HTTP clients of Python read.
    """

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._certificate = _certificate(self._key)
        self.certificates_sent = 0

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="amazon-")
        chain, trusted = Path(self._folder.name, "server.pem"), self._trusted
        chain.write_bytes(_private_bytes(self._key) + self._certificate)
        trusted.write_bytes(self._certificate)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(chain)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, tls))
        self._thread = threading.Thread(target=self._server.serve_forever, name="amazon")
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._folder.cleanup()

    @property
    def _trusted(self) -> Path:
        return Path(self._folder.name, "certificate.pem")

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "ALL_PROXY": f"http://127.0.0.1:{self._server.server_port}",
            "NO_PROXY": "127.0.0.1,localhost",
            "SSL_CERT_FILE": str(self._trusted),
        }

    def signed(self, message: Mapping[str, str]) -> Mapping[str, str]:
        """A notification with its signature.

        https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
        """
        text = "".join(f"{name}\n{message[name]}\n" for name in _SIGNED if name in message)
        signature = self._key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return {
            **message,
            "SignatureVersion": "2",
            "Signature": base64.b64encode(signature).decode(),
            "SigningCertURL": f"https://{_HOST}{_PATH}",
        }

    def answer(self, request_line: str) -> tuple[str, bytes]:
        """The status line and the body."""
        if request_line.split(" ")[:2] == ["GET", _PATH]:
            self.certificates_sent += 1
            return "200 OK", self._certificate
        return "403 Forbidden", b"<ErrorResponse/>"


def _handler(amazon: LocalAmazon, tls: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _TIMEOUT_S

        def do_CONNECT(self) -> None:
            """Speaks as the server that was asked for, if it is Amazon's."""
            self.close_connection = True
            if self.path != f"{_HOST}:443":
                self.send_error(502)
                return
            self.send_response(200)
            self.end_headers()
            try:
                with tls.wrap_socket(self.connection, server_side=True) as stream:
                    status, body = amazon.answer(_head(stream).partition("\r\n")[0])
                    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n"
                    stream.sendall(f"{head}Connection: close\r\n\r\n".encode() + body)
            except OSError as error:
                self.log_error("The connection broke off: %s", error)

        def log_message(self, *_given: object) -> None:
            """The panel says what was sent."""

    return Handler


def _head(stream: ssl.SSLSocket) -> str:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _LONGEST_HEAD:
        part = stream.recv(4096)
        if not part:
            break
        head += part
    return head.decode("latin-1")


def _certificate(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _HOST)])
    now = datetime.fromtimestamp(time.time(), UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)


def _private_bytes(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
