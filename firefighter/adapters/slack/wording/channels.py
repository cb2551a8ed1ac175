"""Texts about incident channels: adopting one, its state, and where to continue."""

from firefighter.adapters.slack.wording.accounts import channel_sharing_text
from firefighter.adapters.slack.wording.mrkdwn import channel_mention, escaped, link, user_mention
from firefighter.domain.errors import UnsuitableReason
from firefighter.domain.events import (
    ChannelAdopted,
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChannelState,
    VisibilityChanged,
)
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.ports.channel_messages import ChannelSharing
from firefighter.ports.chat import (
    ChannelNotice,
    NotInvited,
    NotInvitedReason,
    NotInvitedToGameDay,
)
from firefighter.ports.snapshot import Address, ChannelId, Place, PlaceRef, Snapshot

_NOT_INVITED = {
    NotInvitedReason.DEACTIVATED: gettext_noop("deactivated"),
    NotInvitedReason.GUEST: gettext_noop("guest account"),
    NotInvitedReason.ELSEWHERE: gettext_noop("not active in this workspace"),
    NotInvitedReason.NOT_ALLOWED: gettext_noop("not allowed by Slack"),
    NotInvitedReason.CHANNEL_FULL: gettext_noop("channel is full"),
}
_MOST_NAMED = 10


def not_invited_text(message: NotInvited | NotInvitedToGameDay) -> str:
    """Names the first ten."""
    named = [
        f"{user_mention(user)} ({gettext(_NOT_INVITED[why])})"
        for user, why in list(message.people.items())[:_MOST_NAMED]
    ]
    more = len(message.people) - len(named)
    if more:
        named.append(ngettext("{number} more", "{number} more", more))
    return gettext(
        ":warning: I couldn't add {people}. Invite them in Slack, or assign someone else.",
        people=", ".join(named),
    )


_UNSUITABLE = {
    UnsuitableReason.DIRECT: gettext_noop(
        "This is a direct message. An incident needs a channel, so that others can join."
    ),
    UnsuitableReason.UNSEEN: gettext_noop(
        "I can't join this channel. Type `/invite @firefighter` here, then try again."
    ),
    UnsuitableReason.ARCHIVED: gettext_noop(
        "This channel is archived. Unarchive it or use another channel."
    ),
    UnsuitableReason.SHARED: gettext_noop(
        "This channel is shared with another organization, which could read the incident. Use "
        "another channel."
    ),
    UnsuitableReason.ANNOUNCING: gettext_noop(
        "All incidents are announced in this channel. Use another channel."
    ),
    UnsuitableReason.TAKEN: gettext_noop(
        "This channel already belongs to an incident. Type `/incident show` to see it."
    ),
    UnsuitableReason.PUBLIC: gettext_noop(
        "This channel is public and the incident is private. Use a private channel."
    ),
    UnsuitableReason.PRIVATE: gettext_noop(
        "This channel is private and the incident is not. Use a public channel."
    ),
}


def unsuitable_channel_text(why: UnsuitableReason) -> str:
    return gettext(_UNSUITABLE[why])


def adopted_line(event: ChannelAdopted) -> str:
    who, incident_channel = user_mention(event.actor), channel_mention(ChannelId(event.channel))
    adopted = gettext(
        "{who} made {incident_channel} the incident channel.",
        who=who,
        incident_channel=incident_channel,
    )
    return f":door: {adopted}"


def visibility_line(event: VisibilityChanged) -> str:
    who = user_mention(event.actor)
    if event.private:
        private = gettext(
            "{who} made it private. Only members of this channel can see it.", who=who
        )
        return f":lock: {private}"
    return f":unlock: {gettext('{who} made it public. Everyone can see it.', who=who)}"


def adoption_text() -> str:
    """What happens to a channel that becomes an incident channel; the same for every incident."""
    return gettext(
        "I'll join this channel, post and pin the control panel, and add the responders. The "
        "channel keeps its name, and its topic if it has one."
    )


def adoption_visibility_text(*, private: bool) -> str:
    if private:
        return f":lock: {gettext('This channel is private, so the incident will be private.')}"
    return gettext("This channel is public, so the incident will be public.")


CHANNEL_SIGN = ":file_cabinet:"


def channel_line(event: ChannelChanged | ChannelRenamed | ChannelKept, incident: Incident) -> str:
    return f"{CHANNEL_SIGN} {_event_text(event, incident)}"


def channel_link(snapshot: Snapshot) -> str:
    """A mention of the incident channel, with its state."""
    incident_channel, state = snapshot.places.get(Place.CHANNEL), snapshot.incident.channel_state
    if incident_channel is None:
        return f"_{gettext('creating…')}_"
    match state:
        case ChannelState.OPEN:
            return channel_mention(incident_channel.channel)
        case ChannelState.ARCHIVED:
            return gettext(
                "{incident_channel} (archived)",
                incident_channel=channel_mention(incident_channel.channel),
            )
        case ChannelState.OUT_OF_REACH:
            return gettext(
                "{incident_channel} (bot removed)",
                incident_channel=channel_mention(incident_channel.channel),
            )
        case ChannelState.DELETED:
            return f"_{gettext('deleted')}_"


