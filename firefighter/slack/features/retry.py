"""Try again what was given up, once somebody has mended what stood in the way."""

from firefighter.effects.tell_person import TellPerson
from firefighter.ports.store import EffectRequest
from firefighter.slack.blocks import presses
from firefighter.slack.errors import UnknownButton
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed
from firefighter.slack.words.troubles import retrying
from firefighter.usecases.retry_effects import retry_effects

feature = Feature()


@feature.press(presses.RETRY)
def retry(visit: Pressed) -> None:
    channel = visit.channel
    if channel is None:
        raise UnknownButton

    def answer(steps: int) -> EffectRequest:
        return TellPerson(
            visit.user, channel, retrying(steps), visit.thread, visit.response_url
        ).request()

    retry_effects(visit.house, visit.delivery, visit.incident_id, answer)
