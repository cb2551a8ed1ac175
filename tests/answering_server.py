"""A server that gives the same answer to every request, whatever service it stands for."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def answering(status: int, body: bytes, media_type: str) -> Iterator[str]:
    """The server's address, with a trailing slash."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - named by the base class

        def log_message(self, *_args: object) -> None:
            """Keeps the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


FOREIGN_ANSWERS = [
    (200, b"<html>Sign in to the guest network</html>", "text/html"),
    (403, b"<html>Blocked by the proxy</html>", "text/html"),
    (404, b'{"message": "no Route matched with those values"}', "application/json"),
    (404, b'{"timestamp": 1, "status": 404, "error": "Not Found"}', "application/json"),
    (404, b"", "text/plain"),
    (200, b"", "text/plain"),
    (200, b'{"ok": false}', "application/json"),
    (200, b"[]", "application/json"),
    (200, b'"ok"', "application/json"),
]
"""Status, body and media type of proxies, portals and gateways that stand before a service."""
