"""The weekly figures: sent now, or no longer, or again."""

from datetime import timedelta

from firefighter.domain.metrics.periods import week_of
from firefighter.effects.send_digest import SendDigest
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.people import zone_of
from firefighter.slack.blocks import presses
from firefighter.slack.errors import UnknownButton
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Pressed, Typed
from firefighter.texts import mark, say
from firefighter.usecases.tell import tell
from firefighter.usecases.wish_digest import wish_digest

feature = Feature()


@feature.command(
    "digest", usage=mark("[on|off]"), does=mark("Last week in figures, for you alone; or weekly.")
)
def send_now(visit: Typed) -> Answer:
    wish = visit.words.lower()
    if wish in {"on", "off"}:
        wish_digest(visit.house, visit.delivery, visit.user, wanted=wish == "on")
        return Answer(_wanted() if wish == "on" else _unwanted())
    house = visit.house
    zone = zone_of(house.records.people([visit.user]).get(visit.user)) or house.rules.zone
    week = week_of(house.clock.now() - timedelta(days=7), zone).first_day
    request = SendDigest(visit.user, week, zone.key, is_weekly=False).request()
    tell(house, visit.delivery, request)
    return Answer(say("I am writing it to you."))


@feature.press(presses.NO_DIGEST, about_incident=False)
def stop(visit: Pressed) -> None:
    if visit.channel is None:
        raise UnknownButton
    answer = TellPerson(
        visit.user, visit.channel, _unwanted(), visit.thread, visit.response_url
    ).request()
    wish_digest(visit.house, visit.delivery, visit.user, wanted=False, answer=answer)


def _wanted() -> str:
    return say("Managers get it every Monday morning; you are among them if you are configured so.")


def _unwanted() -> str:
    return say("You will no longer get it. `/incident digest on` brings it back.")
