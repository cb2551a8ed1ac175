"""The only place where concrete classes meet."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from starlette.applications import Starlette

from firefighter import charts
from firefighter.bootstrap.pages import open_shelves, read_live
from firefighter.bootstrap.paging import open_pager
from firefighter.confluence.kept import serving
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.effects.gates import Gates
from firefighter.effects.plan import plan
from firefighter.effects.registry import find_effects
from firefighter.foundation import SystemClock
from firefighter.occasions.digest_round import first_round
from firefighter.occasions.learn_groups import learn_groups
from firefighter.occasions.plan import foresee
from firefighter.occasions.registry import find_occasions, keeping
from firefighter.ports.answering import answering_within
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import Clock, House
from firefighter.ports.store import DeliveryId
from firefighter.settings.settings import Settings
from firefighter.slack.app import make_app
from firefighter.slack.calls import Calls, make_client
from firefighter.slack.dispatch import Dispatch
from firefighter.slack.door import Door, NotFromSlack, NotUnderstood
from firefighter.slack.gateway import SlackChat
from firefighter.slack.groups import KnownGroups
from firefighter.slack.incoming import Incoming
from firefighter.slack.registry import find_features
from firefighter.slack.tongues import Tongues
from firefighter.store import schema
from firefighter.store.calendar import StoredCalendar, given_up_appointments
from firefighter.store.database import PATIENCE_S, Database
from firefighter.store.outbox import StoredOutbox
from firefighter.store.pages import StoredPageFiles
from firefighter.store.records import StoredRecords
from firefighter.store.statistics import StoredStatistics
from firefighter.store.tables import EffectState
from firefighter.store.unit_of_work import StoredUnits
from firefighter.usecases.appoint import appoint
from firefighter.web.metrics import Backlog, Metrics
from firefighter.web.site import OnSlackRequest, Pages, Reply, make_site, make_watched_site
from firefighter.worker.attempt import Attempts
from firefighter.worker.pace import Pace
from firefighter.worker.timekeeper import Timekeeper
from firefighter.worker.worker import Worker

log = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 2
"""For the few calls made while a person waits; Slack gives up on us after 3 s."""


@dataclass(frozen=True)
class Bot:
    """Everything wired, nothing started."""

    database: Database
    house: House
    outbox: StoredOutbox
    worker: Worker
    timekeeper: Timekeeper
    app: App
    site: Starlette
    watched_site: Starlette
    """Health and metrics alone, for a process that does not answer Slack."""

    def start_working(self) -> None:
        """Does effects, and what is due, in threads of their own. Raises StoreUnavailable."""
        with answering_within(PATIENCE_S):
            self._begin_rounds()
            self._retry_homeless()
            self._learn_groups()
        self.worker.start()
        self.timekeeper.start()

    def _learn_groups(self) -> None:
        """Who is in them may have changed while nobody was listening, and so may the settings."""
        try:
            with self.house.units(DeliveryId(f"start:{uuid4()}")) as unit:
                learn_groups(unit, self.house.rules, self.house.clock.now())
        except StoreUnavailable as error:
            log.warning("Rights go by the user groups as they were last known: %s", error)

    def _retry_homeless(self) -> None:
        """What was given up and shows on no panel: whoever mended the cause starts us again."""
        try:
            again = self.outbox.retry_homeless()
        except StoreUnavailable as error:
            log.warning("What was given up is not tried again: %s", error)
        else:
            if again:
                log.info("Trying %s again that were given up and belong to no incident.", again)

    def stop_working(self) -> None:
        """Takes nothing new, and waits for what is under way, within the worker's patience."""
        self.timekeeper.stop()
        self.worker.stop()

    def _begin_rounds(self) -> None:
        """What comes again and again appoints itself; somebody has to begin."""
        house = self.house
        if house.rules.managers:
            now = house.clock.now()
            with suppress(AlreadyHandled):
                appoint(house, first_round(now).appointed(not_before=now))

    def socket_mode(self, app_token: str) -> SocketModeHandler:
        """A connection to Slack that needs no address of ours; not yet opened."""
        client = WebClient(base_url=self.app.client.base_url)
        return SocketModeHandler(self.app, app_token, web_client=client)


