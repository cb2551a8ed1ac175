"""A Game Day in the chat: its card, scoreboard, result, and what one person sees of it."""

from collections.abc import Iterator, Sequence

from firefighter.adapters.slack.blocks.action_ids import GAME_DAYS, action, game_day_state
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    divider,
    modal,
    overflow,
    section,
)
from firefighter.adapters.slack.blocks.drills import exercise_banner
from firefighter.adapters.slack.blocks.forms import MESSAGE
from firefighter.adapters.slack.blocks.scoreboard import scoreboard
from firefighter.adapters.slack.wording.game_days import (
    experiment_text,
    game_day_title,
    missing_items_text,
    outcome_text,
    phase_name,
    phase_task,
    report_link,
    report_notice_text,
    safety_text,
    step_name,
    team_text,
    when_text,
)
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    local_time,
    single_line,
    user_mention,
)
from firefighter.domain.experiments import Experiment
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_evaluation import ANSWERS_SHOWN_FROM
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind, way_forward
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import Environment
from firefighter.i18n import gettext, ngettext
from firefighter.ports.chat import (
    GameDayCard,
    GameDayResult,
    ReportNotice,
    SafetyMessage,
    SafetyNotice,
)
from firefighter.ports.chat import Scoreboard as ScoreboardMessage
from firefighter.ports.game_days import GameDaySnapshot
from firefighter.ports.pages import PageChange
from firefighter.reporting.game_day_names import (
    environment_name,
    mode_name,
    note_kind_name,
    role_name,
)
from firefighter.reporting.wording import labeled

STEP = "game_day_step"
STOP = "stop_game_day"
OPEN = "game_day"
CREATE = "create_game_day"
JOIN = "join_game_day"
IDEA = "propose_experiment"
SUGGEST = "suggest_experiments"
FROM_CATALOG = "propose_from_catalog"
EXPERIMENT = "experiment"
VOTE = "vote_experiments"
CHOOSE = "choose_experiments"
SET_UP = "set_up_game_day"
TEAM = "add_team"
SEAT = "seat_in_game_day"
CONSENT = "consent_game_day"
VETO = "veto_game_day"
TRY_STOP = "try_stop"
NOTE = "game_day_note"
ANSWER = "game_day_answer"
ADJUST = "adjust_score"
LEARN = "game_day_learning"
ALL_IS_WELL = "all_is_well"
MAKE_REPORT = "make_report"
RESUME_REPORT = "resume_report"

_PEOPLE_SHOWN = 20
_LISTED = 20
_NOTES_SHOWN = 20
_TEXT_SHOWN = 300


def game_day_card(message: GameDayCard) -> tuple[str, list[Block]]:
    """The card in the channel: as everybody may see it."""
    game_day = message.snapshot.game_day
    title = game_day_title(game_day)
    return title, [
        section(title),
        context(_facts(game_day)),
        section(f"*{phase_name(game_day.phase)}.* {phase_task(game_day.phase)}"),
        *_missing(message.snapshot),
        *_people(message.snapshot),
        *_report(message.snapshot),
        *_buttons(message.snapshot),
    ]


def scoreboard_message(message: ScoreboardMessage) -> tuple[str, list[Block]]:
    """The live board; it tells no points in the last ten minutes."""
    snapshot = message.snapshot
    game_day = snapshot.game_day
    is_dark = snapshot.at is not None and game_day.is_dark(snapshot.at)
    text = f"{game_day_title(game_day)} {gettext('Scoreboard')}"
    updated = (
        [context(gettext("As of {when}.", when=local_time(snapshot.at)))] if snapshot.at else []
    )
    return text, [
        context(game_day_title(game_day)),
        *scoreboard(message.teams, dark=is_dark),
        *updated,
    ]


def result_message(message: GameDayResult) -> tuple[str, list[Block]]:
    """The reveal, once, when the Game Day is over."""
    snapshot, teams = message.snapshot, message.teams
    game_day = snapshot.game_day
    outcome = outcome_text(teams, game_day_was_stopped=snapshot.was_stopped)
    emoji = ":checkered_flag:" if snapshot.was_stopped else ":trophy:"
    given = [
        gettext(
            "{team}: {points} by the game master. {reason}",
            team=escaped(each.team),
            points=f"{each.score.adjustment:+d}",
            reason=single_line(adjustment.reason),
        )
        for each in teams
        for adjustment in each.score.adjustments
    ]
    return f"{gettext('EXERCISE')} · {outcome}", [
        section(game_day_title(game_day)),
        section(f"{emoji} *{outcome}*"),
        *scoreboard(teams),
        *([context("\n".join(given))] if given else []),
        *_report(message.snapshot),
        context(
            gettext("Press *How it went…* on the card: what went well, and what should change?")
        ),
    ]


