"""The situations in which one rule of the outbox decides."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import psycopg
from sqlalchemy import select

from firefighter.adapters.slack.blocks.drills import PAUSE, STOP
from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import EffectRow
from firefighter.playground.slack import DropAfterDoing, Hang, Message, Reply, ServerError
from firefighter.playground.slack.records import Json
from tests.chaos.deployment import Deployment
from tests.chaos.drill_runner import SCENARIO
from tests.chaos.game_master import TEAMS, GameMaster
from tests.chaos.progress import Progress
from tests.chaos.workspace import ON_CALL, elements

_SLOW_S = 0.8
_SOON_S = 30.0
_POLL_INTERVAL_S = 0.02
_INJECT_DUE_S = 8.0
"""Longer than the scenario's inject takes after the mitigation, and than a retry waits."""
_ALONE_S = 90.0
"""Longer than the drill."""
_REFUSED_S = 3.0
"""Longer than a call may be on its way when a drill is paused."""
_GAME_DAY_S = 60.0


def delivered_twice(deployment: Deployment) -> None:
    """The same command arrives twice."""
    deployment.slack.redeliver(_declare(deployment, "sev4"))


def posted_without_an_answer(deployment: Deployment) -> None:
    """The announcement is posted, but the connection breaks before Slack's answer."""
    deployment.slack.faults.answer("chat.postMessage", DropAfterDoing())
    _declare(deployment, "sev4")
    _wait_for_announcement(deployment)


def channel_created_without_an_answer(deployment: Deployment) -> None:
    deployment.slack.faults.answer("conversations.create", DropAfterDoing())
    _declare(deployment, "sev1")
    _wait(lambda: deployment.slack.calls_of("conversations.create"))


def paged_without_an_answer(deployment: Deployment) -> None:
    """PagerDuty alerts people, but the connection breaks before its answer."""
    panel = _declared_panel(deployment)
    deployment.pagerduty.faults.answer("enqueue", DropAfterDoing())
    ana = deployment.workspace.people[0]
    ana.press(panel, action_id="page")
    ana.submit({"whom": f"service:{ON_CALL}", "reason": "~ana-2~ It is down"})
    _wait(lambda: len(deployment.pagerduty.calls) > 1)
    deployment.wait_until_done(_SOON_S)


def back_from_the_dead(deployment: Deployment) -> None:
    """A worker pauses while it posts, is taken over, and reports its failure afterwards.

    Calls take long, so that a third try would check before the second call is through.
    """
    deployment.slack.latency_s = 3.4
    posting = threading.Event()
    deployment.slack.faults.answer("chat.postMessage", Hang(6.0), when=_noticed(posting))
    _declare(deployment, "sev4")
    posting.wait(_SOON_S)
    claimed = _effect(deployment, "post_announcement")
    worker = next(
        each
        for each in deployment.bot_processes.workers
        if f":{each.pid}" in str(claimed and claimed.leased_by)
    )
    worker.signal(signal.SIGSTOP)
    _wait(lambda: _fence(deployment, "post_announcement") > 1)
    worker.signal(signal.SIGCONT)
    _wait_for_announcement(deployment)
    deployment.wait_until_done(_SOON_S)


def settled_while_another_enqueues(deployment: Deployment) -> None:
    """An effect is done while another that needs it is being enqueued."""
    panel = _declared_panel(deployment)
    deployment.slack.latency_s = 1.0
    ana, ben = deployment.workspace.people[:2]
    ana.press(panel, action_id="step.investigate")
    _wait(lambda: _is_held(deployment, "post_line"))
    with _nobody_may_wait(deployment) as (someone_enqueues, someone_settles):
        press = threading.Thread(target=lambda: ben.press(panel, action_id="role.commander"))
        press.start()
        _wait(someone_enqueues)
        _wait(someone_settles)
    press.join()


def first_line_fails(deployment: Deployment) -> None:
    """Two changes, and the first one's line is refused once."""
    panel = _declared_panel(deployment)
    deployment.slack.faults.answer(
        "chat.postMessage", ServerError(), times=2, when=_says("investig")
    )
    ana, ben = deployment.workspace.people[:2]
    ana.press(panel, action_id="step.investigate")
    ben.press(panel, action_id="role.commander")
    deployment.wait_until_done(_SOON_S)


def changed_while_drawing(deployment: Deployment) -> None:
    """Something changes while an edit of the previous state is in progress."""
    panel = _declared_panel(deployment)
    ana, ben = deployment.workspace.people[:2]
    # Opens the list: a call that would take as long.
    ben.press(panel, action_id="choose_severity")
    deployment.slack.latency_s = _SLOW_S
    ana.press(panel, action_id="step.investigate")
    _wait(lambda: _is_held(deployment, "refresh_card"))
    if ben.view is None:
        raise ValueError("There is no list behind Severity.")
    ben.press(ben.view, action_id="severity.SEV3")
    deployment.wait_until_done(_SOON_S)


