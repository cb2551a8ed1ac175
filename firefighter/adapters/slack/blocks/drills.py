"""Drills: their mark and buttons on everything that is drawn, their forms, and simulated pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    BLOCKS_LIMIT,
    Block,
    Option,
    actions,
    button,
    checkbox_field,
    context,
    modal,
    multi_select_field,
    section,
    select_field,
    text_field,
    users_field,
)
from firefighter.adapters.slack.blocks.injects import HINTS
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.drills import (
    drill_state,
    page_acknowledged_line,
    simulated_page_line,
)
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.drill import DEFAULT_MIN, LONGEST_MIN, SHORTEST_MIN, Drill
from firefighter.domain.drill_events import DrillRevealed
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.paging import PAGING_REASON_LIMIT, PageTarget
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT
from firefighter.i18n import gettext, ngettext
from firefighter.ports.chat import (
    Announcement,
    Briefing,
    ControlPanel,
    IncidentMessage,
    Nudge,
    SimulatedPage,
)
from firefighter.ports.exercise_mark import exercise_mark, with_exercise_mark
from firefighter.ports.scenarios import ScenarioSummary
from firefighter.ports.snapshot import Snapshot
from firefighter.reporting.wording import format_duration

STOP = "stop_drill"
PAUSE = "pause_drill"
RESUME = "resume_drill"
DECLARE_REAL = "declare_real"
ACKNOWLEDGE = "acknowledge_page"
SCORE = "drill_score"
PAGE_FOR_REAL = "page_for_real"

_CARDS = (Announcement, ControlPanel, Nudge, Briefing, SimulatedPage)
"""Messages with buttons in a drill; the others are lines that say what happened."""

_STEP_MIN = 5


def with_mark(message: IncidentMessage, text: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """Returns what a message says and shows, with the mark and buttons of a drill.

    A message about a real incident is returned unchanged.
    """
    snapshot = message.snapshot
    kind = snapshot.incident.kind
    if kind is not Kind.DRILL:
        return text, blocks
    if isinstance(message, _CARDS):
        marked = [*exercise_banner(snapshot.drill), *blocks, *drill_buttons(message)]
    elif len(blocks) == 1 and blocks[0]["type"] == "section":
        marked = [section(with_exercise_mark(kind, text), blocks[0].get("accessory"))]
    else:
        marked = [*exercise_banner(None), *blocks]
    return with_exercise_mark(kind, text), marked


def exercise_banner(drill: Drill | None) -> list[Block]:
    mark = exercise_mark(Kind.DRILL)
    return [context(f":dart: *{mark}* · {drill_state(drill)}")]


def drill_buttons(message: IncidentMessage) -> list[Block]:
    """*Stop the exercise* and *This is real*; on the panel also the game clock's button."""
    incident, drill = message.snapshot.incident, message.snapshot.drill
    if drill is None or incident.status.has_ended:
        return []
    state = str(ButtonState(incident.id))
    buttons = [button(DECLARE_REAL, gettext("This is real…"), state)]
    if not drill.is_over:
        buttons.insert(0, button(STOP, gettext("Stop the exercise…"), state, "danger"))
    if isinstance(message, ControlPanel) and not drill.is_over:
        clock = (
            button(RESUME, gettext("Resume"), state)
            if drill.paused_since
            else button(PAUSE, gettext("Pause"), state)
        )
        buttons.append(clock)
        if drill.plan.scenario:
            buttons.append(button(HINTS, gettext("Hint…"), state))
    return [actions(buttons)]


def marked_view(view: Block) -> Block:
    """The view of a form about a drill, with the mark above it, once."""
    if view["blocks"][:1] == exercise_banner(None):
        return view
    return view | {"blocks": [*exercise_banner(None), *view["blocks"]][:BLOCKS_LIMIT]}


@dataclass(frozen=True)
class DrillForm:
    """What the form offers and already says."""

    scenarios: Sequence[ScenarioSummary] = ()
    chosen: ScenarioId | None = None
    title: str = ""
    summary: str = ""


_NOTHING_SAID = DrillForm()


def drill_form(rules: Rules, user: UserId, shown: DrillForm = _NOTHING_SAID) -> Block:
    """`user` opens it, and takes part unless they choose otherwise."""
    lengths = [
        Option(str(each), ngettext("{number} minute", "{number} minutes", each))
        for each in _lengths(shown.scenarios)
    ]
    has_scenarios = bool(shown.scenarios)
    return modal(
        action_ids.START_DRILL,
        gettext("Start a drill"),
        [
            *exercise_banner(None),
            *_scenario(shown),
            text_field(
                "title",
                gettext("What goes wrong?"),
                max_length=TITLE_LIMIT,
                initial=shown.title,
                hint=gettext("For example: Checkout returns 500"),
                optional=has_scenarios,
            ),
            *_description(rules, shown.summary),
            users_field("team", gettext("Who takes part"), initial=(user,)),
            select_field(
                "length",
                gettext("Length"),
                lengths,
                initial="" if has_scenarios else str(DEFAULT_MIN),
                optional=has_scenarios,
            ),
            *_real_pages(rules),
        ],
        submit=gettext("Start"),
    )


