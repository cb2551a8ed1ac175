"""Game Days with the texts of an incident, in every phase and with everything that can be shown."""

from collections.abc import Iterator
from dataclasses import replace

from firefighter.domain.experiments import (
    Experiment,
    ExperimentNumber,
    ExperimentPlan,
    Judgment,
    Signal,
    Verdict,
)
from firefighter.domain.game_clock import GameClock, Pause
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_details import Consent, GameDayDetails
from firefighter.domain.game_day_evaluation import Answer, Note, NoteKind
from firefighter.domain.game_day_phases import GameDayPhase, way_forward
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import GameDayId, TeamNumber, UserId
from firefighter.domain.learning_report import ReportSection
from firefighter.domain.scenario import Environment, Mode
from firefighter.ports.game_days import GameDaySnapshot
from firefighter.ports.pages import PageId, PageRef
from firefighter.ports.snapshot import Snapshot
from tests.domain.drill_facts import minutes
from tests.domain.incidents import NOW

MASTER, OFFICER, OBSERVER = UserId("U1"), UserId("U2"), UserId("U3")
HEROES = tuple(UserId(f"U9{number}") for number in range(3))
PEOPLE = (MASTER, OFFICER, OBSERVER, *HEROES)
"""Who may be mentioned in what is drawn of these Game Days."""
_TEAM = TeamNumber(1)


def game_day_of(snapshot: Snapshot, phase: GameDayPhase, mode: Mode) -> GameDay:
    """With the texts of the incident wherever people write."""
    text = snapshot.incident.summary or "1"
    name = snapshot.incident.title or "2"
    return GameDay(
        GameDayId(3),
        GameDayDetails(
            title=name[:150],
            mode=mode,
            environment=Environment.PRODUCTION,
            theme=text[:1000],
            services=("4",),
            owner=OFFICER,
            starts_at=NOW,
        ),
        MASTER,
        NOW,
        "5",
        phase=phase,
        experiments={ExperimentNumber(n): _experiment(n, name, text) for n in range(1, 7)},
        votes={MASTER: {ExperimentNumber(1): 3}},
        teams={_TEAM: name[:50], TeamNumber(2): "6"},
        seats={
            MASTER: Seat(GameDayRole.GAME_MASTER),
            OFFICER: Seat(GameDayRole.SAFETY_OFFICER),
            OBSERVER: Seat(GameDayRole.OBSERVER),
            **{hero: Seat(GameDayRole.HERO, _TEAM) for hero in HEROES},
        },
        consent=Consent(OFFICER, NOW),
        clock=_clock(phase),
        notes=tuple(Note(OBSERVER, NOW, kind, text[:1000], _TEAM) for kind in NoteKind),
        answers=tuple(Answer(NOW, text[:1000], text[:1000], by) for by in (None, OFFICER, MASTER)),
    )


def _experiment(number: int, name: str, text: str) -> Experiment:
    shown = text[:1000]
    settled = None if number % 3 == 0 else OFFICER
    signal = Signal(text=shown, settled_by=settled, is_waived=number % 3 == 1)
    judgments = {
        n: Judgment(verdict=verdict, finding=shown, by=MASTER)
        for n, verdict in enumerate(Verdict, start=4)
    }
    return Experiment(
        number=ExperimentNumber(number),
        plan=ExperimentPlan(title=name[:150], service="4" if number % 2 else "", hypothesis=shown),
        proposed_by=MASTER,
        proposed_at=NOW,
        reason="7" if number % 2 else "",
        signal=None if number == 1 else signal,
        is_left_out=number == 2,
        is_chosen=number == 1,
        judgment=judgments.get(number),
    )


def _clock(phase: GameDayPhase) -> GameClock | None:
    if phase.is_preparation or phase is GameDayPhase.CANCELLED:
        return None
    clock = GameClock(NOW, minutes(60))
    if phase is GameDayPhase.PAUSED:
        return replace(clock, pauses=(Pause(NOW + minutes(1)),))
    return clock if phase is GameDayPhase.RUNNING else replace(clock, over_at=NOW + minutes(50))


def game_days_of(snapshot: Snapshot) -> Iterator[GameDay]:
    for phase in GameDayPhase:
        yield game_day_of(snapshot, phase, Mode.INFORMED)
    yield game_day_of(snapshot, GameDayPhase.RUNNING, Mode.DUNGEONS_AND_DRAGONS)
    running = game_day_of(snapshot, GameDayPhase.RUNNING, Mode.INFORMED)
    yield replace(running, experiments={}, teams={}, notes=(), answers=running.answers[:1])


def seen(game_day: GameDay) -> GameDaySnapshot:
    trigger = way_forward(game_day.phase)
    missing = game_day.unfinished(trigger) if trigger else ()
    return GameDaySnapshot(game_day, {}, NOW, missing, len(game_day.votes))


def with_reports(snapshot: Snapshot) -> Iterator[GameDaySnapshot]:
    """Once with its learning report, and once after somebody deleted that."""
    revealed = seen(game_day_of(snapshot, GameDayPhase.EVALUATING, Mode.INFORMED))
    edited = frozenset({ReportSection.KEEP, "1"})
    page = PageRef(PageId("1"), "https://3.example/4", edited=edited)
    yield replace(revealed, page=page)
    yield replace(revealed, page=replace(page, gone=True))


def game_day_snapshots(snapshot: Snapshot) -> Iterator[GameDaySnapshot]:
    for game_day in game_days_of(snapshot):
        yield seen(game_day)
    yield from with_reports(snapshot)
    for at in (None, NOW + minutes(55)):
        yield GameDaySnapshot(game_day_of(snapshot, GameDayPhase.RUNNING, Mode.INFORMED), {}, at)
