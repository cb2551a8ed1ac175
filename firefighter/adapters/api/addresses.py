"""Addresses in the chat, for answers that must not wait for the chat."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from firefighter.ports.snapshot import Address, ChannelId, Place, PlaceRef, no_address

_WAIT_S = 0.5
_PAUSE_S = 30.0
_SOME_PLACE = PlaceRef(Place.CHANNEL, ChannelId("C"))


@dataclass(eq=False)
class Addresses:
    """Asks the chat for the workspace's address, once a while until it is known.

    Whoever asks waits half a second at most. Until it is known, no place has an address.
    """

    address: Address
    """Makes a call until the workspace's address is known, and none from then on."""
    clock_s: Callable[[], float] = time.monotonic
    _known: bool = False
    _not_before_s: float = 0.0
    _asking: threading.Lock = field(default_factory=threading.Lock)

    def current(self) -> Address:
        """An `Address` that makes no call."""
        if not self._known and self._is_time():
            asked = threading.Event()
            threading.Thread(target=self._ask, args=(asked,), daemon=True).start()
            asked.wait(_WAIT_S)
        return self.address if self._known else no_address

    def _is_time(self) -> bool:
        with self._asking:
            now = self.clock_s()
            if now < self._not_before_s:
                return False
            self._not_before_s = now + _PAUSE_S
            return True

    def _ask(self, asked: threading.Event) -> None:
        self._known = bool(self.address(_SOME_PLACE))
        asked.set()
