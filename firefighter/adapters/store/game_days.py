"""Writes and reads Game Days."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.dialects import replace_on_conflict, upsert
from firefighter.adapters.store.incidents import next_number
from firefighter.adapters.store.tables import (
    GameDayAdjustmentRow,
    GameDayAnswerRow,
    GameDayDrillRow,
    GameDayEventRow,
    GameDayExperimentRow,
    GameDayLearningRow,
    GameDayNoteRow,
    GameDayPauseRow,
    GameDayPersonRow,
    GameDayPlaceRow,
    GameDayRow,
    GameDayServiceRow,
    GameDayTeamRow,
    GameDayVoteRow,
)
from firefighter.domain.errors import Conflict, EditConflict, UnknownGameDay
from firefighter.domain.experiments import (
    Experiment,
    ExperimentNumber,
    ExperimentPlan,
    Judgment,
    Signal,
)
from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.game_clock import GameClock, Pause
from firefighter.domain.game_day import GameDay, TeamDrill
from firefighter.domain.game_day_details import Consent, GameDayDetails
from firefighter.domain.game_day_evaluation import Answer, Learning, Note
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.game_day_roles import Seat
from firefighter.domain.ids import ExperimentKey, GameDayId, IncidentId, TeamNumber, UserId
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.scoring import Adjustment
from firefighter.ports.game_days import GameDayPlaceRef

SERIES = "game_day"

IS_PLAYED = GameDayRow.phase.in_([each for each in GameDayPhase if each.is_played])

_UPSERT_PLACE = upsert(GameDayPlaceRow, replace_on_conflict("game_day_id", "place"))


class StoredGameDays:
    """The Game Days of one transaction. Those that have events are written when it ends."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.seen: list[GameDay] = []

    def next_id(self) -> GameDayId:
        """The next number. Others who create one wait for this commit, so that none is skipped."""
        return GameDayId(next_number(self._session, SERIES))

    def add(self, game_day: GameDay) -> None:
        self.seen.append(game_day)

    def get(self, game_day_id: GameDayId) -> GameDay:
        """Locks the row, so that its effects are numbered in commit order."""
        row = self._session.get(
            GameDayRow, game_day_id, with_for_update={"of": GameDayRow}, populate_existing=True
        )
        if row is None:
            raise UnknownGameDay(game_day_id)
        game_day = read_game_day(row)
        self.seen.append(game_day)
        return game_day

    def of_drill(self, incident_id: IncidentId) -> GameDayId | None:
        return find_game_day_of(self._session, incident_id)

    def under_way(self) -> Sequence[GameDayId]:
        found = self._session.scalars(
            select(GameDayRow.id).where(IS_PLAYED).order_by(GameDayRow.id)
        )
        return [GameDayId(each) for each in found]

    def write(self, game_day: GameDay) -> None:
        """Raises EditConflict when the row's version is not the one that was loaded.

        Call this after the incidents are written, since drills refer to them.
        """
        row = self._row_of(game_day)
        game_day.version += 1
        _fill(row, game_day)
        self._session.add(row)
        self._session.flush()
        rows = [{"game_day_id": game_day.id, **asdict(event)} for event in game_day.events]
        if rows:
            self._session.execute(insert(GameDayEventRow), rows)

    def _row_of(self, game_day: GameDay) -> GameDayRow:
        """Does not look for the row of a new one: its number is unused."""
        if not game_day.version:
            return GameDayRow(id=game_day.id, version=0)
        row = self._session.get_one(GameDayRow, game_day.id)
        if row.version != game_day.version:
            raise EditConflict(Conflict.GAME_DAY, "")
        return row


def lock_game_day(session: Session, game_day_id: GameDayId) -> None:
    """Locks it until the transaction ends. Call this before locking its other rows."""
    session.execute(select(GameDayRow.id).where(GameDayRow.id == game_day_id).with_for_update())


def find_game_day_of(session: Session, incident_id: IncidentId) -> GameDayId | None:
    """The Game Day that a drill belongs to."""
    found = session.scalar(
        select(GameDayDrillRow.game_day_id).where(GameDayDrillRow.incident_id == incident_id)
    )
    return None if found is None else GameDayId(found)


def write_game_day_places(
    session: Session, game_day_id: GameDayId, new_places: Sequence[GameDayPlaceRef]
) -> None:
    rows = [{"game_day_id": game_day_id, **asdict(found)} for found in new_places]
    if rows:
        session.execute(_UPSERT_PLACE(session), rows)


