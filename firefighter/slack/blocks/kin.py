"""The incidents that have to do with one, in one line of its panel each."""

from collections.abc import Iterator

from firefighter.domain.relations import Relation
from firefighter.ports.places import Kin, Snapshot
from firefighter.slack.blocks.vocabulary import Block, section
from firefighter.slack.words.address import Address
from firefighter.slack.words.merging import MERGED_SIGN, way
from firefighter.slack.words.mrkdwn import clipped, typed
from firefighter.texts import count, say

_LISTED = 5
_TITLE_SHOWN = 100
"""Characters."""


def kin(snapshot: Snapshot, address: Address) -> list[Block]:
    """What it was merged into, or what was merged into it; nothing while it stands alone."""
    lines = [*_original(snapshot, address), *_duplicates(snapshot, address)]
    return [section("\n".join(lines))] if lines else []


def _original(snapshot: Snapshot, address: Address) -> Iterator[str]:
    if original := snapshot.original:
        into = say("Merged into {incident}", incident=_named(original, address))
        yield f"{MERGED_SIGN} {into}"


def _duplicates(snapshot: Snapshot, address: Address) -> Iterator[str]:
    found = [each for each in snapshot.kin if each.relation is Relation.DUPLICATE]
    for each in found[:_LISTED]:
        merged = say("Merged into this one: {incident}", incident=_named(each, address))
        yield f"{MERGED_SIGN} {merged}"
    if (more := len(found) - _LISTED) > 0:
        yield count("…and {number} more", "…and {number} more", more)


def _named(other: Kin, address: Address) -> str:
    where = way(other, address)
    title = clipped(typed(other.title), _TITLE_SHOWN)
    shown = f"{other.reference}: {title}"
    return shown if where == other.reference else f"{shown} · {where}"