def safety_message(message: SafetyMessage) -> tuple[str, list[Block]]:
    game_day = message.snapshot.game_day
    text = f"{gettext('EXERCISE')} · {safety_text(message)}"
    state = str(game_day_state(game_day.id))
    buttons = [button(STOP, gettext("Stop the exercise…"), state, "danger")]
    if message.notice is SafetyNotice.SILENT:
        buttons.insert(0, button(ALL_IS_WELL, gettext("All is well"), state, "primary"))
    return text, [section(text), actions(buttons)]


def _facts(game_day: GameDay) -> str:
    details = game_day.details
    services = ", ".join(map(escaped, details.services))
    parts = (
        escaped(mode_name(details.mode)),
        environment_name(details.environment),
        when_text(game_day),
        services,
    )
    return " · ".join(filter(None, parts))


def _missing(snapshot: GameDaySnapshot) -> list[Block]:
    """What the way forward still requires."""
    text = missing_items_text(snapshot.missing)
    return [section(text)] if text else []


def _people(snapshot: GameDaySnapshot) -> Iterator[Block]:
    game_day = snapshot.game_day
    if game_day.details.theme:
        yield section(f"> {clipped(single_line(game_day.details.theme), _TEXT_SHOWN)}")
    teams = [team_text(game_day, team) for team in game_day.teams]
    if teams:
        yield section("\n".join(teams))
    led = [
        labeled(role_name(role), ", ".join(map(user_mention, holders[:_PEOPLE_SHOWN])))
        for role in GameDayRole
        if role is not GameDayRole.HERO and (holders := game_day.holders(role))
    ]
    yield context(" · ".join(led))
    if settled := _settled(snapshot):
        yield context(" · ".join(settled))


def _settled(snapshot: GameDaySnapshot) -> list[str]:
    """What people did in this phase that the list of what is missing no longer shows."""
    match snapshot.game_day.phase:
        case GameDayPhase.CHOSEN if number := snapshot.voters:
            return [ngettext("{number} person has voted", "{number} people have voted", number)]
        case GameDayPhase.ARMED:
            return list(_agreed(snapshot.game_day))
        case _:
            return []


def _agreed(game_day: GameDay) -> Iterator[str]:
    if consent := game_day.consent:
        yield gettext("Consent: {who}", who=user_mention(consent.by))
    if tried_by := game_day.stop_tried_by:
        yield gettext("Stop button tried by {who}", who=user_mention(tried_by))


def _buttons(snapshot: GameDaySnapshot) -> Iterator[Block]:
    """The way forward first, then what everybody can do in this phase."""
    game_day = snapshot.game_day
    state = str(game_day_state(game_day.id))
    found: list[Element] = []
    step_kind = way_forward(game_day.phase)
    if step_kind:
        is_ready = not snapshot.missing
        found.append(
            button(
                action(STEP, step_kind),
                step_name(step_kind),
                state,
                "primary" if is_ready else None,
            )
        )
    found += [button(action_id, label, state) for action_id, label in _offered(game_day)]
    if game_day.phase.is_played:
        found.append(button(STOP, gettext("Stop the exercise…"), state, "danger"))
    if found:
        yield actions(found)


def _offered(game_day: GameDay) -> Iterator[tuple[str, str]]:
    match game_day.phase:
        case GameDayPhase.IDEAS:
            yield IDEA, gettext("Propose an idea…")
            yield FROM_CATALOG, gettext("From the catalog…")
        case GameDayPhase.CHOSEN:
            yield VOTE, gettext("Vote…")
        case GameDayPhase.ARMED:
            yield TRY_STOP, gettext("Try the stop button")
        case GameDayPhase.RUNNING:
            yield action(STEP, GameDayStepKind.PAUSE), step_name(GameDayStepKind.PAUSE)
        case GameDayPhase.PAUSED:
            yield action(STEP, GameDayStepKind.RESUME), step_name(GameDayStepKind.RESUME)
        case GameDayPhase.EVALUATING:
            yield ANSWER, gettext("How it went…")
        case GameDayPhase.DEBRIEFED:
            yield LEARN, gettext("Add what was learnt…")
        case _:
            pass
    if game_day.phase.is_preparation or game_day.phase.is_played:
        yield JOIN, gettext("Take part…")
    yield OPEN, gettext("Open…")


def game_day_view(snapshot: GameDaySnapshot, user: UserId, site_url: str) -> Block:
    """What one person sees of a Game Day, and can do in it."""
    game_day = snapshot.game_day
    state = game_day_state(game_day.id)
    return modal(
        OPEN,
        gettext("Game Day: {game_day}", game_day=game_day.reference),
        [
            section(game_day_title(game_day)),
            context(_facts(game_day)),
            section(f"*{phase_name(game_day.phase)}.* {phase_task(game_day.phase)}"),
            *_missing(snapshot),
            *_people(snapshot),
            *_own_buttons(game_day, user),
            *_wall(game_day, site_url),
            *_report(snapshot),
            *_missing_report(snapshot),
            divider(),
            *_experiments(game_day, user),
            *_evaluation(game_day, user),
        ],
        metadata=str(state),
    )


