"""The timeline as a paged modal, and the forms that add and correct entries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    datetime_field,
    modal,
    overflow,
    section,
    text_field,
)
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.hypotheses import decision_line
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped_with_mentions,
    link,
    local_time,
    user_mention,
)
from firefighter.domain.events import DecisionRecorded, MessageNoted
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import TimelineViewItem
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.i18n import gettext

TIMELINE = "timeline"
CHANGE_PAGE = "turn_timeline"
ENTRY = "timeline_entry"
NOTE = "note"
CORRECT = "correct_entry"

PAGE_SIZE = 20
"""Entries shown at once."""
_SHOWN = 1000
"""Characters of an entry; the form that corrects it has all of it."""


@dataclass(frozen=True)
class TimelinePage:
    """One page of the timeline; `number` counts from 0."""

    view_items: Sequence[TimelineViewItem]
    number: int
    pages: int


def page_at(view_items: Sequence[TimelineViewItem], number: int | None = None) -> TimelinePage:
    """Returns the requested page or the nearest; the last page, which is the newest, by default."""
    pages = max(-(-len(view_items) // PAGE_SIZE), 1)
    chosen = pages - 1 if number is None else min(max(number, 0), pages - 1)
    return TimelinePage(view_items[chosen * PAGE_SIZE : (chosen + 1) * PAGE_SIZE], chosen, pages)


def timeline(incident: Incident, page: TimelinePage, rules: Rules, zone: tzinfo) -> Block:
    """A page of the timeline for a reader in a zone."""
    entries = [_entry(view_item, incident, page, rules, zone) for view_item in page.view_items]
    return modal(
        TIMELINE,
        gettext("Timeline: {incident}", incident=incident.reference),
        [*entries, *_pagination(incident.id, page)],
        metadata=str(ButtonState(incident.id, str(page.number))),
    )


def note_form(incident_id: IncidentId, now: datetime, text: str = "", page: str = "") -> Block:
    return modal(
        NOTE,
        gettext("Note: {incident}", incident=reference(incident_id)),
        [
            text_field(
                "text",
                gettext("What happened?"),
                max_length=SUMMARY_LIMIT,
                initial=text,
                multiline=True,
            ),
            datetime_field("at", gettext("Time"), initial=now),
        ],
        submit=gettext("Add note"),
        metadata=str(ButtonState(incident_id, page)),
    )


def correct_form(incident_id: IncidentId, view_item: TimelineViewItem, page: str) -> Block:
    words = text_field(
        "text",
        gettext("What happened?"),
        max_length=SUMMARY_LIMIT,
        initial=view_item.text,
        multiline=True,
    )
    return modal(
        CORRECT,
        gettext("Correct: {incident}", incident=reference(incident_id)),
        [
            *([words] if view_item.is_editable else []),
            datetime_field("at", gettext("Time"), initial=view_item.at),
            context(gettext("The earlier version stays on record.")),
        ],
        submit=gettext("Save"),
        metadata=str(ButtonState(incident_id, str(view_item.id), page)),
    )


def entry_line(view_item: TimelineViewItem, incident: Incident, rules: Rules) -> str:
    """Returns the text of an entry, without its time."""
    event = view_item.event
    if isinstance(event, MessageNoted):
        where = f"  {link(event.permalink, gettext('in Slack'))}" if event.permalink else ""
        author = user_mention(event.author) if event.author else gettext("an app")
        return f":speech_balloon: {author}: {_entry_text(view_item)}{where}"
    if isinstance(event, DecisionRecorded):
        return decision_line(replace(event, text=view_item.text))
    if view_item.is_editable:
        return f":spiral_note_pad: {user_mention(event.actor)}: {_entry_text(view_item)}"
    return line(event, incident, rules)


def _entry(
    view_item: TimelineViewItem, incident: Incident, page: TimelinePage, rules: Rules, zone: tzinfo
) -> Block:
    corrected = f"  _{gettext('(corrected)')}_" if view_item.corrected else ""
    when = local_time(view_item.at, zone)
    text = f"*{when}*{corrected}\n{entry_line(view_item, incident, rules)}"
    return section(text, _menu(view_item, incident.id, page))


def _menu(view_item: TimelineViewItem, incident_id: IncidentId, page: TimelinePage) -> Element:
    choices = {"correct": gettext("Correct…")}
    if view_item.is_editable:
        choices["remove"] = gettext("Remove")
    return overflow(
        ENTRY,
        [
            Option(
                str(
                    ButtonState(
                        incident_id, str(view_item.id), action_ids.action(choice, f"{page.number}")
                    )
                ),
                label,
            )
            for choice, label in choices.items()
        ],
    )


def _pagination(incident_id: IncidentId, page: TimelinePage) -> list[Block]:
    turns = [
        (page.number > 0, "earlier", gettext("Earlier"), page.number - 1),
        (page.number + 1 < page.pages, "later", gettext("Later"), page.number + 1),
    ]
    buttons = [
        button(
            action_ids.action(CHANGE_PAGE, name), label, str(ButtonState(incident_id, str(number)))
        )
        for exists, name, label, number in turns
        if exists
    ]
    note = button(NOTE, gettext("Add note…"), str(ButtonState(incident_id, str(page.number))))
    where = gettext("Page {number} of {pages}", number=page.number + 1, pages=page.pages)
    return [actions([*buttons, note]), *([context(where)] if page.pages > 1 else [])]


def _entry_text(view_item: TimelineViewItem) -> str:
    return clipped(escaped_with_mentions(" ".join(view_item.text.split())), _SHOWN)
