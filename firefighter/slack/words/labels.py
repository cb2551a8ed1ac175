"""Short names of things, as they stand on buttons and in cards, in the language that is spoken."""

from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.slack.words.mrkdwn import typed
from firefighter.texts import mark, say
from firefighter.texts.built_in import own_or_built_in

SEVERITY_SIGN = {
    Severity.SEV1: ":red_circle:",
    Severity.SEV2: ":large_orange_circle:",
    Severity.SEV3: ":large_yellow_circle:",
    Severity.SEV4: ":large_blue_circle:",
}
CLOSED_SIGN = ":white_check_mark:"

_STATUS = {
    Status.OPEN: mark("Open"),
    Status.INVESTIGATING: mark("Investigating"),
    Status.MITIGATED: mark("Mitigated"),
    Status.POSTMORTEM: mark("Post-mortem"),
    Status.CLOSED: mark("Closed"),
}

_STEP = {
    Trigger.INVESTIGATE: mark("Start investigating"),
    Trigger.MITIGATE: mark("Mitigated…"),
    Trigger.START_POSTMORTEM: mark("Start post-mortem"),
    Trigger.CLOSE: mark("Close"),
    Trigger.CANCEL: mark("Cancel…"),
    Trigger.REOPEN: mark("Reopen…"),
}

_NEXT = {
    Status.OPEN: mark("Somebody should look: *Start investigating* says that you do."),
    Status.INVESTIGATING: mark("Press *Mitigated…* as soon as it no longer hurts anybody."),
    Status.MITIGATED: mark("The pressure is off."),
    Status.POSTMORTEM: mark("Write down what was learnt, then close."),
    Status.CLOSED: mark("Nothing left to do."),
}

_CANCEL_REASON = {
    CancelReason.DUPLICATE: mark("Duplicate of another incident"),
    CancelReason.FALSE_ALARM: mark("False alarm"),
    CancelReason.EXTERNAL: mark("Not ours to fix"),
    CancelReason.OTHER: mark("Something else"),
}


def status_label(status: Status) -> str:
    return say(_STATUS[status])


def step_label(trigger: Trigger) -> str:
    """What the button of a step says."""
    return say(_STEP[trigger])


def next_step(status: Status) -> str:
    """What somebody should do now, in a sentence."""
    return say(_NEXT[status])


def cancel_reason_label(reason: CancelReason) -> str:
    return say(_CANCEL_REASON[reason])


def severity_meaning(severity: Severity, rules: Rules) -> str:
    """As the company has it; not escaped."""
    return own_or_built_in(rules.policy(severity).meaning)


def role_label(key: str, rules: Rules) -> str:
    """A role's name, as the company has it; not escaped."""
    return own_or_built_in(rules.role_name(key))


def role_duty(key: str, rules: Rules) -> str:
    """What its holder does, spoken to them; not escaped. Empty for a role that is no more."""
    return own_or_built_in(rules.role_duty(key))


def role_in_sentence(key: str, rules: Rules) -> str:
    """A role's name in the middle of a sentence: "incident commander", but "SRE lead"."""
    name = role_label(key, rules)
    is_word = name[1:2].islower()
    return typed(name[:1].lower() + name[1:] if is_word else name)
