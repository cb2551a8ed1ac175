"""The moments at which one rule of the outbox decides."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import psycopg
from sqlalchemy import select

from firefighter.playground.slack import (
    DropAfterDoing,
    Hang,
    Message,
    Reply,
    ServerError,
)
from firefighter.playground.slack.records import Json
from firefighter.slack.registry import COMMAND
from firefighter.store.database import Database
from firefighter.store.tables import EffectRow
from tests.chaos.stage import Stage
from tests.chaos.town import ON_CALL

_SLOW_S = 0.8
_SOON_S = 30.0
_LOOK_EVERY_S = 0.02


def delivered_twice(stage: Stage) -> None:
    """The same command arrives twice."""
    stage.slack.redeliver(_declare(stage, "sev4"))


def posted_without_an_answer(stage: Stage) -> None:
    """The announcement is posted, but the connection breaks before Slack's answer."""
    stage.slack.faults.answer("chat.postMessage", DropAfterDoing())
    _declare(stage, "sev4")
    _wait_for_announcement(stage)


def room_made_without_an_answer(stage: Stage) -> None:
    stage.slack.faults.answer("conversations.create", DropAfterDoing())
    _declare(stage, "sev1")
    _wait(lambda: stage.slack.calls_of("conversations.create"))


def paged_without_an_answer(stage: Stage) -> None:
    """PagerDuty rings people, but the connection breaks before its answer."""
    panel = _declared_panel(stage)
    stage.pagerduty.faults.answer("enqueue", DropAfterDoing())
    ana = stage.town.people[0]
    ana.press(panel, action_id="page")
    ana.submit({"whom": f"service:{ON_CALL}", "reason": "~ana-2~ It is down"})
    _wait(lambda: len(stage.pagerduty.calls) > 1)
    stage.wait_until_done(_SOON_S)


def back_from_the_dead(stage: Stage) -> None:
    """A worker stands still while it posts, is taken over, and reports its failure afterwards.

    Calls take long, so that who would try a third time looks before the second is through.
    """
    stage.slack.latency_s = 3.4
    posting = threading.Event()
    stage.slack.faults.answer("chat.postMessage", Hang(6.0), when=_noticed(posting))
    _declare(stage, "sev4")
    posting.wait(_SOON_S)
    claimed = _effect(stage, "post_announcement")
    worker = next(
        each for each in stage.fleet.workers if f":{each.pid}" in str(claimed and claimed.leased_by)
    )
    worker.signal(signal.SIGSTOP)
    _wait(lambda: _fence(stage, "post_announcement") > 1)
    worker.signal(signal.SIGCONT)
    _wait_for_announcement(stage)
    stage.wait_until_done(_SOON_S)


def settled_while_another_enqueues(stage: Stage) -> None:
    """An effect is done at the moment at which another that waits for it is being enqueued."""
    panel = _declared_panel(stage)
    stage.slack.latency_s = 1.0
    ana, ben = stage.town.people[:2]
    ana.press(panel, action_id="step.investigate")
    _wait(lambda: _is_held(stage, "post_line"))
    with _nobody_may_wait(stage) as (someone_enqueues, someone_settles):
        press = threading.Thread(target=lambda: ben.press(panel, action_id="role.scribe"))
        press.start()
        _wait(someone_enqueues)
        _wait(someone_settles)
    press.join()


def first_line_fails(stage: Stage) -> None:
    """Two changes, and the first one's line is refused once."""
    panel = _declared_panel(stage)
    stage.slack.faults.answer("chat.postMessage", ServerError(), times=2, when=_says("investig"))
    ana, ben = stage.town.people[:2]
    ana.press(panel, action_id="step.investigate")
    ben.press(panel, action_id="role.scribe")
    stage.wait_until_done(_SOON_S)


def changed_while_drawing(stage: Stage) -> None:
    """Something changes while Slack is being told how it was before."""
    panel = _declared_panel(stage)
    ana, ben = stage.town.people[:2]
    ben.press(panel, action_id="severity.SEV3")  # opens a form: a call, which would take as long
    stage.slack.latency_s = _SLOW_S
    ana.press(panel, action_id="step.investigate")
    _wait(lambda: _is_held(stage, "refresh_card"))
    ben.submit({"reason": "~ben-1~ It grows"})
    stage.wait_until_done(_SOON_S)


