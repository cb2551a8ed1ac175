"""What is wrong with a value that somebody gave, in a sentence beside its field."""

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.slack.words.mrkdwn import typed
from firefighter.texts import mark, say

_FLAWS = {
    Flaw.NO_TITLE: mark("An incident needs a title: a few words that say what is wrong."),
    Flaw.NO_SUMMARY: mark("Say in a sentence or two what people see."),
    Flaw.NO_IMPACT: mark("Say who is hurt and how, or that nobody is."),
    Flaw.NO_NEWS: mark("Say what changed, or that nothing did."),
    Flaw.IN_FUTURE: mark("That is still to come."),
    Flaw.DETECTED_BEFORE_IT_STARTED: mark("Nobody can have detected it before it started."),
    Flaw.DETECTED_AFTER_DECLARED: mark("It was declared before that, so it was known by then."),
    Flaw.ACKNOWLEDGED_BEFORE_DETECTED: mark(
        "Nobody can have acknowledged it before it was detected."
    ),
    Flaw.MITIGATED_BEFORE_IT_STARTED: mark("It cannot have been mitigated before it started."),
    Flaw.MITIGATED_AFTER_CLOSED: mark("It was closed before that."),
    Flaw.NOT_MITIGATED: mark("It is not mitigated. *Mitigated…* says that it is, and how."),
    Flaw.NO_REFERENCE: mark("Which incident? Choose it from the list."),
    Flaw.NOBODY_CHOSEN: mark("Choose who takes over."),
    Flaw.UNKNOWN_SERVICE: mark("Unknown service: {about}."),
    Flaw.UNKNOWN_INCIDENT: mark("There is no {about}."),
    Flaw.DUPLICATE_OF_ITSELF: mark("An incident cannot be a duplicate of itself."),
    Flaw.ORIGINAL_IS_OVER: mark(
        "{about} is closed: nobody works there. Reopen it first, or cancel this one as its "
        "duplicate."
    ),
    Flaw.ORIGINAL_WAS_CANCELLED: mark("{about} was cancelled itself. Choose one that was not."),
    Flaw.DRILL_AND_REAL: mark("One of them is a drill. Drills stay among themselves."),
    Flaw.ONE_IS_PRIVATE: mark(
        "One of them is private, and some would hear of it who may not. Cancel this one for "
        "another reason."
    ),
    Flaw.SOME_MAY_NOT_SEE: mark(
        "Both are private, and not all who work on the one may see the other. Bring them into both "
        "rooms first."
    ),
    Flaw.LINKED_WITH_ITSELF: mark("Choose another incident than this one."),
    Flaw.NOT_LINKED: mark("It is not linked with {about}."),
    Flaw.NOTHING_CHOSEN: mark("Choose one of the list."),
    Flaw.NO_TRIGGER: mark("Choose what set it off; unknown is an answer too."),
    Flaw.NO_FAILURE_CLASS: mark("Choose what kind of failure it was; unknown is an answer too."),
    Flaw.NO_PERIOD: mark("There is no time called {about}."),
    Flaw.NO_DAY: mark("{about} is no day such as 2026-07-01."),
    Flaw.ENDS_BEFORE_IT_BEGINS: mark("It ends before it begins: {about}."),
    Flaw.NO_NOTE: mark("Say what is to be noted."),
    Flaw.NO_FOLLOW_UP: mark("Say what is to be done."),
    Flaw.NO_ADDRESS: mark("A ticket's address begins with https://."),
    Flaw.STILL_TO_COME: mark("That time is still to come."),
    Flaw.NOBODY_TO_PAGE: mark("Choose who is needed."),
    Flaw.NO_PAGING_REASON: mark("Say in a line why they are needed."),
    Flaw.NO_SUCH_GROUP: mark("That user group is gone. Choose another one."),
    Flaw.GROUP_IS_DISABLED: mark("@{about} is disabled, so nobody would hear. Choose others."),
    Flaw.GROUP_IS_EMPTY: mark("Nobody is in @{about}. Choose others."),
    Flaw.NO_SUCH_ON_CALL: mark("{about} cannot be paged any more. Choose others."),
}
"""To add a way to be wrong, add it to `Flaw` and here; `{about}` is the value or its wrong part."""


def flaw_text(error: InvalidField) -> str:
    return say(_FLAWS[error.flaw], about=typed(error.about))
