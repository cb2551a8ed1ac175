"""The checklist of a post-mortem, in plain words."""

from firefighter.domain.quality import Doubt, Weakness
from firefighter.slack.words.mrkdwn import in_a_line, typed
from firefighter.texts import mark, say

_FLAWS = {
    Weakness.BLAME: mark("“{words}” ({part}) blames; ask what made it likely instead."),
    Weakness.PERSON: mark("{words} is named under {part}; a person is never the cause."),
    Weakness.VAGUE: mark("“{words}” ({part}) could stand in any post-mortem; say what exactly."),
    Weakness.NO_VERB: mark(
        "“{part}” starts with “{words}”; start with a verb: what is to be done?"
    ),
}


def doubt_text(doubt: Doubt) -> str:
    return say(_FLAWS[doubt.weakness], words=typed(doubt.words), part=in_a_line(doubt.part))
