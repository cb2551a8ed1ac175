"""Prints what each person does and what others see of it, as it happens."""

import html
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Event
from typing import Any

from firefighter.adapters.confluence import page_formats
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.demo.page_text import page_text
from firefighter.domain.events import AnyEvent
from firefighter.domain.rules import Rules
from firefighter.playground.client.emoji import with_signs
from firefighter.playground.slack import (
    Channel,
    LocalSlack,
    Message,
    NotPossibleError,
    Person,
    Reply,
    View,
)
from firefighter.ports.snapshot import Snapshot

Block = dict[str, Any]

NameOf = Callable[[str], str]
"""Returns the display name of a user or channel id."""


Pause = Callable[[str], None]
"""Waits while somebody reads a text."""

_CHARACTERS_PER_S = 60
"""Faster than most people read, since much of it is skimmed."""

_LONGEST_PAUSE_S = 2.5


def no_pause(_text: str) -> None:
    """For output that nobody reads while it is written."""


def reading_pause(text: str) -> None:
    Event().wait(reading_time_s(text))


def reading_time_s(text: str) -> float:
    return min(_LONGEST_PAUSE_S, len("".join(text.split())) / _CHARACTERS_PER_S)


_LIVE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")

_BUTTON = re.compile(r"\[[^\[\]]*\]")

_GLUE = "\0"

_WIDTH = 84


class TextRenderer:
    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of

    def text(self, mrkdwn: str) -> str:
        live = _LIVE.sub(self._live, mrkdwn)
        quoted = re.sub(r"^>", "> ", live, flags=re.MULTILINE)
        signed = with_signs(quoted)
        return html.unescape(re.sub(r"(?<!\w)[*_](\S(?:[^*_\n]*\S)?)[*_](?!\w)", r"\1", signed))

    def blocks(self, blocks: "tuple[Block, ...] | list[Block]") -> list[str]:
        """Prints each line whole, whatever its length."""
        return [line for block in blocks for line in self._block(block)]

    def _block(self, block: Block) -> Iterator[str]:
        match block["type"]:
            case "section":
                yield from self._section(block)
            case "context":
                yield from self.text(
                    " ".join(each["text"] for each in block["elements"])
                ).splitlines()
            case "actions":
                yield "  ".join(_button(element) for element in block["elements"])
            case "divider":
                yield ""
            case "input":
                yield f"{block['label']['text']}  {_field(block['element'])}"
            case other:
                yield f"({other})"

    def _section(self, block: Block) -> Iterator[str]:
        if "text" in block:
            lines = self.text(block["text"]["text"]).splitlines()
            accessory = block.get("accessory")
            yield from lines[:-1]
            yield f"{lines[-1]}  {_button(accessory)}" if accessory else lines[-1]
        if "fields" in block:
            facts = (self.text(field["text"]).replace("\n", ": ") for field in block["fields"])
            yield " · ".join(facts)

    def _live(self, link: re.Match[str]) -> str:
        mark, target, label = link.groups()
        if mark == "!":
            return label or f"@{target}"
        return label or (mark + self._name_of(target) if mark else target)


def wrapped(line: str) -> list[str]:
    """Wraps over as many lines as needed without breaking a button."""
    glued = _BUTTON.sub(lambda button: button[0].replace(" ", _GLUE), line)
    lines = textwrap.wrap(glued, _WIDTH, break_on_hyphens=False) or [""]
    return [each.replace(_GLUE, " ") for each in lines]


def _button(element: Block) -> str:
    if element["type"] == "overflow":
        return "[⋯ " + " | ".join(option["text"]["text"] for option in element["options"]) + "]"
    return f"[{element['text']['text']}]"


def _field(element: Block) -> str:
    options = [option["text"]["text"] for option in element.get("options", ())]
    return f"({' | '.join(options)})" if options else "_______"


_PAGE_WIDTH = 92

_EMPHASIS = re.compile(r"(?<!\\)\*+")

_BOT, _SLACK = "Firefighter", "Slack"

_INDENT = "    "


class Selection:
    """Which messages a transcript prints: all of them."""

    def has(self, _channel: Channel, _message: Message, *, edited: bool) -> bool:  # noqa: ARG002 - for subclasses
        return True


_EVERYTHING = Selection()


@dataclass(frozen=True)
class Act:
    """A chapter's title, or what somebody does in it."""

    text: str
    opens_chapter: bool = False