def _wall(game_day: GameDay, site_url: str) -> list[Block]:
    """The address of the page for a screen; nothing if browsers cannot reach the bot."""
    if not site_url or game_day.phase.has_ended:
        return []
    url = f"{site_url.rstrip('/')}/game-days/{game_day.wall_token}"
    return [context(gettext("Scoreboard for a screen on the wall: {url}", url=f"<{url}>"))]


def _report(snapshot: GameDaySnapshot) -> list[Block]:
    return [context(text)] if (text := report_link(snapshot)) else []


def _missing_report(snapshot: GameDaySnapshot) -> list[Block]:
    """Offers a new one where there should be one; after a failure as well."""
    if not snapshot.game_day.phase.is_revealed or (snapshot.page and not snapshot.page.gone):
        return []
    text = (
        gettext("The learning report is gone: it was deleted, or I lost access.")
        if snapshot.page
        else gettext("The learning report is not there yet.")
    )
    label = gettext("Create again") if snapshot.page else gettext("Create")
    state = str(game_day_state(snapshot.game_day.id))
    return [section(text, button(MAKE_REPORT, label, state))]


def report_notice(message: ReportNotice) -> tuple[str, list[Block]]:
    """The text and the blocks of a notice about the learning report."""
    text = report_notice_text(message)
    if message.change is not PageChange.EDITED:
        return text, [section(text)]
    state = str(game_day_state(message.snapshot.game_day.id))
    return text, [section(text), actions([button(RESUME_REPORT, gettext("Resume updates"), state)])]


def _own_buttons(game_day: GameDay, user: UserId) -> Iterator[Block]:
    state = str(game_day_state(game_day.id))
    found = [button(action_id, label, state) for action_id, label in _rights(game_day, user)]
    if found:
        yield actions(found)


def _rights(game_day: GameDay, user: UserId) -> Iterator[tuple[str, str]]:
    """The buttons for what this person may do now."""
    seat, phase = game_day.seats.get(user), game_day.phase
    role = seat.role if seat else None
    is_master = role is GameDayRole.GAME_MASTER
    if phase.is_preparation and is_master:
        yield SET_UP, gettext("Details…")
        yield TEAM, gettext("Add a team…")
        yield SEAT, gettext("Give a role…")
    if phase in {GameDayPhase.IDEAS, GameDayPhase.SHAPING} and is_master:
        yield SUGGEST, gettext("Ideas from statistics")
    if phase in {GameDayPhase.CHOSEN, GameDayPhase.ARMED} and is_master:
        yield CHOOSE, gettext("Choose what is played…")
    if phase.is_preparation and user == game_day.details.owner and game_day.consent is None:
        yield CONSENT, gettext("I consent")
    vetoes = {game_day.details.owner, *game_day.holders(GameDayRole.SAFETY_OFFICER)}
    if phase.is_preparation and game_day.consent and user in vetoes:
        yield VETO, gettext("Withdraw the consent")
    if phase.is_played and role in {GameDayRole.OBSERVER, GameDayRole.GAME_MASTER}:
        yield NOTE, gettext("Write a note…")
    watched = game_day.details.environment is Environment.PRODUCTION
    if phase is GameDayPhase.RUNNING and role is GameDayRole.SAFETY_OFFICER and watched:
        yield ALL_IS_WELL, gettext("All is well")
    can_adjust = phase.is_played or phase is GameDayPhase.EVALUATING
    if can_adjust and is_master and game_day.teams:
        yield ADJUST, gettext("Adjust a score…")
    if phase.is_preparation and is_master:
        yield action(STEP, GameDayStepKind.CANCEL), step_name(GameDayStepKind.CANCEL)


def _experiments(game_day: GameDay, user: UserId) -> Iterator[Block]:
    listed = [each for each in game_day.experiments.values() if each.plan.title]
    sealed = len(game_day.experiments) - len(listed)
    if sealed:
        yield context(
            ngettext(
                "{number} experiment, sealed until the end.",
                "{number} experiments, sealed until the end.",
                sealed,
            )
        )
    elif not listed:
        yield context(gettext("No ideas yet."))
    for each in listed[:_LISTED]:
        choices = _experiment_choices(game_day, user, each)
        menu = overflow(
            action(EXPERIMENT, str(each.number)),
            [
                Option(str(game_day_state(game_day.id, str(each.number), choice)), label)
                for choice, label in choices
            ],
        )
        yield section(experiment_text(each, game_day), menu if choices else None)