def remove_game_day_places(
    session: Session, game_day_id: GameDayId, places: Collection[GameDayPlaceRef]
) -> None:
    """Leaves a place that was replaced meanwhile."""
    for each in places:
        session.execute(
            delete(GameDayPlaceRow).where(
                GameDayPlaceRow.game_day_id == game_day_id,
                GameDayPlaceRow.place == each.place,
                GameDayPlaceRow.channel == each.channel,
                GameDayPlaceRow.ts == each.ts,
            )
        )


def read_game_day(row: GameDayRow) -> GameDay:
    return GameDay(
        id=GameDayId(row.id),
        details=_read_details(row),
        created_by=UserId(row.created_by),
        created_at=row.created_at,
        wall_token=row.wall_token,
        phase=row.phase,
        experiments={each.number: each for each in map(_read_experiment, row.experiments)},
        votes=_read_votes(row),
        teams={TeamNumber(each.number): each.name for each in row.teams},
        seats={
            UserId(each.user): Seat(each.role, _team(each.team))
            for each in row.people
            if each.role is not None
        },
        former_heroes=frozenset(UserId(each.user) for each in row.people if each.was_hero),
        former_insiders=frozenset(UserId(each.user) for each in row.people if each.was_insider),
        consent=_read_consent(row),
        stop_tried_by=_user(row.stop_tried_by),
        clock=_read_clock(row),
        officer_seen_at=row.officer_seen_at,
        drills={
            IncidentId(each.incident_id): TeamDrill(
                TeamNumber(each.team), ExperimentNumber(each.experiment)
            )
            for each in row.drills
        },
        adjustments={
            TeamNumber(each.team): Adjustment(each.points, each.reason) for each in row.adjustments
        },
        notes=tuple(
            Note(UserId(each.by), each.at, each.kind, each.text, _team(each.team))
            for each in row.notes
        ),
        answers=tuple(
            Answer(each.at, each.went_well, each.to_change, _user(each.by)) for each in row.answers
        ),
        learnings=tuple(
            Learning(IncidentId(each.incident_id), FollowUpNumber(each.follow_up))
            for each in row.learnings
        ),
        version=row.version,
    )


def read_event(row: GameDayEventRow) -> GameDayEvent:
    return GameDayEvent(
        actor=UserId(row.actor), at=row.at, action=row.action, subject=row.subject, text=row.text
    )


def _user(stored: str | None) -> UserId | None:
    return None if stored is None else UserId(stored)


def _team(stored: int | None) -> TeamNumber | None:
    return None if stored is None else TeamNumber(stored)


def _read_details(row: GameDayRow) -> GameDayDetails:
    return GameDayDetails(
        title=row.title,
        mode=row.mode,
        environment=row.environment,
        theme=row.theme,
        services=tuple(each.service for each in row.services),
        owner=_user(row.owner),
        starts_at=row.starts_at,
        length_min=row.length_min,
    )


def _read_consent(row: GameDayRow) -> Consent | None:
    if row.consent_by is None or row.consent_at is None:
        return None
    return Consent(UserId(row.consent_by), row.consent_at)


def _read_clock(row: GameDayRow) -> GameClock | None:
    if row.started_at is None or row.clock_length_s is None:
        return None
    pauses = tuple(Pause(each.start, each.end) for each in row.pauses)
    return GameClock(row.started_at, timedelta(seconds=row.clock_length_s), pauses, row.over_at)


def _read_votes(row: GameDayRow) -> Mapping[UserId, Mapping[ExperimentNumber, int]]:
    votes: dict[UserId, dict[ExperimentNumber, int]] = defaultdict(dict)
    for each in row.votes:
        votes[UserId(each.user)][ExperimentNumber(each.experiment)] = each.points
    return dict(votes)


_PLAN = tuple(
    each.name for each in fields(ExperimentPlan) if each.name not in {"scenario", "catalog_key"}
)
"""Fields of a plan that are columns of the same name."""


