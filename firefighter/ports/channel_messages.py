"""Messages about who can read an incident channel."""

from dataclasses import dataclass

from firefighter.ports.snapshot import Snapshot


@dataclass(frozen=True)
class ChannelSharing:
    """Tells a channel that it is shared with another organization, or no longer."""

    is_shared: bool
    snapshot: Snapshot
