"""The announcement in the incidents channel, and the catch-up."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from firefighter.adapters.slack.blocks.block_kit import Block, context, fields, section
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.channels import channel_link
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.hypotheses import hypothesis_lines
from firefighter.adapters.slack.wording.labels import role_in_sentence, status_label
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    local_time,
    quoted,
    single_line,
    user_mention,
)
from firefighter.adapters.slack.wording.postmortem import postmortem_page_link
from firefighter.adapters.slack.wording.related import incident_link
from firefighter.adapters.slack.wording.review import review_state_text
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    Merged,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry, decisions_in
from firefighter.i18n import gettext, ngettext
from firefighter.ports.snapshot import Address, Snapshot, no_address
from firefighter.reporting import wording

_FACT_SHOWN = 300
"""Characters of the mitigation; the timeline has all of it."""

_IMPACT_SHOWN = 600
"""Characters; the thread has the whole update."""


def impact(incident: Incident) -> list[Block]:
    """Who is affected and how; nothing if not known."""
    shown = clipped(escaped(incident.impact), _IMPACT_SHOWN)
    return [section(f"*{gettext('Impact')}*\n{shown}")] if shown else []


def next_update(snapshot: Snapshot) -> list[str]:
    """When the next update is due, or since when it is overdue; nothing if none is scheduled."""
    due = snapshot.incident.update_due
    if due is None:
        return []
    if snapshot.is_update_overdue:
        return [gettext("Update overdue since {when}.", when=local_time(due))]
    return [next_update_text(due)]


def next_update_text(at: datetime) -> str:
    return gettext("Next update by {when}.", when=local_time(at))


_SUMMARY_SHOWN = 600
"""Characters; the form has all of it."""


def announcement(snapshot: Snapshot, address: Address = no_address) -> list[Block]:
    incident = snapshot.incident
    return [
        section(headline(incident)),
        fields([*_facts(snapshot), *_original(snapshot, address)]),
        *impact(incident),
        *summary(incident),
        context(" · ".join((_footer(incident), *next_update(snapshot)))),
    ]


def headline(incident: Incident) -> str:
    closed = incident.status.has_ended
    sign = labels.CLOSED_SIGN if closed else labels.SEVERITY_SIGN[incident.severity]
    return f"{sign} *{incident.reference} · {incident.severity} · {escaped(incident.title)}*"


def summary(incident: Incident) -> list[Block]:
    """The summary, quoted; nothing if there is none."""
    text = incident.summary
    shown = text if len(text) <= _SUMMARY_SHOWN else text[: _SUMMARY_SHOWN - 1] + "…"
    return [section(quoted(shown))] if shown else []


def _facts(snapshot: Snapshot) -> list[str]:
    incident = snapshot.incident
    commander = (
        user_mention(incident.commander) if incident.commander else f"_{gettext('unassigned')}_"
    )
    facts = [_field(gettext("Status"), _status(incident)), _field(gettext("Commander"), commander)]
    if incident.services:
        facts.append(_field(gettext("Services"), escaped(", ".join(incident.services))))
    if incident.has_channel:
        facts.append(_field(gettext("Channel"), channel_link(snapshot)))
    if page := postmortem_page_link(snapshot):
        state = review_state_text(incident.review)
        facts.append(_field(gettext("Post-mortem"), " · ".join(filter(None, (page, state)))))
    return [*facts, *_end_facts(incident)]


def _end_facts(incident: Incident) -> Iterable[str]:
    """How it was mitigated and, once it is closed, when and after what time."""
    if incident.mitigation and not incident.status.is_active:
        yield _field(gettext("Mitigation"), single_line(clipped(incident.mitigation, _FACT_SHOWN)))
    end = incident.milestones.get(Milestone.CLOSED)
    if end and incident.status.has_ended:
        start = incident.milestones[Milestone.DECLARED]
        yield _field(gettext("Closed"), local_time(end))
        yield _field(gettext("Open for"), wording.format_duration((end - start).total_seconds()))


def _original(snapshot: Snapshot, address: Address) -> list[str]:
    original = snapshot.original
    if original is None:
        return []
    where = dict.fromkeys((original.reference, incident_link(original, address)))
    return [_field(gettext("Merged into"), " · ".join(where))]


def _field(name: str, value: str) -> str:
    return f"*{name}*\n{value}"


def _status(incident: Incident) -> str:
    label = labels.status_label(incident.status)
    return gettext("{status} (declined)", status=label) if incident.declined else label


def _footer(incident: Incident) -> str:
    declared = incident.milestones[Milestone.DECLARED]
    by = gettext("Declared by {who}", who=user_mention(incident.declared_by))
    return f"{by} · {local_time(declared)}"


_ENTRIES_SHOWN = 6

_DECISIONS_SHOWN = 3

_CATCH_UP_SUMMARY_SHOWN = 600

_LINE_SHOWN = 200

_TURNING_SHOWN = 120

_ROLE_SHOWN = 80
"""Characters. Together these limits keep a catch-up short enough for one message."""


def catch_up(snapshot: Snapshot, timeline: Sequence[Entry], rules: Rules, zone: tzinfo) -> str:
    """Status, impact, latest update, roles, hypotheses, decisions, latest turning points.

    `zone` is the reader's.
    """
    incident = snapshot.incident
    parts = [
        f"{headline(incident)}\n{_status_line(incident, zone)}",
        _impact(incident),
        _latest_update(incident, zone),
        "\n".join(_people(incident, rules)),
        "\n".join(hypothesis_lines(incident.hypotheses)),
        "\n".join(_decisions(timeline, zone)),
        "\n".join(_turning_points(incident, timeline, rules, zone)),
    ]
    return "\n\n".join(filter(None, parts))


def _status_line(incident: Incident, zone: tzinfo) -> str:
    since = local_time(incident.milestones[Milestone.DECLARED], zone)
    status = status_label(incident.status)
    return gettext("{status}. Declared {moment}.", status=status, moment=since)


def _impact(incident: Incident) -> str:
    """The impact from the latest update, or the summary before the first update."""
    seen = incident.impact or incident.summary
    if not seen:
        return gettext("No summary yet.")
    return clipped(quoted(seen), _CATCH_UP_SUMMARY_SHOWN)


def _latest_update(incident: Incident, zone: tzinfo) -> str:
    update = incident.latest_update
    if update is None:
        return ""
    told = gettext(
        "Last update, {moment}: {changed}",
        moment=local_time(update.at, zone),
        changed=_short(update.changed),
    )
    return f"{told}\n{_next(update)}".strip()


def _next(update: UpdatePosted) -> str:
    if not update.next_step:
        return ""
    if update.next_by is None:
        return gettext("Next: {step}", step=_short(update.next_step))
    return gettext(
        "Next: {step}, by {who}", step=_short(update.next_step), who=user_mention(update.next_by)
    )


def _short(text: str) -> str:
    return clipped(escaped(" ".join(text.split())), _LINE_SHOWN)


def _people(incident: Incident, rules: Rules) -> Iterable[str]:
    if incident.commander is None and not incident.status.has_ended:
        yield gettext("No incident commander yet.")
    for role, holder in incident.holders.items():
        name = clipped(role_in_sentence(role, rules), _ROLE_SHOWN)
        yield gettext("{who} is {role}.", who=user_mention(holder), role=name)


def _decisions(timeline: Sequence[Entry], zone: tzinfo) -> Iterable[str]:
    """The latest decisions, oldest first."""
    for decision in decisions_in(timeline)[-_DECISIONS_SHOWN:]:
        yield gettext(
            "Decided {moment} by {who}: {text}",
            moment=local_time(decision.at, zone),
            who=user_mention(decision.event.actor),
            text=_short(decision.text),
        )


def _turning_points(
    incident: Incident, timeline: Sequence[Entry], rules: Rules, zone: tzinfo
) -> Iterable[str]:
    """The latest turning points, oldest first."""
    told = [entry.event for entry in timeline if _is_turning_point(entry.event)]
    left_out = len(told) - _ENTRIES_SHOWN
    if left_out > 0:
        yield ngettext("{number} earlier entry", "{number} earlier entries", left_out)
    for event in told[-_ENTRIES_SHOWN:]:
        shown = clipped(line(event, incident, rules), _TURNING_SHOWN)
        yield f"{local_time(event.at, zone)}  {shown}"


def _is_turning_point(event: AnyEvent) -> bool:
    """Excludes what the catch-up shows elsewhere, and what concerns only a few."""
    match event:
        case RoleChanged():
            return event.role == COMMANDER
        case Declared() | StatusChanged() | SeverityChanged() | Merged():
            return True
        case _:
            return False
