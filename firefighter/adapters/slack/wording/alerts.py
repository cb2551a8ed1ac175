"""Alerts in words: timeline lines, the line that counts them, and what was decided about a card."""

from firefighter.adapters.slack.wording.mrkdwn import (
    escaped,
    link,
    local_time,
    single_line,
    user_mention,
)
from firefighter.domain.actors import is_person
from firefighter.domain.alert_groups import AlertSummary, ProposalState
from firefighter.domain.events import AlertRecorded
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.i18n import gettext, ngettext
from firefighter.ports.alert_messages import AlertCard, AlertLine

FIRING_SIGN, RESOLVED_SIGN = ":bell:", ":white_check_mark:"


def alert_line(event: AlertRecorded) -> str:
    if event.resolved:
        return f"{RESOLVED_SIGN} {_resolved(event)}"
    return f"{FIRING_SIGN} {_fired(event)}"


def _fired(event: AlertRecorded) -> str:
    source, title = escaped(event.source), single_line(event.title)
    number = _number(event.number)
    if is_person(event.actor):
        return gettext(
            "{who} attached {alerts} of {source}: {title}",
            who=user_mention(event.actor),
            alerts=number,
            source=source,
            title=title,
        )
    if event.unlikely_start:
        return gettext(
            "{source}: {title} ({alerts}). Firing since {since}: not taken as the start of impact.",
            source=source,
            title=title,
            alerts=number,
            since=local_time(event.unlikely_start),
        )
    if event.severity:
        return gettext(
            "{source}: {title} is {severity} by the alert rules ({alerts}).",
            source=source,
            title=title,
            severity=event.severity,
            alerts=number,
        )
    if event.braked:
        return gettext(
            "{source}: {title} ({alerts}). Not declared separately: too many new incidents.",
            source=source,
            title=title,
            alerts=number,
        )
    return gettext("{source}: {title} ({alerts})", source=source, title=title, alerts=number)


def _resolved(event: AlertRecorded) -> str:
    return gettext(
        "{source}: {title} is resolved ({alerts}).",
        source=escaped(event.source),
        title=single_line(event.title),
        alerts=_number(event.number),
    )


def _number(number: int) -> str:
    return ngettext("{number} alert", "{number} alerts", number)


def _open(address: str) -> str:
    return link(address, gettext("Open alert")) if address else ""


def alerts_state(alerts: AlertSummary) -> str:
    """For the panel, which is not redrawn for each alert: the line below it counts them."""
    if alerts.resolved_at:
        return _summary(alerts)
    text = gettext("Alerts from {sources} are firing.", sources=_sources(alerts))
    return f"{FIRING_SIGN} {text}"


def _sources(alerts: AlertSummary) -> str:
    return ", ".join(escaped(name) for name in alerts.sources)


def _summary(alerts: AlertSummary) -> str:
    sources = _sources(alerts)
    if alerts.resolved_at:
        text = ngettext(
            "The alert from {sources} was resolved {when}.",
            "All {number} alerts from {sources} are resolved, last {when}.",
            alerts.received,
            sources=sources,
            when=local_time(alerts.resolved_at),
        )
        return f"{RESOLVED_SIGN} {text}"
    text = ngettext(
        "{number} alert from {sources}, {when}",
        "{number} alerts from {sources}, last {when}",
        alerts.received,
        sources=sources,
        when=local_time(alerts.last_at),
    )
    return f"{FIRING_SIGN} {text}"


def counting_line(message: AlertLine) -> str:
    alerts = message.snapshot.alerts
    if alerts is None:
        return gettext("No alerts.")
    return " ".join(filter(None, (_summary(alerts), _open(alerts.link))))


def card_text(card: AlertCard) -> str:
    """The title, and how many alerts there are."""
    group = card.group
    when = local_time(group.last_at) if group.last_at else ""
    counted = ngettext(
        "{number} alert from {source}, {when}",
        "{number} alerts from {source}, last {when}",
        group.received,
        source=escaped(group.source.name),
        when=when,
    )
    return f"{FIRING_SIGN} *{single_line(group.title)}*\n{counted} {_open(group.link)}".strip()


def decision_text(card: AlertCard) -> str:
    """What was decided; empty while nothing is."""
    group = card.group
    if group.proposal is None or group.proposal is ProposalState.OPEN:
        return ""
    if group.proposal is ProposalState.MUTED and group.muted_until:
        return gettext(
            "{who} muted it until {when}.",
            who=user_mention(group.decided_by or UserId("")),
            when=local_time(group.muted_until),
        )
    return _decided(group.proposal, group.decided_by, card.incident_id)


def decided_already_text(state: ProposalState, by: UserId | None) -> str:
    """For somebody who was not first."""
    return _decided(state, by, None)


def _decided(state: ProposalState, by: UserId | None, incident_id: IncidentId | None) -> str:
    who = user_mention(by) if by else ""
    name = reference(incident_id) if incident_id else gettext("an incident")
    match state:
        case ProposalState.DECLARED if by:
            return gettext("{who} declared {incident}.", who=who, incident=name)
        case ProposalState.DECLARED:
            return gettext("Declared as {incident}.", incident=name)
        case ProposalState.ATTACHED if by:
            return gettext("{who} attached it to {incident}.", who=who, incident=name)
        case ProposalState.ATTACHED:
            return gettext("Attached to {incident}.", incident=name)
        case ProposalState.DISMISSED:
            return gettext("{who}: not an incident.", who=who)
        case ProposalState.MUTED:
            return gettext("{who} muted it.", who=who)
        case ProposalState.RESOLVED | ProposalState.OPEN:
            return gettext("All alerts are resolved.")
