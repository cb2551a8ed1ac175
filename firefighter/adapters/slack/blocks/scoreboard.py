"""The board of teams: rank, points, and what is still open."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    OPTIONS_LIMIT,
    Block,
    Option,
    actions,
    button,
    context,
    modal,
    section,
    select_field,
)
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.scoring import ItemScore, RankedTeam, Score
from firefighter.i18n import gettext, ngettext
from firefighter.reporting.scores import (
    points_cost_text,
    points_text,
    score_sentence,
    scoring_item_label,
)
from firefighter.reporting.wording import stopped_text
from firefighter.use_cases.drill_score import Diagnosis

SCORE_VIEW = "score"

JUDGE = "judge_diagnosis"

JUDGE_FORM = "diagnosis"

NONE_OF_THEM = "none"

_TEAMS_SHOWN = 20
_NAME_SHOWN = 80
_OPEN_SHOWN = 3


def scoreboard(teams: Sequence[RankedTeam], *, dark: bool = False) -> list[Block]:
    """One card. While it is dark, in the last ten minutes, it tells no points."""
    title = section(f"*{gettext('Scoreboard')}*")
    if dark:
        return [title, section(gettext("The last ten minutes: points are shown at the end."))]
    rows = [section(_row(each)) for each in teams[:_TEAMS_SHOWN]]
    cut = len(teams) - _TEAMS_SHOWN
    more = [context(ngettext("…and {number} more", "…and {number} more", cut))] if cut > 0 else []
    return [title, *(rows or [section(gettext("No team has started yet."))]), *more]


def score_details(ranked: RankedTeam, rules: Rules) -> list[Block]:
    """What one team earned, item by item, with the reason of each."""
    return [section(_row(ranked)), *_items(ranked.score, rules)]


def score_form(
    incident: Incident, score: Score, rules: Rules, diagnosis: Diagnosis | None
) -> Block:
    """The score of one drill, with a button for who may judge its diagnosis."""
    total = ngettext("*{number} of 100 points*", "*{number} of 100 points*", score.total)
    cost = points_cost_text(score.hints) if score.hints else ""
    return modal(
        SCORE_VIEW,
        gettext("Score: {incident}", incident=incident.reference),
        [
            section("\n".join(filter(None, (total, cost)))),
            *_items(score, rules),
            context(
                gettext(
                    "What the scenario doesn't ask for is left out of the hundred. Declaring isn't "
                    "scored, and the diagnosis only if whoever runs the drill judges it."
                )
            ),
            *([_judge_button(incident, diagnosis)] if diagnosis else []),
        ],
        metadata=str(ButtonState(incident.id)),
    )


def _judge_button(incident: Incident, diagnosis: Diagnosis) -> Block:
    label = gettext("Judge again…") if diagnosis.is_judged else gettext("Judge the diagnosis…")
    return actions([button(JUDGE, label, str(ButtonState(incident.id)))])


def judge_form(
    incident: Incident, diagnosis: Diagnosis, *, previous_callback_id: str = ""
) -> Block:
    """Asks which of the confirmed hypotheses names the cause."""
    named = gettext("None of them") if diagnosis.confirmed else gettext("No hypothesis")
    options = [
        *(
            Option(str(each.number), f"{each.label} {each.text}")
            for each in diagnosis.confirmed[: OPTIONS_LIMIT - 1]
        ),
        Option(NONE_OF_THEM, named),
    ]
    initial = str(diagnosis.named) if diagnosis.named else NONE_OF_THEM
    nothing = gettext("The team had confirmed no hypothesis when the drill was over.")
    return modal(
        JUDGE_FORM,
        gettext("Diagnosis: {incident}", incident=incident.reference),
        [
            *([] if diagnosis.confirmed else [section(nothing)]),
            select_field(
                "hypothesis",
                gettext("Which hypothesis names the cause?"),
                options,
                initial=initial if diagnosis.is_judged or not diagnosis.confirmed else "",
                hint=gettext("Everybody reads your judgment in the timeline."),
            ),
        ],
        submit=gettext("Judge"),
        metadata=str(ButtonState(incident.id, "", "", previous_callback_id)),
    )


def _items(score: Score, rules: Rules) -> list[Block]:
    return [section(_details(each, rules)) for each in score.items]


def _details(item: ItemScore, rules: Rules) -> str:
    label, points = scoring_item_label(item.item), points_text(item.points, item.out_of)
    return f"*{label}* · {points}\n{escaped(score_sentence(item, rules))}"


def _row(ranked: RankedTeam) -> str:
    total = ranked.score.total
    first = gettext(
        "{rank}. *{team}* · {points}",
        rank=ranked.rank,
        team=clipped(escaped(ranked.team), _NAME_SHOWN),
        points=ngettext("{number} point", "{number} points", total),
    )
    if ranked.score.was_stopped:
        first = f"{first}\n{stopped_text(ranked.score)}"
    still_open = [scoring_item_label(each.item) for each in ranked.score.items if each.is_open]
    if not still_open:
        return first
    left = len(still_open) - _OPEN_SHOWN
    named = ", ".join(still_open[:_OPEN_SHOWN])
    more = ngettext("…and {number} more", "…and {number} more", left) if left > 0 else ""
    return f"{first}\n{gettext('Open: {items}', items=' '.join(filter(None, (named, more))))}"