def slow_and_failing(stage: Stage) -> None:
    """Calls take 0.8 s, and the first post fails."""
    stage.slack.latency_s = _SLOW_S
    stage.slack.faults.answer("chat.postMessage", ServerError())
    _declare(stage, "sev4")
    _wait_for_announcement(stage)
    stage.wait_until_done(_SOON_S)


def announcement_late(stage: Stage) -> None:
    """The announcement fails a few times, and its panel has to wait for it."""
    stage.slack.faults.answer("chat.postMessage", ServerError(), times=3)
    _declare(stage, "sev4")
    _wait_for_announcement(stage)


def made_private(stage: Stage, severity: str = "sev4") -> None:
    """What everybody could read of an incident is for a few people from now on."""
    panel = _declared_panel(stage, severity)
    ana = stage.town.people[0]
    ana.press(panel, action_id="more")
    if ana.view is None:
        raise ValueError("There is no list behind More.")
    ana.press(ana.view, action_id="more.private")
    ana.submit()
    stage.wait_until_done(_SOON_S)


def made_private_with_a_room(stage: Stage) -> None:
    made_private(stage, "sev1")


def mentioned_while_the_database_is_away(stage: Stage) -> None:
    server = stage.server
    if server is None:
        raise ValueError("Only PostgreSQL can be away.")
    go_on = threading.Event()
    crash = threading.Thread(target=server.crash, args=(_SOON_S, go_on))
    crash.start()
    _wait(lambda: server.crashes)
    stage.town.people[0].post("general", "@firefighter ~ana-1~?")
    _wait(lambda: stage.slack.deliveries)
    go_on.set()
    crash.join()


def _declare(stage: Stage, severity: str) -> Reply:
    words = f"open {severity} ~ana-1~ Checkout returns 500"
    return stage.town.people[0].command("general", COMMAND, words)


def _wait_for_announcement(stage: Stage) -> None:
    _wait(lambda: _announcements(stage))


def _announcements(stage: Stage) -> list[Message]:
    said = stage.slack.messages("incidents")
    return [each for each in said if each.by_bot and each.subtype is None]


def _declared_panel(stage: Stage, severity: str = "sev4") -> Message:
    _declare(stage, severity)
    stage.wait_until_done(_SOON_S)
    return stage.town.look_around()[0]


def _wait(condition: Callable[[], object]) -> None:
    """Looks often: much of it is in the database, and the local Slack hears of no change there."""
    pause, ends = threading.Event(), monotonic() + _SOON_S
    while not condition():
        if monotonic() > ends:
            raise TimeoutError("It did not come to that moment.")
        pause.wait(_LOOK_EVERY_S)


def _effect(stage: Stage, kind: str) -> EffectRow | None:
    """The newest of its kind."""
    database = Database(stage.database_url)
    try:
        with database.reading() as session:
            found = session.scalar(
                select(EffectRow).where(EffectRow.kind == kind).order_by(EffectRow.id.desc())
            )
            session.expunge_all()
            return found
    finally:
        database.close()


def _fence(stage: Stage, kind: str) -> int:
    found = _effect(stage, kind)
    return found.fence if found else 0


def _is_held(stage: Stage, kind: str) -> bool:
    found = _effect(stage, kind)
    return found is not None and found.leased_by is not None


def _noticed(event: threading.Event) -> Callable[[Json], bool]:
    def noticed(_arguments: Json) -> bool:
        event.set()
        return True

    return noticed


def _says(words: str) -> Callable[[Json], bool]:
    return lambda arguments: words in str(arguments.get("text"))


_WAITING = "SELECT query FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


@contextmanager
def _nobody_may_wait(
    stage: Stage,
) -> Iterator[tuple[Callable[[], bool], Callable[[], bool]]]:
    """Holds everybody who wants to write down, or cross out, that one effect waits for another."""
    with psycopg.connect(stage.database_url) as holding:
        with psycopg.connect(stage.database_url, autocommit=True) as looking:
            holding.execute("LOCK TABLE effect_needs IN SHARE MODE")

            def waiting() -> list[str]:
                return [str(query) for (query,) in looking.execute(_WAITING).fetchall()]

            def enqueues(query: str) -> bool:
                return "INSERT INTO effect_needs" in query

            yield (
                lambda: any(map(enqueues, waiting())),
                lambda: any(not enqueues(each) for each in waiting()),
            )
        holding.rollback()
