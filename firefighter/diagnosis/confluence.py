"""Checks of pages and their templates."""

from firefighter.adapters.confluence.storage_format import InvalidStorageFormat, parse
from firefighter.bootstrap.page_backends import connect_confluence, drawing_of
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_details import GameDayDetails
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.learning_report import LearningReport
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.severity import Severity
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.outgoing import CallRefused, OutgoingError
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings

_ACCOUNT_SETTINGS = "CONFLUENCE_USERNAME, CONFLUENCE_API_TOKEN and CONFLUENCE_SPACE"


def pages(settings: Settings) -> str:
    environment = settings.environment
    confluence = connect_confluence(settings, RateLimits(), SystemClock())
    if confluence is None:
        return (
            f"Stored by the bot and served at {environment.firefighter_url}postmortems/ "
            "(FIREFIGHTER_URL). To use Confluence instead, set CONFLUENCE_URL."
        )
    parent_id = environment.confluence_parent_id
    try:
        space, missing = confluence.space_name(), confluence.missing_rights()
    except CallRefused as refused:
        raise _settings_error(refused, _ACCOUNT_SETTINGS) from refused
    except OutgoingError as error:
        raise _settings_error(error, "CONFLUENCE_URL") from error
    if missing:
        raise SettingsError(
            f"The account lacks permission to {' and '.join(missing)} in the space {space}: grant "
            "it in the space's permissions."
        )
    try:
        parent = f"“{confluence.page_title(parent_id)}”" if parent_id else "its home page"
    except CallRefused as refused:
        raise _settings_error(refused, "CONFLUENCE_PARENT_ID") from refused
    text = (
        "Permissions not checked: Data Center does not report them."
        if missing is None
        else "The account has all permissions it needs."
    )
    return f"Created in the space {space} of {environment.confluence_url}, under {parent}. {text}"


def _settings_error(error: OutgoingError, names: str) -> SettingsError:
    return SettingsError(f"{error}: check {names}.")


def templates(settings: Settings) -> str:
    """Checks that the company's own templates produce valid storage format."""
    now = SystemClock().now()
    incident = Incident.declare(
        incident_id=IncidentId(1),
        title="Template test",
        summary="",
        severity=Severity.SEV1,
        policy=settings.policy.rules().policy(Severity.SEV1),
        services=(),
        private=False,
        actor=UserId("U0"),
        now=now,
    )
    details = GameDayDetails(title=incident.title)
    game_day = GameDay.create(GameDayId(1), details, wall_token="", actor=UserId("U0"), now=now)
    renderer = drawing_of(settings)
    try:
        for content in (Postmortem(incident), LearningReport(game_day)):
            parse(renderer.body(content))
    except InvalidStorageFormat as error:
        raise SettingsError(
            f"A template in postmortem.templates is not well-formed: {error}."
        ) from error
    return "Valid."
