import logging
import threading
from collections.abc import Callable

from firefighter.domain.errors import StoreBusy, StoreUnavailable
from firefighter.worker.config import WorkerConfig

log = logging.getLogger(__name__)


def pause_after(poll: Callable[[], float], config: WorkerConfig) -> float:
    """Polls once and returns how long to pause, in seconds. Never raises, so that the loop goes on.

    `poll` returns the pause after a success.
    """
    try:
        return poll()
    except StoreBusy:
        log.debug("Waiting for other writers of the database.")
        return config.poll_s
    except StoreUnavailable as error:
        log.warning("The database is unavailable; retrying. %s", error)
        return config.retry_base_s
    except Exception:
        log.exception("Unexpected error in the %s; continuing.", threading.current_thread().name)
        return config.retry_base_s