def slow_and_failing(deployment: Deployment) -> None:
    """Calls take 0.8 s, and the first post fails."""
    deployment.slack.latency_s = _SLOW_S
    deployment.slack.faults.answer("chat.postMessage", ServerError())
    _declare(deployment, "sev4")
    _wait_for_announcement(deployment)
    deployment.wait_until_done(_SOON_S)


def announcement_late(deployment: Deployment) -> None:
    """The announcement fails a few times, and its panel must wait for it."""
    deployment.slack.faults.answer("chat.postMessage", ServerError(), times=3)
    _declare(deployment, "sev4")
    _wait_for_announcement(deployment)


def made_private(deployment: Deployment, severity: str = "sev4") -> None:
    """An incident becomes private."""
    panel = _declared_panel(deployment, severity)
    ana = deployment.workspace.people[0]
    ana.press(panel, action_id="more")
    if ana.view is None:
        raise ValueError("There is no list behind More.")
    ana.press(ana.view, action_id="more.private")
    ana.submit()
    deployment.wait_until_done(_SOON_S)


def made_private_with_a_channel(deployment: Deployment) -> None:
    made_private(deployment, "sev1")


def drill_goes_on(deployment: Deployment) -> None:
    """Several changes in a drill, each of which looks for injects that are due."""
    panel = _mitigated_drill(deployment)
    _wait(lambda: _effect(deployment, "post_inject"))
    deployment.workspace.people[0].press(panel, action_id="role.commander")
    deployment.wait_until_done(_SOON_S)


def drill_paused(deployment: Deployment) -> None:
    """A drill is paused while an inject is about to be due."""
    panel = _mitigated_drill(deployment)
    deployment.workspace.people[0].press(panel, action_id="pause_drill")
    threading.Event().wait(_INJECT_DUE_S)


def drill_stopped(deployment: Deployment) -> None:
    """A drill is stopped while an inject is about to be due."""
    panel = _mitigated_drill(deployment)
    ana = deployment.workspace.people[0]
    ana.press(panel, action_id="stop_drill")
    ana.submit()
    threading.Event().wait(_INJECT_DUE_S)


def _mitigated_drill(deployment: Deployment) -> Message:
    """Six seconds later, its scenario has an inject. Returns its panel as it is now."""
    ana = deployment.workspace.people[0]
    ana.command("general", COMMAND, "drill closed-doors")
    ana.submit({"title": "~ana-1~ Doors", "team": [ana.id]})
    deployment.wait_until_done(_SOON_S)
    panel = deployment.workspace.find_panels()[0]
    ana.press(panel, action_id="step.investigate")
    deployment.wait_until_done(_SOON_S)
    panel = deployment.slack.message(panel.channel, panel.ts)
    ana.press(panel, action_id="step.mitigate")
    ana.submit({"note": "~ana-2~ By hand"})
    return deployment.slack.message(panel.channel, panel.ts)


def drill_left_alone(deployment: Deployment) -> None:
    """Nothing happens in a drill, so that only its clock can send what is due, until its end."""
    panel = _drill(deployment)
    _wait(lambda: not _offers(deployment, panel, STOP), _ALONE_S)


def drill_with_a_hint(deployment: Deployment) -> None:
    """Its team earns something and pays for a hint."""
    panel = _drill(deployment)
    ana = deployment.workspace.people[0]
    ana.press(panel, action_id="role.commander")
    ana.press(panel, action_id="hints")
    if ana.view is None:
        raise ValueError("There is no list behind Hint.")
    ana.press(ana.view, action_id="take_hint.by-hand")


def drill_that_pages(deployment: Deployment) -> None:
    panel = _drill(deployment)
    ana = deployment.workspace.people[0]
    ana.press(panel, action_id="page")
    ana.submit({"whom": f"service:{ON_CALL}", "reason": "~ana-2~ It is down"})
    deployment.wait_until_done(_SOON_S)


def paused_before_slack_took_an_inject(deployment: Deployment) -> None:
    """An inject is due and fails to be posted; its retry comes while the drill is paused."""
    _with_a_failed_inject(deployment, PAUSE)


def stopped_before_slack_took_an_inject(deployment: Deployment) -> None:
    """As above, once the drill is stopped."""
    _with_a_failed_inject(deployment, STOP)


