"""Names that the settings may replace: built-in ones are translated, a company's own stay."""

from collections.abc import Mapping

from firefighter.domain.taxonomy import NO_GROUP
from firefighter.i18n import gettext, gettext_noop

TAXONOMY = (
    gettext_noop("deployment"),
    gettext_noop("configuration change"),
    gettext_noop("traffic"),
    gettext_noop("expired certificate or scheduled job"),
    gettext_noop("third party"),
    gettext_noop("infrastructure"),
    gettext_noop("manual change"),
    gettext_noop("software defect"),
    gettext_noop("configuration"),
    gettext_noop("capacity"),
    gettext_noop("dependency"),
    gettext_noop("data"),
    gettext_noop("network"),
    gettext_noop("hardware"),
    gettext_noop("security"),
    gettext_noop("monitoring gap"),
    gettext_noop("knowledge gap"),
    gettext_noop("communication"),
    gettext_noop("workload"),
    gettext_noop("process"),
    gettext_noop("testing"),
    gettext_noop("change review"),
    gettext_noop("documentation"),
    gettext_noop("ownership"),
    gettext_noop("cloud provider"),
    gettext_noop("attack"),
    gettext_noop("unusual demand"),
    gettext_noop("unknown"),
)
"""The built-in triggers and failure classes; a company's own are not translated."""

_GROUPS: Mapping[str, str] = {
    "technical": gettext_noop("Technical"),
    "human": gettext_noop("Human"),
    "process": gettext_noop("Process"),
    "outside": gettext_noop("Outside"),
    NO_GROUP: gettext_noop("Other"),
}


def configured_name(word: str) -> str:
    """A trigger, a failure class or the name of a role."""
    return gettext(word.replace("{", "{{").replace("}", "}}")) if word else gettext("not set")


def failure_group_name(group: str) -> str:
    return gettext(_GROUPS[group]) if group in _GROUPS else group
