"""Texts about an incident that was just declared."""

from firefighter.adapters.slack.wording.mrkdwn import (
    channel_mention,
    link,
    single_line,
    user_mention,
)
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext
from firefighter.ports.declare_messages import NotAnnounced
from firefighter.ports.snapshot import AdoptedChannel, Snapshot


def declared_text(
    incident: Incident, incident_channel: AdoptedChannel | None = None, problem: str = ""
) -> str:
    """`problem` says why announcements cannot be posted at present, if so."""
    text = _declared_where(incident, incident_channel)
    if not problem or incident.private:
        return text
    return f"{text}\n{announcement_problem_text(problem)}"


def _declared_where(incident: Incident, incident_channel: AdoptedChannel | None) -> str:
    if incident_channel:
        where = gettext(
            "Setting up {incident_channel}.",
            incident_channel=channel_mention(incident_channel.channel),
        )
        return f"{_declared(incident)} {where}"
    where = (
        gettext("Creating the channel; you'll be added.")
        if incident.has_channel
        else gettext("Follow it in the thread of its announcement.")
    )
    return f"{_declared(incident)} {where}"


def not_announced_text(message: NotAnnounced) -> str:
    """For the declarer. Links the incident channel if there is one."""
    incident = message.snapshot.incident
    text = gettext(
        ":warning: {incident} is declared but not announced: {why}. Invite me to the incidents "
        "channel, or make it writable for me. I keep retrying.",
        incident=incident.reference,
        why=single_line(message.why),
    )
    return f"{text} {_where(message.snapshot, '')}".rstrip()


def announcement_problem_text(why: str) -> str:
    """Added to the answer to a declaration while earlier announcements cannot be posted."""
    return gettext(
        ":warning: I can't post in the incidents channel ({why}), so nobody else is told yet. "
        "Invite me to it, or make it writable for me. I keep retrying.",
        why=single_line(why),
    )


def channel_ready_text(snapshot: Snapshot, thread: str) -> str:
    """`thread` is the URL of the announcement, for an incident without a channel."""
    return f"{_declared(snapshot.incident)} {_where(snapshot, thread)}".rstrip()


def _where(snapshot: Snapshot, thread: str) -> str:
    if incident_channel := snapshot.incident_channel:
        return gettext(
            "Join {incident_channel}.",
            incident_channel=channel_mention(incident_channel.channel),
        )
    if thread:
        return gettext("Follow it in {thread}.", thread=link(thread, gettext("this thread")))
    return ""


def declared_from(address: str) -> str:
    message = link(address, gettext("this message"))
    return f":link: {gettext('Declared from {message}.', message=message)}"


def declared_here(snapshot: Snapshot) -> str:
    incident, incident_channel = snapshot.incident, snapshot.incident_channel
    declared = gettext(
        "{who} declared {incident} from this message.",
        who=user_mention(incident.declared_by),
        incident=incident.reference,
    )
    where = (
        gettext(
            "Join {incident_channel}.",
            incident_channel=channel_mention(incident_channel.channel),
        )
        if incident_channel
        else ""
    )
    return f":rotating_light: {declared} {where}".strip()


def _declared(incident: Incident) -> str:
    return gettext(
        "{incident} is declared as {severity}.",
        incident=incident.reference,
        severity=incident.severity,
    )
