from collections.abc import Callable, Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import game_day_forms as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.experiments import ExperimentNumber
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Mode
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.samples.game_day_snapshots import MASTER, game_day_of

_Draw = Callable[[Snapshot, Rules], Iterator[Block]]


def _form(draw: Callable[[GameDay], Block]) -> _Draw:
    """The form of a Game Day with teams and experiments, and of one without."""

    def drawn(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
        full = _game_day(snapshot)
        yield draw(full)
        sealed = replace(full.details, mode=Mode.DUNGEONS_AND_DRAGONS)
        yield draw(replace(full, details=sealed, teams={}, seats={}, experiments={}))

    return drawn


def _game_day(snapshot: Snapshot) -> GameDay:
    return game_day_of(snapshot, GameDayPhase.CHOSEN, Mode.INFORMED)


def details_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield blocks.details_form(rules)
    yield blocks.details_form(rules, title=snapshot.incident.title)
    yield blocks.details_form(rules, _game_day(snapshot))


def experiment_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    game_day = _game_day(snapshot)
    yield blocks.experiment_form(game_day, rules, ())
    yield blocks.experiment_form(game_day, rules, (), game_day.experiments[ExperimentNumber(3)])


def signal_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    game_day = _game_day(snapshot)
    for each in game_day.experiments.values():
        yield blocks.signal_form(game_day, each)


def judgment_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    game_day = _game_day(snapshot)
    for each in game_day.experiments.values():
        yield blocks.judgment_form(game_day, each)


vote_form = _form(lambda game_day: blocks.vote_form(game_day, MASTER))
from_catalog_form = _form(blocks.from_catalog_form)
join_form = _form(lambda game_day: blocks.join_form(game_day, MASTER))
choose_form = _form(blocks.choose_form)
team_form = _form(blocks.team_form)
seat_form = _form(blocks.seat_form)
note_form = _form(blocks.note_form)
answer_form = _form(blocks.answer_form)
adjust_form = _form(blocks.adjust_form)
learning_form = _form(lambda game_day: blocks.learning_form(game_day, MASTER))
start_form = _form(blocks.start_form)
evaluate_form = _form(blocks.evaluate_form)
cancel_form = _form(blocks.cancel_form)