def where_to_follow(snapshot: Snapshot, address: Address) -> str:
    """Links to the channel and its panel, or to the thread; empty while there is neither."""
    if at := snapshot.incident_channel:
        join = gettext("Join {channel}.", channel=channel_mention(at.channel))
        panel = snapshot.places.get(Place.CHANNEL_PANEL)
        shown = panel and address(panel)
        return f"{join} {link(shown, gettext('Control panel'))}" if shown else join
    if announced := snapshot.places.get(Place.ANNOUNCEMENT):
        return gettext("Follow it in {thread}.", thread=thread_link(announced, address))
    return ""


def with_place(text: str, snapshot: Snapshot, address: Address) -> str:
    """The sentence, and where the incident is worked."""
    return " ".join(filter(None, (text, where_to_follow(snapshot, address))))


def thread_link(announced: PlaceRef, address: Address) -> str:
    """A link to the thread of an announcement; its channel, if the address is not known."""
    found = address(announced)
    return link(found, gettext("its thread")) if found else channel_mention(announced.channel)


def channel_notice_text(notice: ChannelNotice | ChannelSharing) -> str:
    """Says what happened. If the channel is gone, mentions who leads and says how to go on."""
    if isinstance(notice, ChannelSharing):
        return channel_sharing_text(notice)
    incident = notice.snapshot.incident
    whom = user_mention(incident.commander or incident.declared_by)
    advice = _advice(notice.event.after, notice.snapshot)
    return f"{CHANNEL_SIGN} {whom} {_changed(notice.event, incident)} {advice}"


def gone_channel_text(snapshot: Snapshot) -> str:
    """Says that the channel is gone and how to continue; empty while the channel is open."""
    state = snapshot.incident.channel_state
    if state is ChannelState.OPEN:
        return ""
    happened = _without_actor(state, {"incident": snapshot.incident.reference})
    return f"{CHANNEL_SIGN} {happened} {_advice(state, snapshot)}"


def _event_text(event: ChannelChanged | ChannelRenamed | ChannelKept, incident: Incident) -> str:
    who = user_mention(event.actor)
    match event:
        case ChannelChanged():
            return _changed(event, incident)
        case ChannelKept():
            return gettext("{who} kept the channel. It won't be archived.", who=who)
        case ChannelRenamed() if event.actor:
            return gettext(
                "{who} renamed the channel to #{name}.", who=who, name=escaped(event.name)
            )
        case ChannelRenamed():
            return gettext("The channel was renamed to #{name}.", name=escaped(event.name))


def _changed(event: ChannelChanged, incident: Incident) -> str:
    of = {"incident": incident.reference}
    return _with_actor(event, of) if event.actor else _without_actor(event.after, of)


def _with_actor(event: ChannelChanged, of: dict[str, str]) -> str:
    who = user_mention(event.actor)
    match event.after:
        case ChannelState.ARCHIVED:
            return gettext("{who} archived the {incident} channel.", who=who, **of)
        case ChannelState.DELETED:
            return gettext("{who} deleted the {incident} channel.", who=who, **of)
        case ChannelState.OPEN:
            return gettext("{who} restored the {incident} channel.", who=who, **of)
        case ChannelState.OUT_OF_REACH:
            return gettext("{who} removed me from the {incident} channel.", who=who, **of)


def _without_actor(after: ChannelState, of: dict[str, str]) -> str:
    match after:
        case ChannelState.ARCHIVED:
            return gettext("The {incident} channel was archived.", **of)
        case ChannelState.DELETED:
            return gettext("The {incident} channel was deleted.", **of)
        case ChannelState.OPEN:
            return gettext("The {incident} channel is available again.", **of)
        case ChannelState.OUT_OF_REACH:
            return gettext("I'm no longer in the {incident} channel.", **of)


def _advice(after: ChannelState, snapshot: Snapshot) -> str:
    incident, incident_channel = snapshot.incident, snapshot.places.get(Place.CHANNEL)
    match after:
        case ChannelState.OPEN:
            return (
                gettext(
                    "Continue in {incident_channel}.",
                    incident_channel=channel_mention(incident_channel.channel),
                )
                if incident_channel
                else ""
            )
        case ChannelState.ARCHIVED if incident.private:
            return gettext(
                "Unarchive it in Slack and invite me again, or type `/incident convert "
                "{incident}` in another private channel. Until then, I can't post about it.",
                incident=incident.reference,
            )
        case ChannelState.ARCHIVED:
            return gettext("Unarchive it in Slack, or continue in this thread.")
        case ChannelState.OUT_OF_REACH if incident.private:
            return gettext("Invite me again. Until then, I can't post about it.")
        case ChannelState.OUT_OF_REACH:
            return gettext("Invite me again, or continue in this thread.")
        case ChannelState.DELETED if incident.private:
            return gettext(
                "To continue in another private channel, type `/incident convert {incident}` "
                "there. `/incident show {incident}` still shows its buttons.",
                incident=incident.reference,
            )
        case ChannelState.DELETED:
            return gettext("Continue in this thread.")
