"""How far a post-mortem is, and what would make it worth reading."""

from collections.abc import Sequence

from firefighter.domain.incident import Incident
from firefighter.domain.quality import Check, Doubt
from firefighter.domain.taxonomy import Taxonomy
from firefighter.ports.pages import PageRef, Reading
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.forms import mend
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Option,
    button,
    choice,
    context,
    link_button,
    modal,
    section,
)
from firefighter.slack.words.mrkdwn import moment
from firefighter.slack.words.quality import doubt_text
from firefighter.slack.words.refusals import missing_text
from firefighter.texts import say

_DOUBTS_SHOWN = 5


def quality(
    incident: Incident,
    page: PageRef,
    reading: Reading | None,
    asked: Sequence[Check],
    doubted: Sequence[Doubt],
) -> list[Block]:
    done = sum(check.done for check in asked)
    head = say(
        "*{incident}: {done} of {all} complete.*",
        incident=incident.reference,
        done=done,
        all=len(asked),
    )
    lines = [
        section(missing_text(check.item), mend(incident, check.item, page.url))
        for check in asked
        if not check.done
    ]
    return [
        section(head, link_button(presses.OPEN_PAGE, say("Open the page"), page.url)),
        *lines,
        *(context(f":speech_balloon: {doubt_text(each)}") for each in doubted[:_DOUBTS_SHOWN]),
        *_age(reading),
    ]


def page_is_gone(incident: Incident) -> list[Block]:
    again = button(presses.MAKE_PAGE, say("Make it again"), str(Carried(incident.id)))
    return [
        section(
            say("The post-mortem page is gone: somebody deleted it, or closed it to me."), again
        )
    ]


def classes_form(incident: Incident, taxonomy: Taxonomy, beneath: str = "") -> Block:
    return modal(
        presses.CLASSIFY,
        say("Classify {incident}", incident=incident.reference),
        [
            choice(
                "trigger",
                say("What set it off?"),
                _words(taxonomy.triggers),
                initial=incident.trigger,
            ),
            choice(
                "failure_class",
                say("What kind of failure was it?"),
                _words(taxonomy.failure_classes),
                initial=incident.failure_class,
            ),
        ],
        submit=say("Save"),
        metadata=str(Carried(incident.id, beneath=beneath)),
    )


def _words(words: Sequence[str]) -> list[Option]:
    return [Option(word, say(word.replace("{", "{{").replace("}", "}}"))) for word in words]


def _age(reading: Reading | None) -> list[Block]:
    if reading is None or (reading.text and reading.as_of is None):
        return []
    if reading.as_of is None:
        return [context(say("Confluence does not answer, so the page could not be read yet."))]
    when = moment(reading.as_of)
    return [context(say("Confluence does not answer; this is as of {when}.", when=when))]