class Transcript:
    """Prints only what is new since the last call."""

    def __init__(
        self,
        slack: LocalSlack,
        pause: Pause = no_pause,
        selection: Selection = _EVERYTHING,
    ) -> None:
        self._slack = slack
        self._pause = pause
        self._selection = selection
        self._rendering = TextRenderer(self._name_of)
        self._shown: dict[tuple[str, str], Message] = {}
        self._speaker = ""
        self.acts: list[Act] = []
        """What happened, oldest first."""

    def write(self, text: str = "") -> None:
        print(text, flush=True)
        self._pause(text)

    def chapter(self, text: str) -> None:
        self.acts.append(Act(text, opens_chapter=True))
        self.write(f"\n── {text} " + "─" * max(3, 88 - len(text)))

    def act(self, person: Person, does: str) -> None:
        self.chapter(f"{person.user.real_name} {does}")

    def step(self, person: Person, does: str) -> None:
        """Prints a small act; several belong to one chapter."""
        self.acts.append(Act(f"{person.user.real_name} {does}"))
        text = f"▸ {person.user.real_name} {does}"
        told = textwrap.fill(
            text, _PAGE_WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
        self.write(f"\n{told}")

    def reply(self, person: Person, reply: Reply) -> None:
        """Prints the part of the answer that only the person sees."""
        if reply.ephemeral:
            self._say_lines(f"only {person.user.real_name} sees", self._body(reply.ephemeral))

    def form(self, person: Person, view: View) -> None:
        submit = view.body.get("submit")
        button = [f"[{submit['text']}]"] if submit else []
        lines = [view.title, *self._rendering.blocks(view.blocks), *button]
        does = "gets a form" if submit else "sees"
        self._say_lines(f"{person.user.real_name} {does}", lines)

    def filled(self, person: Person, view: View, values: Mapping[str, str]) -> None:
        """Prints the form's answers beside their questions."""
        questions = {each.get("block_id"): each["label"]["text"] for each in _fields(view)}
        lines = [f"{questions[name]}  {value}" for name, value in values.items()]
        submit = view.body["submit"]["text"]
        self._say_lines(f"{person.user.real_name} answers", [*lines, f"[{submit}]"])

    def page(self, title: str, body: str) -> None:
        """Prints a Confluence page as text, up to its first question."""
        told = page_formats.markdown_document(title, body).partition("\n## Key facts")[0]
        timeline = page_formats.markdown_document(title, body).partition("\n## Timeline")[2]
        for written in f"{told}\n## Timeline{timeline}".splitlines():
            plain = _EMPHASIS.sub("", written).strip()
            if plain:
                self.write(textwrap.indent(textwrap.fill(plain, _PAGE_WIDTH), "  │ "))

    def whole_page(self, title: str, body: str) -> None:
        """Prints all sections of a Confluence page as text, each with its pause."""
        for section in page_text(title, body, _PAGE_WIDTH):
            lines = ("", *section.splitlines())
            self.write("\n".join(f"  │ {line}".rstrip() for line in lines))

    def channels(self) -> None:
        """Prints everything new or edited by channel. Text in two messages is printed once."""
        said: list[list[str]] = []
        for channel in self._slack.channels():
            self._speaker = ""
            changed = [each for each in self._in(channel.name) if self._is_new(each)]
            told = [each for each in changed if self._is_told(channel, each)]
            if told:
                self.write(f"\n  #{channel.name}{' (private)' if channel.is_private else ''}")
            for message in told:
                self._show(message, said)
            self._shown |= {(each.channel, each.ts): each for each in changed}

    def forget_what_was_there(self) -> None:
        """Marks the current content as already shown."""
        for channel in self._slack.channels():
            for message in self._in(channel.name):
                self._shown[message.channel, message.ts] = message

    def event(self, event: AnyEvent, snapshot: Snapshot) -> None:
        text = line(event, snapshot.incident, Rules())
        first, *more = wrapped(self._rendering.text(text))
        self.write(f"    {event.at:%H:%M:%S}  {first}")
        for each in more:
            self.write(f"              {each}")

    def _in(self, channel: str) -> list[Message]:
        found = []
        for message in self._slack.messages(channel):
            found.append(message)
            found += self._slack.thread(channel, message.ts) if message.reply_count else []
        return found

    def _is_new(self, message: Message) -> bool:
        before = self._shown.get((message.channel, message.ts))
        return before is None or (before.text, before.blocks) != (message.text, message.blocks)

    def _is_told(self, channel: Channel, message: Message) -> bool:
        edited = (message.channel, message.ts) in self._shown
        return bool(self._news(message)) and self._selection.has(channel, message, edited=edited)

    def _news(self, message: Message) -> list[str]:
        """Returns what the message says that it did not say when it was last shown."""
        before = self._shown.get((message.channel, message.ts))
        known = self._body(before) if before else []
        return [line for line in self._body(message) if line not in known]

    def _show(self, message: Message, said: list[list[str]]) -> None:
        lines = self._news(message)
        shown = ["(the same)"] if lines in said else lines
        said.append(lines)
        speaker = self._speaker_of(message, edited=(message.channel, message.ts) in self._shown)
        self._say_lines("" if speaker == self._speaker else speaker, shown, indent=_INDENT)
        self._speaker = speaker

    def _body(self, message: Message) -> list[str]:
        if message.blocks:
            return self._rendering.blocks(list[Block](message.blocks))
        pictures = [f"🖼 {file.title}" for file in message.files]
        return [*self._rendering.text(message.text).splitlines(), *pictures]

    def _say_lines(self, who: str, lines: Sequence[str], indent: str = "  ") -> None:
        """Leaves out the author when the previous message has the same one."""
        if who:
            self.write(f"{indent}{who}")
        for each in chain.from_iterable(map(wrapped, lines)):
            self.write(f"{indent}│ {each}".rstrip())

    def _speaker_of(self, message: Message, *, edited: bool) -> str:
        is_reply = message.thread_ts not in {None, message.ts}
        parts = (
            self._author_of(message),
            "in the thread" if is_reply else "",
            "edited" if edited else "",
        )
        return ", ".join(filter(None, parts))

    def _author_of(self, message: Message) -> str:
        if name := message.extra.get("username"):
            return str(name)
        if message.subtype not in {None, "file_share"}:
            return _SLACK
        return _BOT if message.by_bot else self._name_of(message.user)

    def _name_of(self, an_id: str) -> str:
        try:
            if an_id.startswith("C"):
                return self._slack.channel(an_id).name
            return self._slack.person(an_id).user.real_name
        except NotPossibleError:
            return an_id


def _fields(view: View) -> list[Block]:
    return [block for block in view.blocks if block["type"] == "input"]
