"""What the REST API needs, and where each part comes from."""

from starlette.routing import BaseRoute

from firefighter.adapters.api.addresses import Addresses
from firefighter.adapters.api.rates import RequestRates
from firefighter.adapters.api.requests import Services
from firefighter.adapters.api.site import Api
from firefighter.adapters.slack.wording.failures import refusal
from firefighter.adapters.slack.wording.mrkdwn import plain_text
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.adapters.store.incident_views import StoredIncidentViews
from firefighter.adapters.store.programs import StoredApiAnswers
from firefighter.adapters.store.records import StoredRecords
from firefighter.bootstrap.store import Store
from firefighter.domain.errors import FirefighterError, StoreUnavailable
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.domain.mentions import mentioned_ids
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Chat
from firefighter.ports.exercise_mark import with_exercise_mark


def make_api_routes(
    store: Store, context: AppContext, chat: Chat, requests_per_minute: int
) -> list[BaseRoute]:
    def sentence(error: FirefighterError) -> str:
        kind = Kind.DRILL if error.in_drill else Kind.REAL
        text = with_exercise_mark(kind, refusal(error, context.rules))
        return plain_text(text, _names(context, text, error))

    services = Services(
        context=context,
        tokens=store.api_tokens,
        views=StoredIncidentViews(store.database, context.rules),
        answers=StoredApiAnswers(store.database),
        addresses=Addresses(context.address),
        chat=chat,
        sentence=sentence,
        records_for=lambda actor: StoredRecords(store.database, context.rules, (actor,)),
    )
    return Api(services, RequestRates(requests_per_minute), DATABASE_TIMEOUT_S).routes()


def _names(context: AppContext, text: str, error: FirefighterError) -> dict[UserId, str]:
    """Of the people whom a sentence mentions. It is still said while they cannot be read."""
    mentioned = mentioned_ids([text])
    if not mentioned or isinstance(error, StoreUnavailable):
        return {}
    try:
        people = context.records.people(mentioned)
    except StoreUnavailable:
        return {}
    return {each: person.known_name for each, person in people.items()}
