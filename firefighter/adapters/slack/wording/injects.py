"""Texts about the injects and hints of a drill. None tells what kind of inject it is."""

from datetime import timedelta

from firefighter.adapters.slack.wording.mrkdwn import escaped, single_line, user_mention
from firefighter.domain.drill import InjectState
from firefighter.domain.drill_events import HintTaken, InjectSent
from firefighter.domain.scenario import (
    AtTime,
    ByHand,
    DrillEvent,
    Inject,
    InjectKind,
    InjectTrigger,
    OnEvent,
    OnSilence,
)
from firefighter.i18n import current_language, gettext, gettext_noop, ngettext
from firefighter.reporting.scores import game_time_text
from firefighter.reporting.wording import labeled
from firefighter.use_cases.injects import PlannedInject


def inject_line(event: InjectSent) -> str:
    """One line of the timeline. What only one person was told is not repeated."""
    if event.to:
        return f":envelope: {_told_alone(event)}"
    if event.persona:
        text = gettext(
            "{persona} wrote: {text}", persona=escaped(event.persona), text=single_line(event.text)
        )
        return f":speech_balloon: {text}"
    title, text = single_line(event.title), single_line(event.text)
    return f"{_sign(event)} {labeled(title, text) if title and text else title or text}"


def _told_alone(event: InjectSent) -> str:
    who = user_mention(event.to) if event.to else ""
    if not event.persona:
        return gettext("{who} received information.", who=who)
    return gettext(
        "{who} received a message from {persona}.", who=who, persona=escaped(event.persona)
    )


def inject_text(event: InjectSent, *, with_name: bool) -> str:
    """What the heroes read, with paragraphs; a persona's words with or without their name."""
    if event.persona and not with_name:
        return escaped(event.text)
    head = event.persona or event.title
    signed = f"{_sign(event)} *{escaped(head)}*" if head else _sign(event)
    return f"{signed}\n{escaped(event.text)}"


def _sign(event: InjectSent) -> str:
    if event.persona:
        return ":speech_balloon:"
    if event.inject_kind is InjectKind.WEBHOOK:
        return ":hammer_and_wrench:"
    return ":rotating_light:" if event.inject_kind is InjectKind.ALERT else ":mag:"


def hint_line(event: HintTaken) -> str:
    text = ngettext(
        "{who} took a hint for {number} point. {about}: {text}",
        "{who} took a hint for {number} points. {about}: {text}",
        event.price,
        who=user_mention(event.actor),
        about=escaped(event.about),
        text=single_line(event.text),
    )
    return f":bulb: {text}"


def planned_line(planned: PlannedInject) -> str:
    """A row of the list that whoever runs the drill sees."""
    inject, language = planned.inject, current_language()
    title = inject.title.in_language(language) if inject.title else ""
    text = single_line(inject.text.in_language(language))
    # When a timed inject is due says it all.
    trigger = "" if isinstance(inject.trigger, AtTime) else trigger_text(inject.trigger)
    head = (f"*{escaped(title or inject.id)}*", trigger, _state(planned))
    return "\n".join(filter(None, (" · ".join(filter(None, head)), text, _call_text(inject))))


def _call_text(inject: Inject) -> str:
    """Empty for an inject that calls nothing."""
    if inject.kind is not InjectKind.WEBHOOK:
        return ""
    if inject.rollback:
        return gettext(
            "Calls {webhook}, and {rollback} at the end.",
            webhook=f"`{inject.webhook}`",
            rollback=f"`{inject.rollback}`",
        )
    return gettext("Calls {webhook}.", webhook=f"`{inject.webhook}`")


def _state(planned: PlannedInject) -> str:
    match planned.state:
        case InjectState.SENT:
            return gettext("sent at {time}", time=game_time_text(planned.at or timedelta()))
        case InjectState.SKIPPED:
            return gettext("skipped")
        case None if planned.at is None:
            return gettext("waiting")
        case None:
            return gettext("due at {time}", time=game_time_text(planned.at or timedelta()))


_EVENTS = {
    DrillEvent.STATUS: gettext_noop("when the status becomes {value}"),
    DrillEvent.ROLE: gettext_noop("when somebody takes the role {value}"),
    DrillEvent.SEVERITY: gettext_noop("when the severity becomes {value}"),
    DrillEvent.UPDATE: gettext_noop("on update {value}"),
    DrillEvent.HYPOTHESIS: gettext_noop("when a hypothesis is {value}"),
    DrillEvent.HINT: gettext_noop("on hint {value}"),
}


def trigger_text(trigger: InjectTrigger) -> str:
    match trigger:
        case AtTime(after=after):
            return gettext("at {time}", time=game_time_text(after))
        case OnEvent(event=event, value=value):
            return gettext(_EVENTS[event], value=escaped(value))
        case OnSilence(lasting=lasting):
            return gettext("after {time} of silence", time=game_time_text(lasting))
        case ByHand():
            return gettext("by hand")
