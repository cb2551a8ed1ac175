"""The board of teams: rank, points, and what is still open."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks.block_kit import Block, context, modal, section
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


def score_form(incident: Incident, score: Score, rules: Rules) -> Block:
    """The score of one drill."""
    total = ngettext("*{number} of 100 points*", "*{number} of 100 points*", score.total)
    cost = points_cost_text(score.hints) if score.hints else ""
    return modal(
        "score",
        gettext("Score: {incident}", incident=incident.reference),
        [
            section("\n".join(filter(None, (total, cost)))),
            *_items(score, rules),
            context(
                gettext(
                    "What the scenario doesn't ask for is left out of the hundred. Declaring and "
                    "the diagnosis aren't scored in a drill alone."
                )
            ),
        ],
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
