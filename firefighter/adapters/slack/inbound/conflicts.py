"""Answers to a form that was submitted after somebody else had changed the incident.

What two people changed differently is shown again, with who changed it and what it is now. What
only the other changed stays as they left it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks.block_kit import BLOCKS_LIMIT, Block, Element, section
from firefighter.adapters.slack.inbound.incident_lookup import with_mark_in_drills
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    FieldValue,
    ViewSubmission,
)
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.mrkdwn import quoted
from firefighter.domain.errors import (
    Conflict,
    EditConflict,
    HypothesisNotOpen,
    NoChange,
    NotAllowedInStatus,
    NotRoleHolder,
    Unchanged,
)
from firefighter.domain.events import (
    AnyEvent,
    ChannelAdopted,
    ChannelKept,
    Classified,
    Described,
    Edited,
    EntryCorrected,
    FollowUpChanged,
    HypothesisChanged,
    Linked,
    MilestonesCorrected,
    PageAcknowledged,
    PostmortemApproved,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    VisibilityChanged,
)
from firefighter.domain.lifecycle import TRANSITIONS
from firefighter.i18n import gettext

DrawSubmitted = Callable[[ViewSubmission], Block | None]

_NOTICE = "notice"
"""The block id of the line above a form that is shown again."""

_CHANGES: Mapping[str, type[AnyEvent]] = {
    Conflict.SEVERITY: SeverityChanged,
    Conflict.ROLE: RoleChanged,
    Conflict.HYPOTHESIS: HypothesisChanged,
    Unchanged.VISIBILITY: VisibilityChanged,
    Unchanged.CHANNEL: ChannelAdopted,
    Unchanged.ARCHIVING: ChannelKept,
    Unchanged.LINK: Linked,
    Unchanged.FOLLOW_UP: FollowUpChanged,
    Unchanged.PAGE_ACKNOWLEDGED: PageAcknowledged,
    Unchanged.REVIEW: PostmortemApproved,
}
"""The event that records a change of what an EditConflict or NoChange is about."""

_EDITS = (
    Described,
    Edited,
    FollowUpChanged,
    Classified,
    MilestonesCorrected,
    EntryCorrected,
    ReviewRequested,
)
"""The events of forms that show values to be edited."""


def merge(interaction: ViewSubmission, current: Block) -> tuple[ViewSubmission, Block | None]:
    """Compares a submitted form with `current`, the same form with the incident's current values.

    Returns the submission, in which fields that this person left alone have their current values;
    and the form to show again if both people changed a field to different values.
    """
    seen, now = _initial_values(interaction.form), _initial_values(current)
    fields, overtaken = dict(interaction.fields), set()
    for name in seen.keys() & now.keys():
        typed = _comparable(fields.get(name, ""))
        if _comparable(now[name]) in {_comparable(seen[name]), typed}:
            continue
        if typed == _comparable(seen[name]):
            fields[name] = now[name]
        else:
            overtaken.add(name)
    if not overtaken:
        return replace(interaction, fields=fields), None
    return interaction, _with_current(interaction.form, current, overtaken)


def overtaken_form(interaction: ViewSubmission, form: Block) -> Block:
    """The form to show again, with who changed the same field."""
    return _with_notice(form, _last_change(interaction, _EDITS))


def view_after_conflict(
    interaction: ViewSubmission, error: Exception, sentence: str, draw: DrawSubmitted | None
) -> Block | None:
    """Returns what replaces a form that came too late; None if the error is about its input.

    Says so if what the person wanted is done already. Otherwise shows the form again, in which the
    current state counts as seen; or only what has happened, if the form leads nowhere any more.
    """
    change = who_changed(interaction, error)
    if change and _is_done(error):
        told = "" if isinstance(error, NotAllowedInStatus) else sentence
        return _message(interaction, gettext("Already done"), told, change)
    if _can_be_sent_again(error) and draw and (form := draw(interaction)):
        return _with_notice(form, change) if change else with_line_above(form, sentence)
    if isinstance(error, EditConflict | NotAllowedInStatus | NotRoleHolder | HypothesisNotOpen):
        return _message(interaction, gettext("Not changed"), sentence, change)
    return None


def who_changed(interaction: BlockAction | ViewSubmission, error: Exception) -> str:
    """A line about the change by somebody else that caused a conflict; empty if there is none."""
    match error:
        case EditConflict(what) | NoChange(what) if what in _CHANGES:
            return _last_change(interaction, (_CHANGES[what],), getattr(error, "role", None))
        case NotRoleHolder(role):
            return _last_change(interaction, (RoleChanged,), role)
        case NotAllowedInStatus():
            return _last_change(interaction, (StatusChanged,))
        case HypothesisNotOpen():
            return _last_change(interaction, (HypothesisChanged,))
        case _:
            return ""


def with_line_above(form: Block, text: str) -> Block:
    """The form with a line above it, in place of an earlier one."""
    blocks = [block for block in form["blocks"] if block.get("block_id") != _NOTICE]
    notice = section(text) | {"block_id": _NOTICE}
    return form | {"blocks": [notice, *blocks][:BLOCKS_LIMIT]}


def _with_notice(form: Block, change: str) -> Block:
    asked = gettext(
        "Changed while this form was open. Nothing was saved yet: check, then submit again."
    )
    return with_line_above(form, "\n".join(filter(None, (change, asked))))


def _message(interaction: ViewSubmission, title: str, *lines: str) -> Block:
    """Shows once more what was typed, so that it can be copied."""
    typed = [_text(interaction, element) for element in _elements(interaction.form)]
    kept = [quoted(text) for text in typed if text]
    if kept:
        kept.insert(0, gettext("You typed:"))
    view = forms.message(title, "\n".join(filter(None, (*lines, *kept))))
    marked = with_mark_in_drills(lambda _context, _user, _incident_id: view)
    return marked(interaction.context, interaction.user, interaction.incident_id)


def _text(interaction: ViewSubmission, element: Element) -> str:
    if element["type"] != "plain_text_input":
        return ""
    text = interaction.text(element["action_id"])
    return "" if text == element.get("initial_value", "") else text


def _can_be_sent_again(error: Exception) -> bool:
    """Whether the form still leads somewhere, from the present state or for another person."""
    if isinstance(error, NoChange):
        return error.what is Unchanged.ROLE
    return isinstance(error, EditConflict)


def _is_done(error: Exception) -> bool:
    """Whether somebody else did what the form asks for."""
    if isinstance(error, NoChange):
        return True
    if not isinstance(error, NotAllowedInStatus):
        return False
    return any(row.step_kind == error.action and row.target == error.status for row in TRANSITIONS)


def _last_change(
    interaction: BlockAction | ViewSubmission,
    kinds: Sequence[type[AnyEvent]],
    role: str | None = None,
) -> str:
    """The latest of these changes; empty if there is none, or if this person made it."""
    context, incident_id = interaction.context, interaction.incident_id
    found = [
        entry.event
        for entry in context.records.timeline(incident_id)
        if isinstance(entry.event, tuple(kinds))
        and (role is None or not isinstance(entry.event, RoleChanged) or entry.event.role == role)
    ]
    if not found or found[-1].actor in {"", interaction.user}:
        return ""
    return line(found[-1], context.records.snapshot(incident_id).incident, context.rules)


def _with_current(form: Block, current: Block, overtaken: Collection[str]) -> Block:
    """`current`, in which only the overtaken fields count as seen: Slack keeps what was typed."""
    as_seen = {_name(block): block for block in form["blocks"] if _name(block)}
    blocks = [
        block if _name(block) in overtaken else as_seen.get(_name(block), block)
        for block in current["blocks"]
    ]
    return current | {"blocks": blocks}


def _name(block: Block) -> str:
    return str(block.get("element", {}).get("action_id", ""))


def _elements(form: Block) -> list[Element]:
    """The fields of a form."""
    return [block["element"] for block in form["blocks"] if _name(block)]


def _initial_values(form: Block) -> dict[str, FieldValue]:
    return {element["action_id"]: _initial_value(element) for element in _elements(form)}


def _initial_value(element: Element) -> FieldValue:
    for name in ("initial_value", "initial_user", "initial_date", "initial_date_time"):
        if element.get(name):
            return str(element[name])
    if "initial_option" in element:
        return str(element["initial_option"]["value"])
    chosen = element.get("initial_options", ())
    return [*(option["value"] for option in chosen), *element.get("initial_users", ())]


def _comparable(value: FieldValue) -> tuple[str, ...]:
    """The same for an empty text and an empty list, and for any order of a list."""
    return tuple(sorted(filter(None, [value] if isinstance(value, str) else value)))
