"""Labels for buttons and cards, in the current language."""

from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.lifecycle import STEPS, DeclineReason, Status, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.i18n.translation import translate_built_in

SEVERITY_SIGN = {
    Severity.SEV1: ":red_circle:",
    Severity.SEV2: ":large_orange_circle:",
    Severity.SEV3: ":large_yellow_circle:",
    Severity.SEV4: ":large_blue_circle:",
}

CLOSED_SIGN = ":white_check_mark:"


_DECLINE_REASON = {
    DeclineReason.DUPLICATE: gettext_noop("Duplicate of another incident"),
    DeclineReason.FALSE_ALARM: gettext_noop("False alarm"),
    DeclineReason.EXTERNAL: gettext_noop("Not ours to fix"),
    DeclineReason.OTHER: gettext_noop("Other"),
}


def status_label(status: Status) -> str:
    return gettext(status.row.label)


def step_label(step_kind: StepKind) -> str:
    """Returns the label of a step's button."""
    return gettext(STEPS[step_kind].label)


def next_step(status: Status) -> str:
    """Returns what to do now, in a sentence."""
    return gettext(status.row.next_step)


def decline_reason_label(reason: DeclineReason) -> str:
    return gettext(_DECLINE_REASON[reason])


def severity_meaning(severity: Severity, rules: Rules) -> str:
    """As configured; not escaped."""
    return translate_built_in(rules.policy(severity).meaning)


def role_label(key: str, rules: Rules) -> str:
    """A role's name as configured; not escaped."""
    return translate_built_in(rules.role_name(key))


def role_duty(key: str, rules: Rules) -> str:
    """What the holder does, addressed to them; not escaped. Empty for an unknown role."""
    return translate_built_in(rules.role_duty(key))


def severity_option(severity: Severity, rules: Rules) -> str:
    """A severity in a menu, with what it means."""
    meaning = severity_meaning(severity, rules)
    return gettext("{severity} · {meaning}", severity=severity, meaning=meaning)


def role_in_sentence(key: str, rules: Rules) -> str:
    """A role's name in the middle of a sentence: "incident commander", but "SRE lead"."""
    name = role_label(key, rules)
    is_word = name[1:2].islower()
    return escaped(name[:1].lower() + name[1:] if is_word else name)


_NAMES = {
    Milestone.IMPACT_STARTED: gettext_noop("Impact started"),
    Milestone.DETECTED: gettext_noop("Detected"),
    Milestone.DECLARED: gettext_noop("Declared"),
    Milestone.ACKNOWLEDGED: gettext_noop("Acknowledged"),
    Milestone.MITIGATED: gettext_noop("Mitigated"),
    Milestone.CLOSED: gettext_noop("Closed"),
}


def milestone_name(milestone: Milestone) -> str:
    return gettext(_NAMES[milestone])


_MINUTES_IN_AN_HOUR = 60


def delay_text(minutes: int) -> str:
    """Returns "In 45 minutes" or "In 2 hours"."""
    hours, rest = divmod(minutes, _MINUTES_IN_AN_HOUR)
    if hours and not rest:
        return ngettext("In {number} hour", "In {number} hours", hours)
    return ngettext("In {number} minute", "In {number} minutes", minutes)
