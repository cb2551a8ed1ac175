"""Everything that somebody who plays a drill can reach, and the sealed texts to look for in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import httpx
from sqlalchemy import select

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.adapters.store.tables import EffectRow, JobRow
from firefighter.domain.ids import IncidentId
from firefighter.domain.scenario import ScenarioId, Text
from firefighter.playground.slack import Person
from firefighter.ports.search import DrillFilter
from tests.adapters.slack.scenarios.scenario import Scenario, everything_in

SCENARIO = ScenarioId("two-prices")
_COMPARED = 40
"""Characters of a text that are looked for; enough to be unlike any other text."""


def texts_in(part: object) -> Iterator[str]:
    """Every text of the sealed part, in every language."""
    match part:
        case Text(by_language=by_language):
            yield from by_language.values()
        case dict():
            for each in part.values():
                yield from texts_in(each)
        case tuple():
            for each in part:
                yield from texts_in(each)
        case _ if is_dataclass(part):
            for each in fields(part):
                yield from texts_in(getattr(part, each.name))
        case _:
            pass


def sealed_texts(scenario: Scenario) -> list[str]:
    """Without what a hint is about, which is on offer."""
    library = scenario.bot.context.scenarios
    offered = {text for each in library.get(SCENARIO).hints for text in texts_in(each)}
    found = {text.strip() for text in texts_in(library.sealed(SCENARIO))} - offered
    return [text[:_COMPARED] for text in found if len(text) >= _COMPARED]


def everything_a_hero_can_reach(
    scenario: Scenario, number: IncidentId, hero: Person
) -> Iterator[tuple[str, str]]:
    """By where it is shown."""
    for command in find_features().commands:
        for words in (command, f"{command} INC-{number}"):
            reply = scenario.type(hero, words)
            yield words, str(reply.body)
            yield words, str(hero.view and hero.view.blocks)
    scenario.type(hero, "show")
    for typed in ("", f"INC-{number}", *sealed_texts(scenario)):
        yield f"suggestions for {typed}", str(hero.suggest("incident", typed).body)
    scenario.type(hero, "stats exercises")
    yield "statistics of exercises", str(hero.view and hero.view.blocks)
    hero.open_home()
    scenario.settle()
    assert hero.home is not None
    yield "home tab", str(hero.home.blocks)
    yield (
        "messages",
        "\n".join(
            f"{message.text} {message.blocks}"
            for channel in scenario.slack.channels()
            if not channel.is_private or hero.id in channel.members
            for message in everything_in(scenario, channel)
        ),
    )
    yield "direct messages", "\n".join(f"{each.text} {each.blocks}" for each in hero.dms)
    exported = StoredImportExport(scenario.bot.database, scenario.bot.context.rules)
    yield "export", "\n".join(map(str, exported.everything(private=True, drills=DrillFilter.WITH)))
    metrics = httpx.URL(str(scenario.slack.request_url)).join("/metrics")
    yield "metrics", httpx.get(metrics).text
    with scenario.bot.database.reading() as session:
        for column in (EffectRow.payload, JobRow.payload):
            yield str(column), "\n".join(map(str, session.scalars(select(column))))
