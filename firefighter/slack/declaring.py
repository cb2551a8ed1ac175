"""The beginning of a declaration, from wherever: the form, and what is open and looks alike."""

from firefighter.domain.errors import InvalidField, StoreUnavailable
from firefighter.domain.events import Source
from firefighter.domain.severity import Severity
from firefighter.domain.title import split_title
from firefighter.slack.blocks.declare import declare_form
from firefighter.slack.visits import Visit
from firefighter.usecases.find_alike import find_alike


def begin(
    visit: Visit,
    words: str = "",
    severity: Severity = Severity.SEV3,
    source: Source | None = None,
) -> None:
    """Opens the form at once, with `words` to go on from; only then looks for what is alike."""
    rules = visit.house.rules
    title, summary = _begun(words)
    form_id = visit.open_form(declare_form(rules, title, summary, severity, source=source))
    try:
        alike = find_alike(visit.house, visit.user, title, ()) if title else ()
    except StoreUnavailable:
        return  # the form is open, which is what was asked for; it says more when it is sent
    if alike:
        form = declare_form(rules, title, summary, severity, alike=alike, source=source)
        visit.redraw(form_id, form)


def _begun(words: str) -> tuple[str, str]:
    """A title and a summary to go on from; neither when nothing was typed that can be seen."""
    try:
        return split_title(words)
    except InvalidField:
        return "", ""
