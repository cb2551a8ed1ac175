"""Merged and linked incidents: their lines on the panel, and the form that links."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Option,
    button,
    modal,
    section,
    select_field,
)
from firefighter.adapters.slack.blocks.incident_lists import incident_field
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped
from firefighter.adapters.slack.wording.related import (
    LINK_SIGN,
    MERGED_SIGN,
    incident_link,
    relation_choice,
    relation_text,
)
from firefighter.domain.events import LINKS, Relation
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext, ngettext
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.snapshot import Address, RelatedIncident, Snapshot, no_address
from firefighter.use_cases.links import OTHER_INCIDENT_FIELD

_RELATED_SHOWN = 4
"""Keeps the buttons below in reach on a phone; `/incident link` lists all links."""


_TITLE_SHOWN = 60
"""Characters."""


_ORDER = (Relation.ORIGINAL, Relation.DUPLICATE, Relation.CAUSE, Relation.RESULT, Relation.RELATED)


def related_incidents(snapshot: Snapshot, address: Address) -> list[Block]:
    """The incidents that it is merged or linked with."""
    known = sorted(snapshot.related, key=lambda each: _ORDER.index(each.relation))
    lines = [related_line(each, address) for each in known[:_RELATED_SHOWN]]
    if (more := len(known) - _RELATED_SHOWN) > 0:
        lines.append(ngettext("…and {number} more", "…and {number} more", more))
    return [section("\n".join(lines))] if lines else []


def related_line(other: RelatedIncident, address: Address = no_address) -> str:
    where = incident_link(other, address)
    name = with_exercise_mark(
        other.kind, f"{other.reference}: {clipped(escaped(other.title), _TITLE_SHOWN)}"
    )
    shown = name if where == other.reference else f"{name} · {where}"
    sign = LINK_SIGN if other.relation in LINKS else MERGED_SIGN
    return f"{sign} {relation_text(other.relation, shown)}"


LINK = "link"

UNLINK = "unlink"


_LINKS_SHOWN = 30


def link_form(incident: Incident, related: Sequence[RelatedIncident]) -> Block:
    """`related` holds what the reader may see; linked incidents can be unlinked here."""
    linked = [each for each in related if each.relation in LINKS][:_LINKS_SHOWN]
    relations = [Option(each, relation_choice(each)) for each in LINKS]
    return modal(
        LINK,
        gettext("Link {incident}", incident=incident.reference),
        [
            *(section(related_line(each), _unlink_button(incident, each)) for each in linked),
            incident_field(OTHER_INCIDENT_FIELD, gettext("Link to")),
            select_field("relation", gettext("Relation"), relations, initial=Relation.RELATED),
        ],
        submit=gettext("Link"),
        metadata=str(ButtonState(incident.id)),
    )


def _unlink_button(incident: Incident, other: RelatedIncident) -> dict[str, object]:
    return button(UNLINK, gettext("Remove link"), str(ButtonState(incident.id, str(other.id))))
