from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from firefighter.adapters.slack.blocks import drills, forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.drill_events import DrillRevealed
from firefighter.domain.ids import UserId
from firefighter.domain.paging import PageTarget
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Level, Mode, ScenarioId
from firefighter.ports.chat import ControlPanel, SimulatedPage
from firefighter.ports.scenarios import ScenarioSummary
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.samples.drill_snapshots import drill_snapshots
from tests.adapters.slack.samples.messages import MESSAGES, every_message
from tests.domain.incidents import NOW

SCENARIO = ScenarioSummary(
    id=ScenarioId("1-2"),
    version=1,
    pack="3",
    title="4",
    level=Level.BEGINNER,
    technical=False,
    failure_class="5",
    services=(),
    duration=timedelta(minutes=20),
    mode=Mode.INFORMED,
    languages=("en",),
)


def with_mark(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for drilled in drill_snapshots(snapshot):
        for message in every_message(drilled):
            yield drills.with_mark(message, "1", [])[1]


def exercise_banner(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for drilled in drill_snapshots(snapshot):
        yield drills.exercise_banner(drilled.drill)


def drill_buttons(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for drilled in drill_snapshots(snapshot):
        yield drills.drill_buttons(ControlPanel(drilled))


def marked_view(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield drills.marked_view(forms.message(snapshot.incident.reference, "1"))


def drill_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield drills.drill_form(rules, incident.declared_by)
    allowing = replace(rules, real_pages_in_drills=True)
    shown = drills.DrillForm((SCENARIO,), SCENARIO.id, incident.title, incident.summary)
    yield drills.drill_form(allowing, incident.declared_by, shown)


def stop_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for of_game_day in (False, True):
        yield drills.stop_form(snapshot.incident, is_of_game_day=of_game_day)


def real_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield drills.real_form(snapshot.incident, rules)


def page_for_real_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield drills.page_for_real_form(snapshot.incident, PageTarget(service="1"), "2")


def debrief(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    text = snapshot.incident.summary or "1"
    revealed = DrillRevealed(actor=UserId(""), at=NOW, cause=text, solution=text)
    yield drills.debrief(revealed, snapshot)


def simulated_page(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for drilled in drill_snapshots(snapshot):
        for message in MESSAGES[SimulatedPage](drilled):
            if isinstance(message, SimulatedPage):
                yield drills.simulated_page(message)[1]
