"""The line that counts an incident's alerts, and the cards that propose an incident."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.alert_groups import AlertGroupId
from firefighter.effects.cards import NOT_EDITABLE, home_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.ports.alert_messages import AlertCard, AlertLine
from firefighter.ports.alerts import ProposedAlerts
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Message
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId, MessageRef, Place, PlaceRef
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.alert_cards import ProposalRef, record_card

ALERTS_LANE = "alert-line"


@dataclass(frozen=True)
class ShowAlerts(PostMessage):
    """Counts the alerts in one line where people work, which is edited when more come.

    Posts it again if it was deleted, or where the work goes on.
    """

    kind: ClassVar[str] = "show_alerts"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return ALERTS_LANE

    @property
    def needs(self) -> tuple[str, ...]:
        """Behind the panel, which is pinned and stands above."""
        panel = Place.CHANNEL_PANEL if self.place is Place.CHANNEL else Place.THREAD_PANEL
        return (self.place, panel)

    def message(self, context: EffectContext) -> Message:
        return AlertLine(context.snapshot)

    def already_done(self, context: EffectContext) -> Outcome | None:
        """A message that an earlier try posted is edited, since more may have come."""
        if self._posted(context):
            return None
        home = context.at(self.place)
        found = context.find_post(home.channel, thread=home.ts)
        if found is None:
            return None
        context.chat.edit(found, self.message(context))
        return _at(found)

    def do(self, context: EffectContext) -> Outcome:
        if context.snapshot.alerts is None:
            return Outcome()
        posted = self._posted(context)
        if posted is None:
            home = context.at(self.place)
            return _at(context.post(home.channel, self.message(context), thread=home.ts))
        try:
            context.chat.edit(posted, self.message(context))
        except CallRefused as refused:
            if refused.reason not in NOT_EDITABLE:
                raise
            if not context.incident.status.has_ended:
                again = ShowAlerts(home_of(context.incident)).request()
                return Outcome(lost_places=(Place.ALERTS,), next_effects=(again,))
        return Outcome()

    def _posted(self, context: EffectContext) -> MessageRef | None:
        """The line, if it stands where people work now."""
        posted = context.snapshot.places.get(Place.ALERTS)
        home = context.snapshot.places.get(self.place)
        if posted is None or home is None or posted.channel != home.channel:
            return None
        return posted.message


def _at(message: MessageRef) -> Outcome:
    return Outcome((PlaceRef(Place.ALERTS, message.channel, message.ts),))


@dataclass(frozen=True)
class PostAlertCard(Effect):
    """Proposes to declare an incident, unless that is settled by then."""

    group_id: AlertGroupId
    number: int
    """Which of the group's cards."""
    channel: str
    """Name or id; empty for the channel of announcements."""

    kind: ClassVar[str] = "post_alert_card"

    @property
    def lane(self) -> str:
        return f"alert-card-{self.group_id}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        found = context.find_post(self._channel(context))
        return self._posted(found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        proposed = context.records.proposed_alerts(self.group_id)
        if proposed is None or proposed.group.proposals != self.number:
            return Outcome()
        return self._posted(context.post(self._channel(context), _card(context, proposed)))

    def _channel(self, context: EffectContext) -> ChannelId:
        return (
            context.chat.channel(self.channel) if self.channel else context.chat.incidents_channel()
        )

    def _posted(self, card: MessageRef) -> Outcome:
        """Refreshed once it is recorded: what changed meanwhile could not be shown."""

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            proposal = ProposalRef(self.group_id, self.number)
            record_card(app_context, delivery, proposal, card)

        return Outcome(record=record, next_effects=(RefreshAlertCard(self.group_id).request(),))


@dataclass(frozen=True)
class RefreshAlertCard(Effect):
    """Redraws the card of a group. Running it twice is the same.

    Does nothing while it is not posted, since it is refreshed then, or if it was deleted.
    """

    group_id: AlertGroupId

    kind: ClassVar[str] = "refresh_alert_card"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"alert-card-edits-{self.group_id}"

    def do(self, context: EffectContext) -> Outcome:
        proposed = context.records.proposed_alerts(self.group_id)
        if proposed is None or proposed.card is None:
            return Outcome()
        try:
            context.chat.edit(proposed.card, _card(context, proposed))
        except CallRefused as refused:
            if refused.reason not in NOT_EDITABLE:
                raise
        return Outcome()


def _card(context: EffectContext, proposed: ProposedAlerts) -> AlertCard:
    """Nobody learns of a private incident."""
    incident_id = proposed.group.incident_id
    if incident_id is None or context.records.snapshot(incident_id).incident.private:
        return AlertCard(proposed.group, None)
    return AlertCard(proposed.group, incident_id)