def _lengths(scenarios: Sequence[ScenarioSummary]) -> Sequence[int]:
    """The usual lengths, and those of scenarios that are shorter."""
    usual = range(SHORTEST_MIN, LONGEST_MIN + 1, _STEP_MIN)
    own = (ceil(each.duration.total_seconds() / 60) for each in scenarios)
    return sorted({*usual, *(each for each in own if 0 < each < SHORTEST_MIN)})


def stop_form(incident: Incident, *, is_of_game_day: bool = False) -> Block:
    """Asks once. Says who learns of it."""
    told = (
        gettext("Only game masters are told who stopped it.")
        if is_of_game_day
        else gettext("Nobody in it is told who stopped it.")
    )
    stops = gettext(
        "*{incident}* stops for everybody, and nothing more happens in it.",
        incident=f"{incident.reference} · {escaped(incident.title)}",
    )
    return modal(
        STOP,
        gettext("Stop the exercise?"),
        [
            *exercise_banner(None),
            section(f"{stops} {told}"),
        ],
        submit=gettext("Stop the exercise"),
        close=gettext("Keep going"),
        metadata=str(ButtonState(incident.id)),
    )


def real_form(incident: Incident, rules: Rules) -> Block:
    """Declares a real incident from the drill, so it does not carry the mark itself."""
    return modal(
        DECLARE_REAL,
        gettext("This is real"),
        [
            section(
                gettext(
                    "Declares a real incident, linked to {incident}, and pauses the drill.",
                    incident=incident.reference,
                )
            ),
            text_field(
                "title",
                gettext("What is wrong?"),
                max_length=TITLE_LIMIT,
                initial=incident.title,
            ),
            *_description(rules, incident.summary, incident.severity, incident.services),
        ],
        submit=gettext("Declare"),
        metadata=str(ButtonState(incident.id)),
    )


def page_for_real_form(incident: Incident, page_target: PageTarget, reason: str) -> Block:
    """The second question before a drill pages somebody."""
    return modal(
        PAGE_FOR_REAL,
        gettext("Page for real?"),
        [
            *exercise_banner(None),
            section(
                gettext(
                    "This pages whoever is on call for *{service}* now, day or night, for an "
                    "exercise. They are told that it is one.",
                    service=escaped(page_target.service),
                )
            ),
            text_field("reason", gettext("Reason"), max_length=PAGING_REASON_LIMIT, initial=reason),
        ],
        submit=gettext("Page for real"),
        close=gettext("Don't page"),
        metadata=str(ButtonState(incident.id, choice=page_target.service)),
    )


def simulated_page(message: SimulatedPage) -> tuple[str, list[Block]]:
    """Returns the text and the card of a simulated page."""
    paged, acknowledged = message.paged, message.acknowledged
    lines = [f":pager: {simulated_page_line(paged)}"]
    if acknowledged:
        lines.append(f":white_check_mark: {page_acknowledged_line(acknowledged)}")
    text = "\n".join(lines)
    drill = message.snapshot.drill
    if acknowledged or drill is None or drill.is_over:
        return text, [section(text)]
    state = ButtonState(message.snapshot.incident.id, paged.key)
    press = button(ACKNOWLEDGE, gettext("Acknowledge"), str(state), "primary")
    return text, [section(text), actions([press])]


def _scenario(shown: DrillForm) -> list[Block]:
    if not shown.scenarios:
        return []
    options = [Option(each.id, _scenario_label(each)) for each in shown.scenarios]
    hint = gettext("Gives the title, the story and the length, unless you choose others.")
    initial = shown.chosen or ""
    name = gettext("Scenario")
    return [select_field("scenario", name, options, initial=initial, hint=hint, optional=True)]


def _scenario_label(scenario: ScenarioSummary) -> str:
    return f"{format_duration(scenario.duration.total_seconds())} · {scenario.title}"


def debrief(event: DrillRevealed, snapshot: Snapshot) -> list[Block]:
    """What the drill was about, with a button to the score."""
    score = button(SCORE, gettext("Score…"), str(ButtonState(snapshot.incident.id)), "primary")
    return [
        section(f"*{gettext('Cause')}*\n{escaped(event.cause)}"),
        section(f"*{gettext('Solution')}*\n{escaped(event.solution)}"),
        context(gettext("Talk about it while it is fresh, and add a follow-up for each learning.")),
        actions([score]),
    ]


def _description(
    rules: Rules,
    summary: str,
    severity: Severity = Severity.SEV3,
    services: Sequence[str] = (),
) -> list[Block]:
    severities = [Option(each, labels.severity_option(each, rules)) for each in rules.severities]
    known = [Option(each, each) for each in rules.services]
    return [
        text_field(
            "summary",
            gettext("Summary"),
            max_length=SUMMARY_LIMIT,
            initial=summary,
            multiline=True,
            optional=True,
        ),
        select_field("severity", gettext("Severity"), severities, initial=severity),
        *(
            [multi_select_field("services", gettext("Affected services"), known, initial=services)]
            if known
            else []
        ),
    ]


def _real_pages(rules: Rules) -> list[Block]:
    if not rules.real_pages_in_drills:
        return []
    option = Option("real_pages", gettext("Allow real pages; each is asked about again"))
    return [checkbox_field("real_pages", gettext("Paging"), option)]
