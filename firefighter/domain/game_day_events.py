"""What happened in a Game Day, for its record."""

from dataclasses import dataclass
from enum import StrEnum

from firefighter.domain.event import Event


class GameDayAction(StrEnum):
    CREATED = "created"
    DESCRIBED = "described"
    """Theme, services, date or another detail was changed."""
    PHASE_CHANGED = "phase_changed"
    EXPERIMENT_PROPOSED = "experiment_proposed"
    EXPERIMENT_SHAPED = "experiment_shaped"
    EXPERIMENT_LEFT_OUT = "experiment_left_out"
    EXPERIMENT_KEPT = "experiment_kept"
    """It was added to the catalog."""
    SIGNAL_NAMED = "signal_named"
    SIGNAL_SEEN = "signal_seen"
    SIGNAL_WAIVED = "signal_waived"
    VOTED = "voted"
    EXPERIMENTS_CHOSEN = "experiments_chosen"
    TEAM_ADDED = "team_added"
    JOINED = "joined"
    LEFT = "left"
    CONSENTED = "consented"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    STOP_TRIED = "stop_tried"
    DRILL_STARTED = "drill_started"
    OFFICER_ANSWERED = "officer_answered"
    NOTE_TAKEN = "note_taken"
    ANSWERED = "answered"
    """Somebody said how it went."""
    JUDGED = "judged"
    SCORE_ADJUSTED = "score_adjusted"
    LEARNT = "learnt"


@dataclass(frozen=True, kw_only=True)
class GameDayEvent(Event):
    """`actor` is empty for what the bot did, and for what nobody is to be named for."""

    action: GameDayAction
    subject: str = ""
    """What it was about: a person, an experiment, a team, or the trigger of a step."""
    text: str = ""