def game_day_with_a_winner(deployment: Deployment) -> None:
    """One of two teams takes command."""
    workspace = deployment.workspace
    master = GameMaster(
        workspace,
        deployment.bot_processes,
        Progress(deployment.scale),
        deployment.find_game_day,
        "",
        threading.Event(),
    )
    playing = threading.Thread(target=master.play_one, daemon=True)
    playing.start()
    _wait(lambda: len(_drill_panels(deployment)) == len(TEAMS), _GAME_DAY_S)
    red = _drill_panels(deployment)[0]
    hero = workspace.people[0]
    if hero.id not in deployment.slack.channel(red.channel).members:
        hero.join(red.channel)
    hero.press(red, action_id="role.commander")
    playing.join()


def _with_a_failed_inject(deployment: Deployment, ending: str) -> None:
    panel, ana = _drill(deployment), deployment.workspace.people[0]
    failing = threading.Event()
    refusing = threading.Event()
    refusing.set()

    def refuses(arguments: Json) -> bool:
        is_inject = "knocking" in str(arguments.get("text")) and refusing.is_set()
        if is_inject:
            failing.set()
        return is_inject

    deployment.slack.faults.answer("chat.postMessage", ServerError(), times=None, when=refuses)
    failing.wait(_SOON_S)
    ana.press(panel, action_id=ending)
    if ending == STOP:
        ana.submit()
    threading.Event().wait(_REFUSED_S)
    refusing.clear()
    threading.Event().wait(_INJECT_DUE_S)


def _offers(deployment: Deployment, panel: Message, action_id: str) -> bool:
    now = deployment.slack.message(panel.channel, panel.ts)
    return action_id in {each["action_id"] for each in elements(now)}


def _drill(deployment: Deployment) -> Message:
    """A drill in which something is due every few seconds. Returns its panel."""
    ana = deployment.workspace.people[0]
    ana.command("general", COMMAND, f"drill {SCENARIO}")
    ana.submit({"title": "~ana-1~ Lift", "team": [ana.id]})
    _wait(lambda: _drill_panels(deployment))
    return _drill_panels(deployment)[0]


def _drill_panels(deployment: Deployment) -> list[Message]:
    """Those in the channels of drills."""
    everywhere = deployment.workspace.find_panels()
    names = {each.channel: deployment.slack.channel(each.channel).name for each in everywhere}
    return [each for each in everywhere if "-exercise-" in names[each.channel]]


def mentioned_while_the_database_is_away(deployment: Deployment) -> None:
    server = deployment.server
    if server is None:
        raise ValueError("Only PostgreSQL can be away.")
    go_on = threading.Event()
    crash = threading.Thread(target=server.crash, args=(_SOON_S, go_on))
    crash.start()
    _wait(lambda: server.crashes)
    deployment.workspace.people[0].post("general", "@firefighter ~ana-1~?")
    _wait(lambda: deployment.slack.deliveries)
    go_on.set()
    crash.join()


def _declare(deployment: Deployment, severity: str) -> Reply:
    words = f"open {severity} ~ana-1~ Checkout returns 500"
    return deployment.workspace.people[0].command("general", COMMAND, words)


def _wait_for_announcement(deployment: Deployment) -> None:
    _wait(lambda: _announcements(deployment))


def _announcements(deployment: Deployment) -> list[Message]:
    said = deployment.slack.messages("incidents")
    return [each for each in said if each.is_posted_by_bot]


def _declared_panel(deployment: Deployment, severity: str = "sev4") -> Message:
    _declare(deployment, severity)
    deployment.wait_until_done(_SOON_S)
    return deployment.workspace.find_panels()[0]


def _wait(condition: Callable[[], object], longest_s: float = _SOON_S) -> None:
    """Polls often: much of it is in the database, whose changes the local Slack does not see."""
    pause, ends = threading.Event(), monotonic() + longest_s
    while not condition():
        if monotonic() > ends:
            raise TimeoutError("It did not come to that moment.")
        pause.wait(_POLL_INTERVAL_S)


def _effect(deployment: Deployment, kind: str) -> EffectRow | None:
    """The newest of its kind."""
    database = Database(deployment.database_url)
    try:
        with database.reading() as session:
            found = session.scalar(
                select(EffectRow).where(EffectRow.kind == kind).order_by(EffectRow.id.desc())
            )
            session.expunge_all()
            return found
    finally:
        database.close()


def _fence(deployment: Deployment, kind: str) -> int:
    found = _effect(deployment, kind)
    return found.fence if found else 0


def _is_held(deployment: Deployment, kind: str) -> bool:
    found = _effect(deployment, kind)
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
    deployment: Deployment,
) -> Iterator[tuple[Callable[[], bool], Callable[[], bool]]]:
    """Blocks every writer of the rows that say which effect needs another."""
    with psycopg.connect(deployment.database_url) as holding:
        with psycopg.connect(deployment.database_url, autocommit=True) as looking:
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
