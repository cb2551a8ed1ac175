"""Short names of things, as they stand on buttons and in cards."""

from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.slack.words.mrkdwn import typed

STATUS = {
    Status.OPEN: "Open",
    Status.INVESTIGATING: "Investigating",
    Status.MITIGATED: "Mitigated",
    Status.POSTMORTEM: "Post-mortem",
    Status.CLOSED: "Closed",
}

STEP = {
    Trigger.INVESTIGATE: "Start investigating",
    Trigger.MITIGATE: "Mitigated…",
    Trigger.START_POSTMORTEM: "Start post-mortem",
    Trigger.CLOSE: "Close",
    Trigger.CANCEL: "Cancel…",
    Trigger.REOPEN: "Reopen…",
}

NEXT = {
    Status.OPEN: "Somebody should look: *Start investigating* says that you do.",
    Status.INVESTIGATING: "Press *Mitigated…* as soon as it no longer hurts anybody.",
    Status.MITIGATED: "The pressure is off.",
    Status.POSTMORTEM: "Write down what was learnt, then close.",
    Status.CLOSED: "Nothing left to do.",
}

CANCEL_REASON = {
    CancelReason.DUPLICATE: "Duplicate of another incident",
    CancelReason.FALSE_ALARM: "False alarm",
    CancelReason.EXTERNAL: "Not ours to fix",
    CancelReason.OTHER: "Something else",
}

SEVERITY_SIGN = {
    Severity.SEV1: ":red_circle:",
    Severity.SEV2: ":large_orange_circle:",
    Severity.SEV3: ":large_yellow_circle:",
    Severity.SEV4: ":large_blue_circle:",
}
CLOSED_SIGN = ":white_check_mark:"


def role_in_sentence(key: str, rules: Rules) -> str:
    """A role's name in the middle of a sentence: "incident commander", but "SRE lead"."""
    name = rules.role_name(key)
    is_word = name[1:2].islower()
    return typed(name[:1].lower() + name[1:] if is_word else name)