SHAPE = "shape"
SIGNAL = "signal"
SEEN = "seen"
WAIVE = "waive"
LEAVE_OUT = "leave_out"
JUDGE = "judge"
KEEP = "keep"


def _experiment_choices(
    game_day: GameDay, user: UserId, experiment: Experiment
) -> list[tuple[str, str]]:
    seat, phase = game_day.seats.get(user), game_day.phase
    is_master = seat is not None and seat.role is GameDayRole.GAME_MASTER
    if phase.is_revealed and is_master:
        judge = [(JUDGE, gettext("Judge…"))] if phase is GameDayPhase.EVALUATING else []
        keep = [] if experiment.plan.catalog_key else [(KEEP, gettext("Keep in the catalog"))]
        return judge + keep
    if experiment.is_left_out or not phase.is_preparation or not game_day.sees_experiments(user):
        return []
    found = [(SHAPE, gettext("Edit…"))]
    if phase is not GameDayPhase.IDEAS:
        found += [
            (SIGNAL, gettext("Name its signal…")),
            (SEEN, gettext("I have seen the signal")),
            (WAIVE, gettext("Do without a signal")),
        ]
    return [*found, (LEAVE_OUT, gettext("Leave out"))] if is_master else found


def _evaluation(game_day: GameDay, user: UserId) -> Iterator[Block]:
    """Answers from three on, and notes for those who may see what is sealed."""
    if game_day.answers and game_day.phase.is_revealed:
        count = len(game_day.answers)
        yield section(f"*{ngettext('{number} answer', '{number} answers', count)}*")
        if count < ANSWERS_SHOWN_FROM:
            yield context(gettext("Answers are shown once there are three."))
        else:
            yield from _answers(game_day)
    if game_day.notes and game_day.knows_sealed(user):
        yield section(f"*{gettext('Notes')}*")
        for note in game_day.notes[-_NOTES_SHOWN:]:
            team = escaped(game_day.teams[note.team]) if note.team else ""
            head = " · ".join(filter(None, (local_time(note.at), note_kind_name(note.kind), team)))
            yield section(f"{head} · {user_mention(note.by)}\n{_quoted(note.text)}")


def _answers(game_day: GameDay) -> Iterator[Block]:
    for answer in game_day.answers[-_NOTES_SHOWN:]:
        who = user_mention(answer.by) if answer.by else gettext("Anonymous")
        lines = [who]
        if answer.went_well:
            lines.append(labeled(gettext("Went well"), _shown(answer.went_well)))
        if answer.to_change:
            lines.append(labeled(gettext("To change"), _shown(answer.to_change)))
        yield section("\n".join(lines))


def _quoted(text: str) -> str:
    return f"> {_shown(text)}"


def _shown(text: str) -> str:
    return clipped(single_line(text), _TEXT_SHOWN)


def stop_tried_view(game_day: GameDay) -> Block:
    """Says what the press would have done, since nothing else shows that it arrived."""
    text = gettext(
        "While the Game Day runs, *Stop the exercise…* is on its card and on each drill's. "
        "Everybody may press it. It asks once, then every drill stops."
    )
    return game_day_message(game_day, text, gettext("It works"))


def game_day_message(game_day: GameDay, text: str, title: str = "") -> Block:
    """A view that says one thing about a Game Day, with its mark."""
    shown = [context(game_day_title(game_day)), section(text)]
    return modal(MESSAGE, title or game_day.reference, shown)


def game_days_list(game_days: Sequence[GameDay]) -> Block:
    rows = [
        section(
            f"*{each.reference}* · {clipped(escaped(each.details.title), _TEXT_SHOWN)}\n"
            f"{phase_name(each.phase)} · {when_text(each)}",
            button(OPEN, gettext("Open…"), str(game_day_state(each.id))),
        )
        for each in game_days[:_LISTED]
    ]
    nothing = [
        section(
            gettext(
                "There is no Game Day yet. In a Game Day, teams play drills together: three short "
                "workshops to prepare it, an hour or two to play, and what was learnt at the end."
            )
        )
    ]
    new = button(CREATE, gettext("New Game Day…"), "new")
    shown = [*exercise_banner(None), *(rows or nothing), actions([new])]
    return modal(GAME_DAYS, gettext("Game Days"), shown)


def stop_view(game_day: GameDay) -> Block:
    """Asks once, and says who learns of it."""
    return modal(
        STOP,
        gettext("Stop the exercise?"),
        [
            section(game_day_title(game_day)),
            section(
                gettext(
                    "Every drill of it stops for everybody, and nothing more happens. Only "
                    "game masters are told who stopped it, and it costs no points."
                )
            ),
        ],
        submit=gettext("Stop the exercise"),
        close=gettext("Keep going"),
        metadata=str(game_day_state(game_day.id)),
    )
