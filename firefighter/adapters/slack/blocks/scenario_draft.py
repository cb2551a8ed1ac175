"""The draft of a scenario, for copying."""

from collections.abc import Iterator

from firefighter.adapters.slack.blocks.block_kit import (
    SECTION_LIMIT,
    Block,
    modal,
    section,
)
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext

SCENARIO_DRAFT = "scenario_draft"
_FENCE = "```"
_PIECE = 590
"""Characters; they fit into a block even if each of them has to be escaped."""


def scenario_draft_view(incident: Incident, draft: str) -> Block:
    """A modal, since a message may have fewer characters than a draft."""
    title = gettext("Scenario: {incident}", incident=incident.reference)
    intro = gettext(
        "Copy this draft into a TOML file, complete it, and check its folder with "
        "`firefighter packs check`. Known names were removed: read every text before you share it."
    )
    code = [section(f"{_FENCE}{part}{_FENCE}") for part in _parts(draft)]
    return modal(SCENARIO_DRAFT, title, [section(intro), *code])


def _parts(draft: str) -> Iterator[str]:
    """Whole lines where they are not too long, escaped."""
    limit, part = SECTION_LIMIT - 2 * len(_FENCE), ""
    for line in draft.splitlines(keepends=True):
        for start in range(0, len(line), _PIECE):
            piece = escaped(line[start : start + _PIECE])
            if len(part) + len(piece) > limit:
                yield part
                part = ""
            part += piece
    if part:
        yield part