def _read_experiment(row: GameDayExperimentRow) -> Experiment:
    signal = (
        None
        if row.signal is None
        else Signal(
            text=row.signal, settled_by=_user(row.signal_settled_by), is_waived=row.signal_waived
        )
    )
    judgment = (
        None
        if row.verdict is None
        else Judgment(
            verdict=row.verdict, finding=row.finding or "", by=UserId(row.judged_by or "")
        )
    )
    return Experiment(
        number=ExperimentNumber(row.number),
        plan=ExperimentPlan(
            **{name: getattr(row, name) for name in _PLAN},
            scenario=None if row.scenario is None else ScenarioId(row.scenario),
            catalog_key=None if row.catalog_key is None else ExperimentKey(row.catalog_key),
        ),
        proposed_by=UserId(row.proposed_by),
        proposed_at=row.proposed_at,
        reason=row.reason,
        signal=signal,
        is_left_out=row.is_left_out,
        is_chosen=row.is_chosen,
        judgment=judgment,
    )


def _fill(row: GameDayRow, game_day: GameDay) -> None:
    details, clock, consent = game_day.details, game_day.clock, game_day.consent
    for name in ("created_by", "created_at", "wall_token", "phase", "version"):
        setattr(row, name, getattr(game_day, name))
    row.stop_tried_by, row.officer_seen_at = game_day.stop_tried_by, game_day.officer_seen_at
    for name in ("title", "mode", "environment", "theme", "owner", "starts_at", "length_min"):
        setattr(row, name, getattr(details, name))
    row.consent_by, row.consent_at = (consent.by, consent.at) if consent else (None, None)
    row.started_at = clock.started_at if clock else None
    row.clock_length_s = clock.length.total_seconds() if clock else None
    row.over_at = clock.over_at if clock else None
    row.pauses = [
        GameDayPauseRow(position=position, start=pause.start, end=pause.end)
        for position, pause in enumerate(clock.pauses if clock else ())
    ]
    row.services = [
        GameDayServiceRow(position=position, service=service)
        for position, service in enumerate(details.services)
    ]
    row.experiments = [_experiment_row(each) for each in game_day.experiments.values()]
    row.votes = [
        GameDayVoteRow(user=user, experiment=number, points=points)
        for user, given in game_day.votes.items()
        for number, points in given.items()
    ]
    _fill_people(row, game_day)
    _fill_evaluation(row, game_day)


def _fill_people(row: GameDayRow, game_day: GameDay) -> None:
    row.teams = [GameDayTeamRow(number=team, name=name) for team, name in game_day.teams.items()]
    former = game_day.former_heroes | game_day.former_insiders
    left = sorted(former - game_day.seats.keys())
    seats = [*game_day.seats.items(), *((user, None) for user in left)]
    row.people = [
        GameDayPersonRow(
            user=user,
            position=position,
            role=seat.role if seat else None,
            team=seat.team if seat else None,
            was_hero=user in game_day.former_heroes,
            was_insider=user in game_day.former_insiders,
        )
        for position, (user, seat) in enumerate(seats)
    ]


def _fill_evaluation(row: GameDayRow, game_day: GameDay) -> None:
    row.drills = [
        GameDayDrillRow(incident_id=incident_id, **asdict(drill))
        for incident_id, drill in game_day.drills.items()
    ]
    row.adjustments = [
        GameDayAdjustmentRow(team=team, **asdict(each))
        for team, each in game_day.adjustments.items()
    ]
    row.notes = [
        GameDayNoteRow(position=position, **asdict(each))
        for position, each in enumerate(game_day.notes)
    ]
    row.answers = [
        GameDayAnswerRow(position=position, **asdict(each))
        for position, each in enumerate(game_day.answers)
    ]
    row.learnings = [
        GameDayLearningRow(position=position, **asdict(each))
        for position, each in enumerate(game_day.learnings)
    ]


def _experiment_row(experiment: Experiment) -> GameDayExperimentRow:
    signal, judgment = experiment.signal, experiment.judgment
    return GameDayExperimentRow(
        number=experiment.number,
        **asdict(experiment.plan),
        proposed_by=experiment.proposed_by,
        proposed_at=experiment.proposed_at,
        reason=experiment.reason,
        signal=signal.text if signal else None,
        signal_settled_by=signal.settled_by if signal else None,
        signal_waived=signal.is_waived if signal else False,
        is_left_out=experiment.is_left_out,
        is_chosen=experiment.is_chosen,
        verdict=judgment.verdict if judgment else None,
        finding=judgment.finding if judgment else None,
        judged_by=judgment.by if judgment else None,
    )
