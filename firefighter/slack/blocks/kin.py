"""The incidents that have to do with one, in one line of its panel each."""

from firefighter.domain.relations import LINKS, Relation
from firefighter.ports.places import Kin, Snapshot
from firefighter.slack.blocks.vocabulary import Block, section
from firefighter.slack.words.address import Address, nowhere
from firefighter.slack.words.kin import LINK_SIGN, kin_words
from firefighter.slack.words.merging import MERGED_SIGN, way
from firefighter.slack.words.mrkdwn import clipped, typed
from firefighter.texts import count

_LISTED = 4
"""On a phone the buttons beneath must stay in reach; `/incident link` lists the links."""

_TITLE_SHOWN = 60
"""Characters."""

_ORDER = (Relation.ORIGINAL, Relation.DUPLICATE, Relation.CAUSE, Relation.RESULT, Relation.RELATED)


def kin(snapshot: Snapshot, address: Address) -> list[Block]:
    """What it was merged into, what was merged into it, and what it is linked with."""
    known = sorted(snapshot.kin, key=lambda each: _ORDER.index(each.relation))
    lines = [kin_line(each, address) for each in known[:_LISTED]]
    if (more := len(known) - _LISTED) > 0:
        lines.append(count("…and {number} more", "…and {number} more", more))
    return [section("\n".join(lines))] if lines else []


def kin_line(other: Kin, address: Address = nowhere) -> str:
    where = way(other, address)
    name = f"{other.reference}: {clipped(typed(other.title), _TITLE_SHOWN)}"
    shown = name if where == other.reference else f"{name} · {where}"
    sign = LINK_SIGN if other.relation in LINKS else MERGED_SIGN
    return f"{sign} {kin_words(other.relation, shown)}"
