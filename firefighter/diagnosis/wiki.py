"""Where post-mortem pages go, and whether they can."""

from firefighter.bootstrap.pages import connect_confluence, drawing_of
from firefighter.confluence.storage import NotReadable, parse
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.severity import Severity
from firefighter.effects.gates import Gates
from firefighter.foundation import SystemClock
from firefighter.ports.pages import PagesError, PagesRefused
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings

_WHO_AND_WHERE = "CONFLUENCE_USERNAME, CONFLUENCE_API_TOKEN and CONFLUENCE_SPACE"


def pages(settings: Settings) -> str:
    environment = settings.environment
    wiki = connect_confluence(settings, Gates(), SystemClock())
    if wiki is None:
        return (
            f"They are kept here and served at {environment.firefighter_url}postmortems/, which is "
            "FIREFIGHTER_URL. To have them in Confluence, set CONFLUENCE_URL."
        )
    parent = environment.confluence_parent_id
    try:
        space, missing = wiki.space_name(), wiki.missing_rights()
    except PagesRefused as refused:
        raise _look_at(refused, _WHO_AND_WHERE) from refused
    except PagesError as error:
        raise _look_at(error, "CONFLUENCE_URL") from error
    if missing:
        raise SettingsError(
            f"The account may not {' nor '.join(missing)} in the space {space}: give it that among "
            "the space's permissions."
        )
    try:
        above = f"under “{wiki.page_title(parent)}”" if parent else "under its home page"
    except PagesRefused as refused:
        raise _look_at(refused, "CONFLUENCE_PARENT_ID") from refused
    rights = (
        "Whether the account may add pages and attachments, Data Center does not tell."
        if missing is None
        else "The account may add what it has to."
    )
    return f"They go to the space {space} of {environment.confluence_url}, {above}. {rights}"


def _look_at(error: PagesError, names: str) -> SettingsError:
    return SettingsError(f"{error}: look at {names}.")


def templates(settings: Settings) -> str:
    """Whether the company's own templates draw a page that Confluence can read."""
    now = SystemClock().now()
    incident = Incident.declare(
        incident_id=IncidentId(1),
        title="A page to try the templates",
        summary="",
        severity=Severity.SEV1,
        policy=settings.policy.rules().policy(Severity.SEV1),
        services=(),
        private=False,
        actor=UserId("U0"),
        now=now,
    )
    try:
        parse(drawing_of(settings).body(Postmortem(incident)))
    except NotReadable as error:
        raise SettingsError(
            f"A template of postmortem.templates is not well-formed: {error}."
        ) from error
    return "They draw a page that can be read."
