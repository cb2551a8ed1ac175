import socket
import threading

import uvicorn
from starlette.types import ASGIApp

_SHUTDOWN_S = 3


class Server:
    """An ASGI application on a port, in a thread of its own."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Port 0 takes any that is free. OSError when the port is taken."""
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
        """Requests wait in the socket's queue from the moment it was made, so none is refused."""
        self._thread.start()

    def stop(self) -> None:
        """Answers what is under way, for a few seconds at most."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
