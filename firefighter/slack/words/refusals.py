"""Every way to say no, as a sentence that says what to do next."""

from functools import singledispatch

from firefighter.domain import errors
from firefighter.domain.errors import FirefighterError, Missing
from firefighter.domain.ids import UserId, reference
from firefighter.domain.lifecycle import Status
from firefighter.domain.rights import Right
from firefighter.domain.rules import Rules
from firefighter.ports.chat import ChatError, ChatRateLimited, ChatRefused
from firefighter.slack.errors import UnknownButton
from firefighter.slack.words.flaws import flaw_text
from firefighter.slack.words.labels import role_in_sentence, status_label
from firefighter.slack.words.mrkdwn import group, person, typed
from firefighter.slack.words.rooms import why_not
from firefighter.texts import mark, say

_MISSING = {
    Missing.HOW_MITIGATED: mark("Say how it was mitigated."),
    Missing.REASON: mark("Say why."),
    Missing.DUPLICATE_OF: mark("Say which incident it is a duplicate of."),
    Missing.POSTMORTEM: mark("Its severity asks for a post-mortem first."),
    Missing.COMMANDER: mark(
        "Nobody holds the incident commander role: somebody has to answer for it."
    ),
    Missing.SUMMARY: mark("Nobody has written down what was seen."),
    Missing.PAGE: mark("The post-mortem page could not be read yet."),
    Missing.IMPACT: mark("The impact has no number: say how many, or how much."),
    Missing.TIMELINE: mark("The timeline begins when it was noticed: add what came before."),
    Missing.DETECTION: mark("Nobody has written how it was noticed."),
    Missing.TRIGGER: mark("Nobody has said what set it off."),
    Missing.FAILURE_CLASS: mark("Nobody has said what kind of failure it was."),
    Missing.FACTORS: mark("No contributing factors are written down."),
    Missing.FOLLOW_UPS: mark("A follow-up has no owner, or no day by which it is done."),
    Missing.PROMPTS: mark("Questions on the page stand unanswered."),
}

_WISHES = {
    "investigate": mark("start investigating it"),
    "mitigate": mark("mark it mitigated"),
    "start_postmortem": mark("start a post-mortem"),
    "close": mark("close it"),
    "cancel": mark("cancel it"),
    "reopen": mark("reopen it"),
    "change_severity": mark("change the severity"),
    "change_roles": mark("change roles"),
    "post_update": mark("post an update"),
    "merge": mark("merge it"),
    "page": mark("page anybody"),
    "adopt_room": mark("give it a room"),
    "archive_room": mark("archive its room"),
}
_SOME_WISH = mark("do that")
_RIGHTS = {
    Right.CLOSE: mark("end this incident"),
    Right.OVERRIDE: mark("close against the checklist"),
    Right.SEE_PRIVATE: mark("see private incidents"),
    Right.EXPORT: mark("export incidents"),
}


def missing_text(item: Missing) -> str:
    """What is missing, in a sentence."""
    return say(_MISSING[item])


@singledispatch
def refusal(error: FirefighterError, rules: Rules) -> str:  # noqa: ARG001 - others use the rules
    """What to tell the person whose wish was refused."""
    return say("That did not work, and nothing was changed. Please try again.")


@refusal.register
def _(error: errors.UnknownIncident, _rules: Rules) -> str:
    number = reference(error.incident_id)
    return say("There is no {incident} that you can see. Check the number.", incident=number)


@refusal.register
def _(error: errors.NotAllowed, _rules: Rules) -> str:
    return say(
        "It is {status} now, so nobody can {wish}. Nothing was changed.",
        status=status_label(Status(error.status)).lower(),
        wish=say(_WISHES.get(error.trigger, _SOME_WISH)),
    )


@refusal.register
def _(error: errors.AlreadySo, rules: Rules) -> str:
    if error.what in rules.role_keys:
        role = role_in_sentence(error.what, rules)
        return say("{who} is {role} already.", who=person(UserId(error.value)), role=role)
    if error.what == "severity":
        return say("It is {severity} already.", severity=error.value)
    if error.what == "link":
        return say("It is linked with {incident} already.", incident=error.value)
    if error.what in {"private", "public"}:
        return say("Nothing was changed: that is so already.")
    if error.what == "room":
        return say("{incident} has a room already.", incident=error.value)
    if error.what == "archiving":
        return say("That is settled: the room stays, or is archived already.")
    return say("That is what it says already.")