def assemble(settings: Settings, database: Database, clock: Clock | None = None) -> Bot:
    """Raises SettingsError when the bot's token is not set."""
    rules, clock = settings.policy.rules(), clock or _clock(settings)
    token = settings.environment.secret("slack_bot_token")
    api_url = settings.environment.slack_api_url
    gates, outbox, courtesy = Gates(), StoredOutbox(database, clock), Courtesy()
    metrics = Metrics(lambda: find_backlog(database, clock))

    def chat(client: WebClient) -> SlackChat:
        calls = Calls(client, gates, clock)
        return SlackChat(calls, rules, settings.policy.incidents_channel, charts.png)

    def wake() -> None:
        worker.wake()

    hasty = make_client(token, api_url, ANSWER_TIMEOUT_S)
    asking = Calls(hasty, Gates(), clock)
    units = StoredUnits(database, rules, clock, plan, wake, foresee=foresee)
    house = House(
        units=units,
        records=StoredRecords(database, rules),
        clock=clock,
        rules=rules,
        statistics=StoredStatistics(database, rules, clock),
        groups=KnownGroups(asking, clock),
        readings=read_live(settings, database, clock),
        language=settings.policy.language,
    )
    worker = Worker(
        Attempts(
            outbox=outbox,
            house=house,
            pages=open_shelves(settings, database, gates, clock),
            chat=chat(make_client(token, api_url, settings.policy.worker.call_timeout_s)),
            gates=gates,
            kinds=find_effects(),
            meter=metrics,
            pager=open_pager(settings, gates, clock),
            pace=Pace(
                threads=settings.policy.worker.threads,
                lease_s=settings.policy.worker.lease_s,
            ),
        ),
        courtesy,
    )
    calendar = StoredCalendar(database, clock, units)
    timekeeper = Timekeeper(calendar, keeping(find_occasions(), rules), clock)
    asked = chat(hasty)
    dispatch = Dispatch(
        find_features(),
        Incoming(house, asking, asked),
        house,
        Tongues(house, courtesy),
        asked,
        metrics,
    )
    secret = settings.environment.slack_signing_secret
    app = make_app(dispatch, hasty, metrics, courtesy)
    door = Door(app, secret.get_secret_value() if secret else None)
    is_healthy = _looking_at(database)
    address = settings.environment.firefighter_url
    pages = _in_time(serving(StoredPageFiles(database), settings.policy.language, address))
    site = make_site(_answering(door), is_healthy, metrics.text, pages)
    watched = make_watched_site(is_healthy, metrics.text)
    return Bot(database, house, outbox, worker, timekeeper, app, site, watched)


def _clock(settings: Settings) -> SystemClock:
    return SystemClock(timedelta(seconds=settings.environment.firefighter_clock_ahead_s))


def find_backlog(database: Database, clock: Clock) -> Backlog | None:
    """None when the database is away."""
    outbox = StoredOutbox(database, clock)
    try:
        with answering_within(PATIENCE_S):
            unsettled, oldest = outbox.unsettled(), outbox.oldest_unsettled()
            given_up = given_up_appointments(database)
    except StoreUnavailable:
        return None
    age_s = (clock.now() - oldest).total_seconds() if oldest else 0.0
    return Backlog(
        pending=unsettled.get(EffectState.PENDING, 0),
        parked=unsettled.get(EffectState.PARKED, 0),
        oldest_pending_s=max(age_s, 0.0),
        given_up=given_up,
    )


def _answering(door: Door) -> OnSlackRequest:
    def answer(body: str, headers: Mapping[str, str]) -> Reply:
        try:
            response = door.answer(body, headers)
        except NotFromSlack:
            return Reply(401, {}, "Not signed by Slack, or too long ago.")
        except NotUnderstood:
            return Reply(400, {}, "This is not what Slack sends.")
        sent = response.first_headers_without_set_cookie()
        return Reply(response.status, sent, response.body or "")

    return answer


def _in_time(pages: Pages) -> Pages:
    """A database that is silent must not keep the threads that answer Slack."""

    def find(name: str) -> tuple[str, str | bytes] | None:
        with answering_within(PATIENCE_S):
            return pages(name)

    return find


def _looking_at(database: Database) -> Callable[[], bool]:
    def is_healthy() -> bool:
        try:
            with answering_within(PATIENCE_S):
                return schema.is_current(database)
        except StoreUnavailable:
            return False

    return is_healthy
