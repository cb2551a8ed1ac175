import socket
import threading

import uvicorn
from starlette.types import ASGIApp

_SHUTDOWN_S = 3


class Server:
    """Serves an ASGI application on a port, in its own thread."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Port 0 picks any free port. Raises OSError if the port is taken."""
        self._socket = socket.create_server((host, port))
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=_SHUTDOWN_S,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="web"
        )

    def start(self) -> None:
        """The socket already accepts connections, so earlier requests have waited in its queue."""
        self._thread.start()

    def stop(self) -> None:
        """Finishes requests in progress, for 3 s at most."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
