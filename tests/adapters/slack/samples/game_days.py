from collections.abc import Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import game_days as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Mode
from firefighter.ports.chat import (
    GameDayCard,
    GameDayResult,
    ReportNotice,
    SafetyMessage,
    SafetyNotice,
    Scoreboard,
)
from firefighter.ports.pages import PageChange
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.samples.game_day_snapshots import (
    MASTER,
    OBSERVER,
    OFFICER,
    game_day_of,
    game_day_snapshots,
    game_days_of,
    seen,
    with_reports,
)
from tests.adapters.slack.samples.scoreboard import ranked

RUNNING = GameDayPhase.RUNNING
_SITE = "https://3.example"


def game_day_card(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for each in game_day_snapshots(snapshot):
        yield blocks.game_day_card(GameDayCard(each))[1]


def scoreboard_message(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    *_, at_start, dark = game_day_snapshots(snapshot)
    for each in (at_start, dark):
        for many in (0, 20):
            message = Scoreboard(each, ranked(snapshot.incident.title, many))
            yield blocks.scoreboard_message(message)[1]


def result_message(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    each = next(game_day_snapshots(snapshot))
    for many in (0, 1, 2, 20):
        message = GameDayResult(each, ranked(snapshot.incident.title, many))
        yield blocks.result_message(message)[1]
        yield blocks.result_message(replace(message, snapshot=replace(each, was_stopped=True)))[1]


def report_notice(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for each in with_reports(snapshot):
        for change in PageChange:
            yield blocks.report_notice(ReportNotice(change, each))[1]


def safety_message(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    each = next(game_day_snapshots(snapshot))
    for notice in SafetyNotice:
        yield blocks.safety_message(SafetyMessage(notice, each))[1]


def game_day_view(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for game_day in game_days_of(snapshot):
        yield blocks.game_day_view(seen(game_day), MASTER, _SITE)
    for each in with_reports(snapshot):
        yield blocks.game_day_view(each, MASTER, _SITE)
    for user in (OFFICER, OBSERVER):
        yield blocks.game_day_view(seen(game_day_of(snapshot, RUNNING, Mode.INFORMED)), user, _SITE)


def game_days_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.game_days_list(())
    yield blocks.game_days_list(list(game_days_of(snapshot)))


def stop_view(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.stop_view(next(game_days_of(snapshot)))


def stop_tried_view(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.stop_tried_view(next(game_days_of(snapshot)))


def game_day_message(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.game_day_message(next(game_days_of(snapshot)), "1")
