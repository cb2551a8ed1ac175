"""Action ids of buttons, and the state that buttons carry: the incident and what was shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from firefighter.adapters.slack.errors import UnknownButton
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.ids import GameDayId, IncidentId, RoleKey

STEP = "step"
SEVERITY = "severity"
CHOOSE_SEVERITY = "choose_severity"
SEVERITY_REASON = "severity_reason"
ROLE = "role"
DESCRIBE = "describe"
RETRY = "retry"
UPDATE = "update"
ASSIGN = "assign"
MILESTONES = "milestones"
CLASSIFY = "classify"
OPEN_PAGE = "open_page"
MAKE_PAGE = "make_page"
RESUME_PAGE = "resume_page"
CONFIRM_ITEM = "confirm_item"
ASK_REVIEW = "ask_review"
APPROVE = "approve_postmortem"
MORE = "more"
SHOW = "show"
DECLARE = "declare"
START_DRILL = "start_drill"
GAME_DAYS = "game_days"
SNOOZE = "snooze"
WAIVE = "waive"
STATISTICS = "statistics"
UNSUBSCRIBE_DIGEST = "no_digest"
KEEP_CHANNEL = "keep_room"
ARCHIVE_CHANNEL = "archive_room"

_SEPARATOR = "|"
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class ButtonState:
    """The state in a button's value or a form's metadata."""

    incident_id: IncidentId
    """Or the number of a Game Day, on what is about one; 0 for an experiment or a team."""
    seen: str = ""
    """The value that the button changes, as it was when the button was drawn."""
    choice: str = ""
    previous_callback_id: str = ""
    """The callback id of the form below, if this form was opened on top of another."""

    def __str__(self) -> str:
        fields = (self.seen, self.choice, self.previous_callback_id)
        return _SEPARATOR.join((str(self.incident_id), *map(_escaped, fields)))


def game_day_state(
    game_day_id: GameDayId, seen: str = "", choice: str = "", previous_callback_id: str = ""
) -> ButtonState:
    """The state of a button or form about a Game Day."""
    return ButtonState(IncidentId(game_day_id), seen, choice, previous_callback_id)


def experiment_state(key: str, version: str = "") -> ButtonState:
    """The state of a button or form about an experiment of the catalog."""
    return ButtonState(IncidentId(0), key, version)


def team_state(name: str, choice: str = "") -> ButtonState:
    """The state of a button or form about a team."""
    return ButtonState(IncidentId(0), name, choice)


def run_state(number: ExperimentRunNumber, message: str = "") -> ButtonState:
    """The state of a button or form about a run of a chaos experiment.

    `message` is where the button was pressed, as `channel/ts`.
    """
    return ButtonState(IncidentId(0), str(number), message)


def read_button_state(value: str) -> ButtonState:
    """Also reads what older versions wrote. Raises UnknownButton for anything else."""
    try:
        number, *rest = value.split(_SEPARATOR)
        seen, choice, previous_callback_id, *_newer = [*map(_unescaped, rest), "", "", ""]
        return ButtonState(IncidentId(int(number)), seen, choice, previous_callback_id)
    except ValueError as error:
        raise UnknownButton from error


_ESCAPES = (("%", "%25"), (_SEPARATOR, "%7C"))


def _escaped(text: str) -> str:
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def _unescaped(text: str) -> str:
    for character, escape in reversed(_ESCAPES):
        text = text.replace(escape, character)
    return text


def action(name: str, detail: str) -> str:
    """Returns an action id such as `step.mitigate`: the family, and one of its buttons."""
    return f"{name}.{detail}"


def choice_of(action_id: str, choices: type[_Choice]) -> _Choice:
    """Returns which button of a family was pressed. Raises UnknownButton for an unknown one."""
    return one_of(action_id.partition(".")[2], choices)


def one_of(value: str, choices: type[_Choice]) -> _Choice:
    """Raises UnknownButton."""
    try:
        return choices(value)
    except ValueError as error:
        raise UnknownButton from error


def time_of(seen: str) -> datetime:
    """Raises UnknownButton."""
    try:
        return datetime.fromisoformat(seen)
    except ValueError as error:
        raise UnknownButton from error


def role_of(action_id: str) -> RoleKey:
    return RoleKey(action_id.partition(".")[2])
