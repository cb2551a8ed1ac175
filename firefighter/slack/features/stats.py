"""What incidents add up to: for whoever asks, and in full behind *Details*."""

import re

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.metrics.periods import Period, parse_period
from firefighter.domain.metrics.report import Question
from firefighter.ports.digest import Digest
from firefighter.ports.house import House
from firefighter.ports.statistics import compare, find_all
from firefighter.reporting.everything import all_tables
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.digest import details, digest, read_carried
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Pressed, Typed
from firefighter.slack.words.digest import headline
from firefighter.texts import mark

feature = Feature()

_USUALLY = "30d"
_ASKED = re.compile(r"(?P<period>\S+)??\s*(?:\bservice\s+(?P<service>.+))?", re.IGNORECASE)


@feature.command(
    "stats",
    usage=mark("[30d|2026-Q3|service checkout]"),
    does=mark("What the incidents of some time add up to."),
)
def show(visit: Typed) -> Answer:
    house = visit.house
    question = _question(visit.words, house)
    told = Digest(
        compare(house.statistics, question),
        house.statistics.standing(),
        house.statistics.load(question),
        is_weekly=False,
    )
    return Answer(*digest(told, house.rules))


@feature.press(presses.STATISTICS, about_incident=False)
def show_details(visit: Pressed) -> None:
    house = visit.house
    findings = find_all(house.statistics, read_carried(visit.value))
    shown = all_tables(findings, house.rules.working_hours)
    visit.open_form(details(headline(findings.compared), shown))


def _question(typed: str, house: House) -> Question:
    found = _ASKED.fullmatch(typed.strip())
    if found is None:
        raise InvalidField("period", Flaw.NO_PERIOD, typed)
    return Question(_period(found["period"] or _USUALLY, house), _service(found["service"], house))


def _period(typed: str, house: House) -> Period:
    period = parse_period(typed, house.clock.now(), house.rules.zone)
    if period is None:
        raise InvalidField("period", Flaw.NO_PERIOD, typed)
    return period


def _service(typed: str | None, house: House) -> str:
    """As the rules spell it; history knows services that the rules do not."""
    name = (typed or "").strip()
    return next((each for each in house.rules.services if each.lower() == name.lower()), name)