@refusal.register
def _(error: errors.Overtaken, rules: Rules) -> str:
    return say(
        "Somebody was faster. {now} Nothing was changed by you; look again, then decide.",
        now=_now(error, rules),
    )


def _now(error: errors.Overtaken, rules: Rules) -> str:
    if error.what in rules.role_keys:
        role = role_in_sentence(error.what, rules)
        if not error.value:
            return say("Nobody is {role} now.", role=role)
        return say("{who} is {role} now.", who=person(UserId(error.value)), role=role)
    if error.what == "severity":
        return say("It is {severity} now.", severity=error.value)
    if error.what == "update":
        return say("What was due then is settled.")
    return say("Somebody changed it at the same moment.")


@refusal.register
def _(error: errors.NotTheHolder, rules: Rules) -> str:
    role = role_in_sentence(error.role, rules)
    if error.holder is None:
        return say("You are not {role}: nobody holds it. Nothing was changed.", role=role)
    who = person(error.holder)
    return say("You are not {role}: that is {who}. Nothing was changed.", role=role, who=who)


@refusal.register
def _(error: errors.NotEntitled, _rules: Rules) -> str:
    who = ", ".join(group(each) if each.startswith("S") else person(each) for each in _named(error))
    if not who:
        return say("Nobody may {wish}, as I am set up here.", wish=say(_RIGHTS[error.right]))
    return say(
        "Only {who} may {wish}. Nothing was changed.", who=who, wish=say(_RIGHTS[error.right])
    )


def _named(error: errors.NotEntitled) -> list[UserId]:
    return [UserId(each) for each in dict.fromkeys(error.entitled)]


@refusal.register
def _(_error: errors.UnknownRole, _rules: Rules) -> str:
    return say("That role is not one of ours any more. `/incident show` draws the present ones.")


@refusal.register
def _(_error: errors.UnknownFollowUp, _rules: Rules) -> str:
    return say("There is no such follow-up. `/incident followups` shows those there are.")


@refusal.register
def _(_error: errors.UnknownEntry, _rules: Rules) -> str:
    return say("That entry is not on the timeline any more. Nothing was changed.")


@refusal.register
def _(_error: errors.NotWords, _rules: Rules) -> str:
    return say("That is what I saw happen: its time can be corrected, its words stay.")


@refusal.register
def _(error: errors.InvalidField, _rules: Rules) -> str:
    return flaw_text(error)


@refusal.register
def _(error: errors.Incomplete, _rules: Rules) -> str:
    return " ".join((say("Not yet:"), *map(missing_text, error.missing)))


@refusal.register
def _(_error: errors.PageInTheWay, _rules: Rules) -> str:
    return say(
        "It has a post-mortem page, made for those who may know of it now, and I cannot move that. "
        "Nothing was changed."
    )


@refusal.register
def _(error: errors.UnfitChannel, _rules: Rules) -> str:
    return why_not(error.why)


@refusal.register
def _(_error: errors.AlreadyHandled, _rules: Rules) -> str:
    return say("That was done already, the first time it arrived. Nothing is done twice.")


@refusal.register
def _(_error: errors.StoreUnavailable, _rules: Rules) -> str:
    return say(
        "I cannot use my database just now, so nothing was done. Try again in a minute; "
        "if it stays so, tell whoever runs me."
    )


@refusal.register
def _(_error: errors.StoreUncertain, _rules: Rules) -> str:
    return say(
        "I cannot use my database just now: I lost it while I wrote this down. It may be done. "
        "See how things stand in a minute, before you try again."
    )


@refusal.register
def _(_error: ChatError, _rules: Rules) -> str:
    return say("Slack gave me no answer that I can use. See how things stand, then try once more.")


@refusal.register
def _(error: ChatRateLimited, _rules: Rules) -> str:
    return say(
        "Slack asks me to wait for {seconds} s. Please try again after that.",
        seconds=f"{error.retry_after_s:.0f}",
    )


@refusal.register
def _(error: ChatRefused, _rules: Rules) -> str:
    code = typed(error.code.replace("_", " "))
    return say("Slack said no to me ({code}). Whoever runs me has to look at that.", code=code)


@refusal.register
def _(_error: UnknownButton, _rules: Rules) -> str:
    return say("That button is not from this version of me. `/incident show` draws a fresh one.")
