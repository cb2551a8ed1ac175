"""Reads committed Game Days, as a person may see them."""

from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.game_days import (
    IS_PLAYED,
    find_game_day_of,
    read_event,
    read_game_day,
)
from firefighter.adapters.store.pages import read_learning_report
from firefighter.adapters.store.tables import GameDayEventRow, GameDayPlaceRow, GameDayRow
from firefighter.domain.errors import UnknownGameDay
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayStepKind, way_forward
from firefighter.domain.game_day_visibility import as_seen_by
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.ports.game_days import GameDayPlace, GameDayPlaceRef, GameDaySnapshot
from firefighter.ports.snapshot import ChannelId

_OF_EXPERIMENTS = frozenset(
    {
        GameDayAction.EXPERIMENT_PROPOSED,
        GameDayAction.EXPERIMENT_SHAPED,
        GameDayAction.EXPERIMENT_LEFT_OUT,
        GameDayAction.EXPERIMENTS_CHOSEN,
        GameDayAction.SIGNAL_NAMED,
        GameDayAction.SIGNAL_SEEN,
        GameDayAction.SIGNAL_WAIVED,
        GameDayAction.VOTED,
    }
)
"""Told to those who take part in the workshops."""

_OF_OBSERVERS = frozenset({GameDayAction.NOTE_TAKEN, GameDayAction.SCORE_ADJUSTED})
"""Told to those who know what is sealed."""


class StoredGameDayRecords:
    """The GameDayRecords port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def game_day(self, reader: UserId | None, game_day_id: GameDayId) -> GameDaySnapshot:
        with self._database.reading() as session:
            return _snapshot(session, _find(session, game_day_id), reader)

    def game_days(self, reader: UserId | None, limit: int, offset: int = 0) -> Sequence[GameDay]:
        by_date = func.coalesce(GameDayRow.starts_at, GameDayRow.created_at)
        with self._database.reading() as session:
            rows = session.scalars(
                select(GameDayRow)
                .order_by(case((IS_PLAYED, 0), else_=1), by_date.desc(), GameDayRow.id.desc())
                .limit(limit)
                .offset(offset)
            )
            return [as_seen_by(read_game_day(row), reader) for row in rows]

    def game_day_of(self, incident_id: IncidentId) -> GameDayId | None:
        with self._database.reading() as session:
            return find_game_day_of(session, incident_id)

    def game_day_in(self, channel: ChannelId) -> GameDayId | None:
        with self._database.reading() as session:
            found = session.scalar(
                select(GameDayPlaceRow.game_day_id).where(
                    GameDayPlaceRow.channel == channel,
                    GameDayPlaceRow.place == GameDayPlace.CHANNEL,
                )
            )
            return None if found is None else GameDayId(found)

    def game_day_by_token(self, wall_token: str) -> GameDaySnapshot | None:
        with self._database.reading() as session:
            row = session.scalar(select(GameDayRow).where(GameDayRow.wall_token == wall_token))
            return None if row is None else _snapshot(session, row, None)

    def game_day_events(
        self, reader: UserId | None, game_day_id: GameDayId
    ) -> Sequence[GameDayEvent]:
        with self._database.reading() as session:
            game_day = read_game_day(_find(session, game_day_id))
            rows = session.scalars(
                select(GameDayEventRow)
                .where(
                    GameDayEventRow.game_day_id == game_day_id,
                    GameDayEventRow.action.not_in(_hidden_actions(reader, game_day)),
                )
                .order_by(GameDayEventRow.id)
            )
            return [read_event(row) for row in rows]


def _find(session: Session, game_day_id: GameDayId) -> GameDayRow:
    row = session.scalar(select(GameDayRow).where(GameDayRow.id == game_day_id))
    if row is None:
        raise UnknownGameDay(game_day_id)
    return row


def _hidden_actions(reader: UserId | None, game_day: GameDay) -> frozenset[GameDayAction]:
    if game_day.knows_sealed(reader):
        return frozenset()
    return _OF_OBSERVERS if game_day.sees_experiments(reader) else _OF_OBSERVERS | _OF_EXPERIMENTS


def _snapshot(session: Session, row: GameDayRow, reader: UserId | None) -> GameDaySnapshot:
    rows = session.scalars(select(GameDayPlaceRow).where(GameDayPlaceRow.game_day_id == row.id))
    places = {
        each.place: GameDayPlaceRef(each.place, ChannelId(each.channel), each.ts) for each in rows
    }
    game_day = read_game_day(row)
    trigger = way_forward(game_day.phase)
    return GameDaySnapshot(
        as_seen_by(game_day, reader),
        places,
        missing=game_day.unfinished(trigger) if trigger else (),
        voters=len(game_day.votes),
        page=read_learning_report(session, game_day.id),
        was_stopped=game_day.phase.is_revealed and _was_stopped(session, game_day.id),
    )


def _was_stopped(session: Session, game_day_id: GameDayId) -> bool:
    stops = select(GameDayEventRow.id).where(
        GameDayEventRow.game_day_id == game_day_id,
        GameDayEventRow.action == GameDayAction.PHASE_CHANGED,
        GameDayEventRow.subject == GameDayStepKind.STOP,
    )
    return session.scalars(stops.limit(1)).first() is not None
