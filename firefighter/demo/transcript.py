"""What each person does and what everybody sees of it, printed while it happens."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from itertools import chain

from firefighter.confluence import markdown
from firefighter.demo.rendering import Block, Rendering, wrapped
from firefighter.domain.events import AnyEvent
from firefighter.domain.rules import Rules
from firefighter.playground.slack import LocalSlack, Message, NotPossibleError, Person, Reply, View
from firefighter.ports.places import Snapshot
from firefighter.slack.words.lines import line

_PAGE_WIDTH = 92
_EMPHASIS = re.compile(r"(?<!\\)\*+")
_BOT, _SLACK = "Firefighter", "Slack"
_INDENT = "    "


class Transcript:
    """Prints only what is new since the last look."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._rendering = Rendering(self._name_of)
        self._shown: dict[tuple[str, str], Message] = {}
        self._speaker = ""

    def write(self, text: str = "") -> None:
        print(text, flush=True)

    def chapter(self, text: str) -> None:
        self.write(f"\n── {text} " + "─" * max(3, 88 - len(text)))

    def act(self, person: Person, does: str) -> None:
        self.chapter(f"{person.user.real_name} {does}")

    def reply(self, person: Person, reply: Reply) -> None:
        """What only the person sees of the answer."""
        if reply.ephemeral:
            self._say_lines(f"only {person.user.real_name} sees", self._body(reply.ephemeral))

    def form(self, person: Person, view: View) -> None:
        submit = view.body.get("submit")
        button = [f"[{submit['text']}]"] if submit else []
        lines = [view.title, *self._rendering.blocks(view.blocks), *button]
        self._say_lines(f"{person.user.real_name} gets a form", lines)

    def filled(self, person: Person, view: View, values: Mapping[str, str]) -> None:
        """The answers that are about to be sent, beside their questions."""
        questions = {each.get("block_id"): each["label"]["text"] for each in _fields(view)}
        lines = [f"{questions[name]}  {value}" for name, value in values.items()]
        submit = view.body["submit"]["text"]
        self._say_lines(f"{person.user.real_name} answers", [*lines, f"[{submit}]"])

    def page(self, title: str, body: str) -> None:
        """A page of Confluence as text, up to what people are asked to think about."""
        told = markdown.document(title, body).partition("\n## Key facts")[0]
        timeline = markdown.document(title, body).partition("\n## Timeline")[2]
        for written in f"{told}\n## Timeline{timeline}".splitlines():
            plain = _EMPHASIS.sub("", written).strip()
            if plain:
                self.write(textwrap.indent(textwrap.fill(plain, _PAGE_WIDTH), "  │ "))

    def channels(self) -> None:
        """All that is new or was edited, channel by channel; what two messages show, only once."""
        said: list[list[str]] = []
        for channel in self._slack.channels():
            self._speaker = ""
            changed = [each for each in self._in(channel.name) if self._is_new(each)]
            told = [each for each in changed if self._news(each)]
            if told:
                self.write(f"\n  #{channel.name}{' (private)' if channel.is_private else ''}")
            for message in told:
                self._show(message, said)
            self._shown |= {(each.channel, each.ts): each for each in changed}

    def forget_what_was_there(self) -> None:
        """What is in the channels now is no news."""
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

    def _news(self, message: Message) -> list[str]:
        """What it says that it did not say when it was shown last."""
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
        """Who says it is left out while it is who spoke before."""
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
