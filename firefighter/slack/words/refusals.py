"""Every way to say no, as a sentence that says what to do next."""

from functools import singledispatch

from firefighter.domain import errors
from firefighter.domain.errors import FirefighterError, Missing
from firefighter.domain.ids import reference
from firefighter.domain.lifecycle import Status
from firefighter.domain.rules import Rules
from firefighter.ports.chat import ChatError, ChatRateLimited, ChatRefused
from firefighter.slack.errors import UnknownButton
from firefighter.slack.words import labels
from firefighter.slack.words.labels import role_in_sentence
from firefighter.slack.words.mrkdwn import person, typed

MISSING = {
    Missing.HOW_MITIGATED: "Say how it was mitigated.",
    Missing.REASON: "Say why.",
    Missing.DUPLICATE_OF: "Say which incident it is a duplicate of.",
    Missing.POSTMORTEM: "Its severity asks for a post-mortem first.",
    Missing.COMMANDER: "Nobody holds the incident commander role: somebody has to answer for it.",
    Missing.SUMMARY: "Nobody has written down what was seen.",
}

_STEPS = {
    "investigate": "start investigating it",
    "mitigate": "mark it mitigated",
    "start_postmortem": "start a post-mortem",
    "close": "close it",
    "cancel": "cancel it",
    "reopen": "reopen it",
}


@singledispatch
def refusal(error: FirefighterError, rules: Rules) -> str:  # noqa: ARG001 - others use the rules
    """What to tell the person whose wish was refused."""
    return "That did not work, and nothing was changed. Please try again."


@refusal.register
def _(error: errors.UnknownIncident, _rules: Rules) -> str:
    return f"There is no {reference(error.incident_id)} that you can see. Check the number."


@refusal.register
def _(error: errors.NotAllowed, _rules: Rules) -> str:
    wish = _STEPS.get(error.trigger, error.trigger)
    status = labels.STATUS[Status(error.status)].lower()
    return f"It is {status} now, so nobody can {wish}. Nothing was changed."


@refusal.register
def _(error: errors.AlreadySo, rules: Rules) -> str:
    if error.what in rules.role_keys:
        return f"{person_or_nobody(error.value)} is {role_in_sentence(error.what, rules)} already."
    if error.what == "severity":
        return f"It is {error.value} already."
    return "That is what it says already."


@refusal.register
def _(error: errors.Overtaken, rules: Rules) -> str:
    if error.what in rules.role_keys:
        now = f"{person_or_nobody(error.value)} is {role_in_sentence(error.what, rules)} now."
    elif error.what == "severity":
        now = f"It is {error.value} now."
    else:
        now = "Somebody changed it at the same moment."
    return f"Somebody was faster. {now} Nothing was changed by you; look again, then decide."


@refusal.register
def _(error: errors.NotTheHolder, rules: Rules) -> str:
    holder = f"that is {person(error.holder)}" if error.holder else "nobody holds it"
    return f"You are not {role_in_sentence(error.role, rules)}: {holder}. Nothing was changed."


@refusal.register
def _(_error: errors.UnknownRole, _rules: Rules) -> str:
    return "That role is not one of ours any more. `/incident show` draws the present ones."


@refusal.register
def _(error: errors.InvalidField, _rules: Rules) -> str:
    return error.reason


@refusal.register
def _(error: errors.Incomplete, _rules: Rules) -> str:
    return " ".join(("Not yet:", *(MISSING[item] for item in error.missing)))


@refusal.register
def _(_error: errors.AlreadyHandled, _rules: Rules) -> str:
    return "That was done already, the first time it arrived. Nothing is done twice."


@refusal.register
def _(_error: errors.StoreUnavailable, _rules: Rules) -> str:
    return "I cannot reach my database, so I could not do that. Please try again in a minute."


@refusal.register
def _(_error: ChatError, _rules: Rules) -> str:
    return "Slack gave me no answer that I can use. See how things stand, then try once more."


@refusal.register
def _(error: ChatRateLimited, _rules: Rules) -> str:
    return f"Slack asks me to wait for {error.retry_after_s:.0f} s. Please try again after that."


@refusal.register
def _(error: ChatRefused, _rules: Rules) -> str:
    code = typed(error.code.replace("_", " "))
    return f"Slack said no to me ({code}). Whoever runs me has to look at that."


@refusal.register
def _(_error: UnknownButton, _rules: Rules) -> str:
    return "That button is not from this version of me. `/incident show` draws a fresh one."


def person_or_nobody(user: str) -> str:
    return f"<@{user}>" if user else "Nobody"
