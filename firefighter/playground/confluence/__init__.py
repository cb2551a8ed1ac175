"""A real HTTP server that refuses what Confluence would refuse. Start reading at `local`."""

from firefighter.playground.confluence.local import Flavour, LocalConfluence
from firefighter.playground.confluence.records import Attachment, Call, Page, Space

__all__ = ["Attachment", "Call", "Flavour", "LocalConfluence", "Page", "Space"]
