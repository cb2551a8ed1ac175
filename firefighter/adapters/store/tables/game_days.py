"""Tables of a Game Day: what was agreed, who takes part, its experiments and its evaluation."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum
from firefighter.domain.experiments import Verdict
from firefighter.domain.game_day_evaluation import NoteKind
from firefighter.domain.game_day_events import GameDayAction
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.scenario import Environment, Mode
from firefighter.ports.game_days import GameDayPlace


class GameDayRow(Table):
    __tablename__ = "game_days"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(150))
    mode: Mapped[Mode] = mapped_column(text_enum(Mode))
    environment: Mapped[Environment] = mapped_column(text_enum(Environment))
    theme: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(32))
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    length_min: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wall_token: Mapped[str] = mapped_column(String(64), unique=True)
    phase: Mapped[GameDayPhase] = mapped_column(text_enum(GameDayPhase), index=True)
    consent_by: Mapped[str | None] = mapped_column(String(32))
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_tried_by: Mapped[str | None] = mapped_column(String(32))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    clock_length_s: Mapped[float | None]
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    officer_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    services: Mapped[list["GameDayServiceRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayServiceRow.position", lazy="selectin"
    )
    people: Mapped[list["GameDayPersonRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayPersonRow.position", lazy="selectin"
    )
    teams: Mapped[list["GameDayTeamRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayTeamRow.number", lazy="selectin"
    )
    experiments: Mapped[list["GameDayExperimentRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayExperimentRow.number", lazy="selectin"
    )
    votes: Mapped[list["GameDayVoteRow"]] = relationship(
        cascade="all, delete-orphan",
        order_by="[GameDayVoteRow.user, GameDayVoteRow.experiment]",
        lazy="selectin",
    )
    pauses: Mapped[list["GameDayPauseRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayPauseRow.position", lazy="selectin"
    )
    drills: Mapped[list["GameDayDrillRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayDrillRow.incident_id", lazy="selectin"
    )
    adjustments: Mapped[list["GameDayAdjustmentRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayAdjustmentRow.team", lazy="selectin"
    )
    notes: Mapped[list["GameDayNoteRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayNoteRow.position", lazy="selectin"
    )
    answers: Mapped[list["GameDayAnswerRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayAnswerRow.position", lazy="selectin"
    )
    learnings: Mapped[list["GameDayLearningRow"]] = relationship(
        cascade="all, delete-orphan", order_by="GameDayLearningRow.position", lazy="selectin"
    )

    __mapper_args__ = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        "version_id_col": version,
        "version_id_generator": False,
    }


class GameDayServiceRow(Table):
    """A service that it is about."""

    __tablename__ = "game_day_services"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    service: Mapped[str] = mapped_column(String(120))


class GameDayPersonRow(Table):
    """Somebody who takes part, or was a hero and does not any more."""

    __tablename__ = "game_day_people"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    position: Mapped[int]
    role: Mapped[GameDayRole | None] = mapped_column(text_enum(GameDayRole))
    """None for somebody who left."""
    team: Mapped[int | None]
    """Of a hero."""
    was_hero: Mapped[bool]
    was_insider: Mapped[bool]
    """Whether they held a role that sees what is sealed, and left it."""


class GameDayTeamRow(Table):
    __tablename__ = "game_day_teams"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(50))


class GameDayExperimentRow(Table):
    """An experiment: its plan, where it is observed, and what came of it."""

    __tablename__ = "game_day_experiments"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(150))
    service: Mapped[str] = mapped_column(Text)
    objective: Mapped[str] = mapped_column(Text)
    hypothesis: Mapped[str] = mapped_column(Text)
    steady_state: Mapped[str] = mapped_column(Text)
    blast_radius: Mapped[str] = mapped_column(Text)
    duration_min: Mapped[int | None]
    rollback: Mapped[str] = mapped_column(Text)
    abort_conditions: Mapped[str] = mapped_column(Text)
    scenario: Mapped[str | None] = mapped_column(String(64))
    catalog_key: Mapped[str | None] = mapped_column(String(60))
    """The experiment of the catalog that it was made from, or kept as."""
    proposed_by: Mapped[str] = mapped_column(String(32))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    signal: Mapped[str | None] = mapped_column(Text)
    """Empty if it was waived before one was named."""
    signal_settled_by: Mapped[str | None] = mapped_column(String(32))
    signal_waived: Mapped[bool]
    is_left_out: Mapped[bool]
    is_chosen: Mapped[bool]
    verdict: Mapped[Verdict | None] = mapped_column(text_enum(Verdict))
    finding: Mapped[str | None] = mapped_column(Text)
    judged_by: Mapped[str | None] = mapped_column(String(32))


class GameDayVoteRow(Table):
    """Points that somebody gives to an experiment."""

    __tablename__ = "game_day_votes"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    experiment: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    points: Mapped[int]


class GameDayPauseRow(Table):
    __tablename__ = "game_day_pauses"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime | None] = mapped_column(UtcDateTime)


class GameDayDrillRow(Table):
    """A drill belongs to one Game Day at most."""

    __tablename__ = "game_day_drills"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incidents.id"), primary_key=True, autoincrement=False
    )
    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), index=True)
    team: Mapped[int]
    experiment: Mapped[int]


class GameDayAdjustmentRow(Table):
    """Points that a game master gave or took."""

    __tablename__ = "game_day_adjustments"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    team: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    points: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)


class GameDayNoteRow(Table):
    """What an observer saw."""

    __tablename__ = "game_day_notes"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[NoteKind] = mapped_column(text_enum(NoteKind))
    text: Mapped[str] = mapped_column(Text)
    team: Mapped[int | None]


class GameDayAnswerRow(Table):
    """How somebody says it went."""

    __tablename__ = "game_day_answers"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    went_well: Mapped[str] = mapped_column(Text)
    to_change: Mapped[str] = mapped_column(Text)
    by: Mapped[str | None] = mapped_column(String(32))
    """None for an anonymous answer."""


class GameDayLearningRow(Table):
    """A follow-up of a drill's incident that came out of it."""

    __tablename__ = "game_day_learnings"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    follow_up: Mapped[int]


class GameDayEventRow(Table):
    """An entry of its record."""

    __tablename__ = "game_day_events"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), index=True)
    actor: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[GameDayAction] = mapped_column(text_enum(GameDayAction))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class GameDayPlaceRow(Table):
    """A channel or message of it."""

    __tablename__ = "game_day_places"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)
    place: Mapped[GameDayPlace] = mapped_column(text_enum(GameDayPlace), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32), index=True)
    ts: Mapped[str] = mapped_column(String(32))
