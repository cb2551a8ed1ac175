"""One request of a program, and what it is answered with."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from pydantic import BaseModel

from firefighter.adapters.api.addresses import Addresses
from firefighter.adapters.api.models import Incident as IncidentModel
from firefighter.adapters.api.representation import People, incident_model, incident_models
from firefighter.domain.api_tokens import SEE_PRIVATE, ApiToken
from firefighter.domain.errors import Conflict, EditConflict, FirefighterError
from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.api_answers import ApiAnswer, ApiAnswers
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Chat
from firefighter.ports.incident_views import IncidentView, IncidentViews
from firefighter.ports.people import Person
from firefighter.ports.records import Records
from firefighter.ports.store import DeliveryId, UnitOfWork, UnitOfWorkFactory

ANY_STATE = "*"
"""https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1."""


@dataclass(frozen=True)
class Services:
    """What the API needs from the rest of the program."""

    context: AppContext
    tokens: ApiTokens
    views: IncidentViews
    answers: ApiAnswers
    addresses: Addresses
    chat: Chat
    """Puts events into words."""
    sentence: Callable[[FirefighterError], str]
    """What people are told in Slack, as plain text."""
    records_for: Callable[[UserId], Records]
    """Records in which this actor sees private incidents."""


@dataclass(frozen=True)
class Reply:
    body: BaseModel
    version: int | None = None
    """Of the incident, for the ETag."""


Q = TypeVar("Q", bound=BaseModel)
B = TypeVar("B", bound=BaseModel)


_NO_DELIVERY = DeliveryId("")


@dataclass(frozen=True)
class ApiRequest(Generic[Q, B]):
    services: Services
    token: ApiToken
    path: Mapping[str, str]
    incident_id: IncidentId
    """Zero if the path names none."""
    query: Q
    body: B
    delivery: DeliveryId = _NO_DELIVERY
    request_hash: str = ""
    if_match: str = ""
    kept: list[ApiAnswer] = field(default_factory=list)
    """The answer, once the transaction has made it."""

    @property
    def actor(self) -> UserId:
        return self.token.actor

    @property
    def sees_private(self) -> bool:
        return self.token.allows(SEE_PRIVATE)

    @property
    def context(self) -> AppContext:
        """For use cases: with the rights of this token."""
        context = self.services.context
        if not self.sees_private:
            return context
        return replace(context, records=self.services.records_for(self.actor))

    def view(self) -> IncidentView:
        """The incident that the path names. Raises UnknownIncident."""
        return self.services.views.get(self.incident_id, private=self.sees_private)

    def people(self, ids: Collection[UserId]) -> Mapping[UserId, Person]:
        return self.services.context.records.people(ids)

    def incidents(self, views: Sequence[IncidentView]) -> list[IncidentModel]:
        rules, address = self.services.context.rules, self.services.addresses.current()
        return incident_models(views, rules, People(self.people), address)

    def changing(self, *, status: int = 200) -> AppContext:
        """For a use case that changes the incident of the path, in one transaction.

        The transaction checks If-Match, and stores the answer.
        """
        self.view()  # a private one does not exist without the right
        units = _AnsweringUnits(self.context.units, self._check, self._answering(status))
        return replace(self.context, units=units)

    def answer(self) -> Callable[[UnitOfWork, IncidentId, int], None]:
        """For a use case that calls it in its transaction, with the incident and the status."""
        address = self.services.addresses.current()

        def keep(unit: UnitOfWork, incident_id: IncidentId, status: int) -> None:
            def make() -> ApiAnswer:
                view = unit.view(incident_id, private=self.sees_private)
                rules = self.services.context.rules
                model = incident_model(view, rules, People(unit.people), address)
                body, version = model.model_dump_json(), view.incident.version
                answer = ApiAnswer(self.request_hash, status, version, body)
                self.kept.append(answer)
                return answer

            unit.keep_answer(self.delivery, make)

        return keep

    def _check(self, unit: UnitOfWork) -> None:
        """Raises EditConflict unless the incident is as the program saw it."""
        if self.if_match in {"", ANY_STATE}:
            return
        version = unit.incidents.get(self.incident_id).version
        if etag(version) not in {each.strip() for each in self.if_match.split(",")}:
            raise EditConflict(Conflict.INCIDENT, "")

    def _answering(self, status: int) -> Callable[[UnitOfWork], None]:
        keep = self.answer()
        return lambda unit: keep(unit, self.incident_id, status)


def etag(version: int) -> str:
    return f'"{version}"'


@dataclass(frozen=True)
class _AnsweringUnits:
    """Transactions that begin with a check, and end with the answer to the program."""

    units: UnitOfWorkFactory
    check: Callable[[UnitOfWork], None]
    answer: Callable[[UnitOfWork], None]

    @contextmanager
    def __call__(self, delivery: DeliveryId | None) -> Iterator[UnitOfWork]:
        with self.units(delivery) as unit:
            self.check(unit)
            yield unit
            self.answer(unit)
