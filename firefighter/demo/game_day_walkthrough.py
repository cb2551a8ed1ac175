"""Plays a whole Game Day in the terminal: two teams, from the first idea to what was learnt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from firefighter.adapters.slack.blocks import game_days as buttons
from firefighter.adapters.slack.blocks.action_ids import action, game_day_state
from firefighter.adapters.slack.blocks.scoreboard import JUDGE, NONE_OF_THEM
from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.adapters.slack.wording.game_days import step_name
from firefighter.adapters.store.pages import StoredSelfHostedPages
from firefighter.demo import game_day_script as script
from firefighter.demo.sandbox import open_sandbox
from firefighter.demo.scripted_play import MovableClock, ScriptedPlay, WalkthroughFailed
from firefighter.demo.transcript import Pause, Selection, Transcript, no_pause
from firefighter.domain.experiments import Verdict
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.ids import GameDayId, TeamNumber
from firefighter.playground.slack import Channel, Message, Person
from firefighter.ports.game_days import GameDayPlace, GameDayPlaceRef, GameDaySnapshot
from firefighter.ports.snapshot import Place
from firefighter.settings.policy import Policy

_GAME_DAY = GameDayId(1)
_SHOWN_OF_SHAPE = ("objective", "hypothesis", "blast_radius", "rollback", "abort_conditions")

_RED, _BLUE = TeamNumber(1), TeamNumber(2)


def run_game_day_walkthrough(pause: Pause = no_pause) -> None:
    """Prints the transcript, and pauses after each text. Raises WalkthroughFailed."""
    with open_game_day(pause) as walkthrough:
        walkthrough.perform(walkthrough.begin_game_day())


@contextmanager
def open_game_day(pause: Pause) -> Iterator["GameDayWalkthrough"]:
    """Starts the local Slack and the bot for it, as yet without people."""
    clock = MovableClock()
    with open_sandbox(Policy(services=script.SERVICES), clock=clock) as sandbox:
        transcript = Transcript(sandbox.slack, pause, _WithoutCopies())
        yield GameDayWalkthrough(sandbox, transcript, clock)


class _WithoutCopies(Selection):
    """Without who joined, and without what a drill also shows outside of its lines."""

    def has(self, channel: Channel, message: Message, *, edited: bool) -> bool:
        if message.subtype is not None and not message.is_posted_by_bot:
            return False
        return channel.name.startswith("game-day-") or ("-exercise-" in channel.name and not edited)


@dataclass
class GameDayWalkthrough(ScriptedPlay):
    clock: MovableClock
    _places: dict[GameDayPlace, GameDayPlaceRef] = field(default_factory=dict)
    _channels: dict[TeamNumber, str] = field(default_factory=dict)
    """Of the teams' drills."""

    def perform(self, people: Mapping[str, Person]) -> None:
        """Plays all phases with the people of `begin_game_day`. Raises WalkthroughFailed."""
        self._collect_ideas(people)
        self._shape(people)
        self._observe(people)
        self._choose(people)
        self._set_up(people)
        self._play(people)
        self._reveal(people)
        self._evaluate(people)
        self._learn(people)
        self._show_report()
        self._check_the_end()

    def begin_game_day(self) -> Mapping[str, Person]:
        """Brings in everybody and the past incidents; returns the people by name."""
        first = self.begin(script.INTRODUCTION)
        slack = self.sandbox.slack
        others = ("Malik", "Lea", "Farid", "Grace", "Hugo", "Inès", "Jonas")
        added = [slack.add_person(_handle(each), real_name=each) for each in others]
        for person in added:
            person.join("general")
        people = {each.user.real_name: each for each in (*first, *added)}
        for title in script.PAST_INCIDENTS:
            people["Ana"].command("general", COMMAND, "open")
            values = {"title": title, "severity": "SEV3", "services": [script.SERVICES[0]]}
            self.expect(people["Ana"].submit(values))
            people["Ana"].close_view()
        self._move_clock(timedelta(days=1))
        self.transcript.forget_what_was_there()
        return people

    def _collect_ideas(self, people: Mapping[str, Person]) -> None:
        ana = people["Ana"]
        self.transcript.chapter("Workshop 1: ideas")
        self.transcript.step(ana, f"types:  {COMMAND} gameday new {script.TITLE}")
        self.expect(ana.command("general", COMMAND, f"gameday new {script.TITLE}"))
        self.expect(ana.submit({**script.DETAILS, "owner": people["Malik"].id}))
        ana.close_view()
        self.look()
        self.transcript.step(ana, f"gives roles to {_listed(script.ROLES)}: [Give a role…]")
        for name, role in script.ROLES.items():
            self._in_view(ana, buttons.SEAT, "", {"user": people[name].id, "role": role.value})
        self.look()
        self._in_view(ana, buttons.SUGGEST, "asks the bot: [Ideas from statistics]")
        for name, number in (("Lea", script.PRICES), ("Chloé", script.PHONE)):
            idea = script.IDEAS[number]
            self._on_card(people[name], buttons.IDEA, f"proposes: {idea['title']}", idea)
        self._show_view(ana, "opens the list: [Open…]")
        self._go_on(ana, GameDayStepKind.SHAPE)

    def _shape(self, people: Mapping[str, Person]) -> None:
        ana = people["Ana"]
        self.transcript.chapter("Workshop 2: targets and hypotheses")
        for number, texts in script.SHAPED.items():
            does = f"describes E{number}: {texts['title']}"
            self._on_experiment(ana, number, buttons.SHAPE, does, texts, shown=_SHOWN_OF_SHAPE)
        phone = script.PHONE
        self._on_experiment(ana, phone, buttons.LEAVE_OUT, f"leaves out E{phone} for another time")
        self._go_on(ana, GameDayStepKind.OBSERVE)

    def _observe(self, people: Mapping[str, Person]) -> None:
        ana, malik = people["Ana"], people["Malik"]
        self.transcript.chapter("Workshop 3: where the result is seen, and what is played")
        for number, signal in script.SIGNALS.items():
            does = f"says where E{number} is seen: [Name its signal…]"
            values = {"signal": signal}
            self._on_experiment(ana, number, buttons.SIGNAL, does, values, shown=("signal",))
        self.transcript.step(malik, "has looked at both: [I have seen the signal]")
        for number in script.SIGNALS:
            self._on_experiment(malik, number, buttons.SEEN, "")
        self._go_on(ana, GameDayStepKind.CHOOSE)

    def _choose(self, people: Mapping[str, Person]) -> None:
        ana = people["Ana"]
        for name, given in script.VOTES.items():
            told = ", ".join(f"{points} for E{number}" for number, points in given.items())
            points = {f"points_{number}": str(each) for number, each in given.items()}
            self._on_card(people[name], buttons.VOTE, f"gives {told}", points)
        chosen = {"chosen": [str(script.PRICES)]}
        self._in_view(ana, buttons.CHOOSE, f"chooses E{script.PRICES}, which has most", chosen)
        self._go_on(ana, GameDayStepKind.ARM)

    def _set_up(self, people: Mapping[str, Person]) -> None:
        ana = people["Ana"]
        self.transcript.chapter("Teams, date, consent, and the stop button")
        self.transcript.step(ana, "adds the teams Red and Blue: [Add a team…]")
        for name in (script.RED, script.BLUE):
            self._in_view(ana, buttons.TEAM, "", {"team_name": name})
        for team, names in script.HEROES.items():
            first, *others = names
            does = f"joins {team}, and so do {_listed(others)}: [Take part…]"
            self.transcript.step(people[first], does)
            number = _RED if team == script.RED else _BLUE
            for name in names:
                self._on_card(people[name], buttons.JOIN, "", {"seat": str(number)})
        self.look()
        self._show_view(people["Ben"], "is a hero, and sees no experiment: [Open…]")
        when = int(self.clock.now().timestamp())
        self._in_view(ana, buttons.SET_UP, "sets the date: now", {"starts_at": when})
        self._in_view(people["Malik"], buttons.CONSENT, "answers for the shop: [I consent]")
        self._on_card(people["Chloé"], buttons.TRY_STOP, "presses [Try the stop button]")

    def _play(self, people: Mapping[str, Person]) -> None:
        ana = people["Ana"]
        self.transcript.chapter("The day: both teams play, each in its own channel")
        step = action(buttons.STEP, GameDayStepKind.START)
        self._on_card(ana, step, "presses [Start the Game Day…], and confirms", {})
        ben, hugo, ines = people["Ben"], people["Hugo"], people["Inès"]
        self._in_drill(ben, _RED, "role.commander", "takes command of Red: [Take command]")
        self._in_drill(people["Farid"], _RED, "step.investigate", "starts investigating")
        self._later(2, "Two minutes later: the same inject reaches both teams", "Four more tickets")
        self._update(people["Grace"])
        self._in_drill(hugo, _BLUE, "role.commander", "takes command of Blue: [Take command]")
        self._in_drill(people["Jonas"], _BLUE, "step.investigate", "starts investigating")
        self._later(2, "Four minutes after the start", "We stopped the campaign")
        self._types(people["Farid"], _RED, f"hypothesis {script.HYPOTHESIS}")
        self._types(people["Farid"], _RED, "hypothesis H1 testing")
        self._show_board("The scoreboard, edited live")
        self._pause(people)
        self._later(2, "Six minutes of game time", "Log of the price copy")
        self._hint(ines)
        self._types(people["Farid"], _RED, f"hypothesis H1 confirmed {script.FOUND}")
        self._note(people["Lea"])
        self._later(3, "Nine minutes of game time", "Orders since 09:00")
        self._types(ben, _RED, "severity sev2 163 orders, and the price may be binding")
        self._mitigate(ben, _RED, "Prices are hidden on the list until the copy is done")
        self._later(3, "Twelve minutes of game time", "A consumer magazine")
        self._mitigate(hugo, _BLUE, "A full copy of all prices was started")
        self._show_board("The scoreboard now")

    def _pause(self, people: Mapping[str, Person]) -> None:
        step = action(buttons.STEP, GameDayStepKind.PAUSE)
        self._on_card(people["Chloé"], step, "hears a fire alarm: [Pause]")
        self._move_clock(timedelta(minutes=10))
        self.look()
        self.transcript.chapter("Ten minutes later: nothing was sent, and the teams lost no time")
        step = action(buttons.STEP, GameDayStepKind.RESUME)
        self._on_card(people["Ana"], step, "presses [Resume]")

    def _update(self, person: Person) -> None:
        self._in_drill(
            person,
            _RED,
            "update",
            "tells everybody: [Update…]",
            {
                "impact": "Five customers so far, all garden furniture",
                "changed": "The list is cheaper than the page",
                "next_step": "Count the products",
            },
        )

    def _hint(self, person: Person) -> None:
        self.transcript.step(person, "looks for help: [Hint…]")
        self.expect(person.press(self._panel(_BLUE), action_id="hints"))
        offers = self.view_of(person)
        self.transcript.form(person, offers)
        self.transcript.step(person, "takes the first one: [Take]")
        self.expect(person.press(offers, action_id="take_hint.who-reads-what"))
        person.close_view()
        self.look()

    def _mitigate(self, person: Person, team: TeamNumber, note: str) -> None:
        self._in_drill(person, team, "step.mitigate", "presses [Mitigated…]", {"note": note})

    def _note(self, person: Person) -> None:
        values = {"kind": "to_change", "team": str(_BLUE), "note": script.NOTE}
        self._in_view(person, buttons.NOTE, "writes a note that no hero sees", values)

    def _reveal(self, people: Mapping[str, Person]) -> None:
        self.transcript.chapter("The reveal: from now on everybody may see everything")
        step = action(buttons.STEP, GameDayStepKind.EVALUATE)
        self._on_card(people["Ana"], step, "presses [End and evaluate…], and confirms", {})
        judges = "judges the diagnosis of {team}: [Score…], [Judge the diagnosis…]"
        self._judge(people["Ana"], _RED, "1", judges.format(team=f"{script.RED}, H1"))
        self._judge(people["Ana"], _BLUE, NONE_OF_THEM, judges.format(team=f"{script.BLUE}, none"))
        ben = people["Ben"]
        self.transcript.step(ben, "asks where Red's points come from: [Score…]")
        (debrief,) = self._find(self._drill_channel(_RED), "drill_score")
        self.expect(ben.press(debrief, action_id="drill_score"))
        self.transcript.form(ben, self.view_of(ben))
        ben.close_view()

    def _judge(self, person: Person, team: TeamNumber, hypothesis: str, does: str) -> None:
        self.transcript.step(person, does)
        (debrief,) = self._find(self._drill_channel(team), "drill_score")
        self.expect(person.press(debrief, action_id="drill_score"))
        self.expect(person.press(self.view_of(person), action_id=JUDGE))
        self._send(person, {"hypothesis": hypothesis})
        self.look()

    def _evaluate(self, people: Mapping[str, Person]) -> None:
        ana = people["Ana"]
        self.transcript.chapter("The evaluation: how it went, and what came of the hypothesis")
        for name, answer in script.ANSWERS.items():
            shown = "without a name" if "anonymous" in answer else ""
            self._on_card(people[name], buttons.ANSWER, f"answers [How it went…] {shown}", answer)
        judged = {"verdict": Verdict.HELD, "finding": script.FINDING}
        self._on_experiment(
            ana, script.PRICES, buttons.JUDGE, f"judges E{script.PRICES}: held", judged
        )
        self._show_view(people["Ben"], "is a hero, and may read everything now: [Open…]")
        self._go_on(ana, GameDayStepKind.DEBRIEF)

    def _learn(self, people: Mapping[str, Person]) -> None:
        self.transcript.chapter("What was learnt becomes a follow-up")
        due = f"{self.clock.now() + timedelta(days=14):%Y-%m-%d}"
        values = {"text": script.LEARNING, "owner": people["Malik"].id, "due": due}
        self._on_card(
            people["Grace"], buttons.LEARN, f"adds: {script.LEARNING}. Owner: Malik", values
        )
        self._go_on(people["Ana"], GameDayStepKind.CLOSE)

    def _show_report(self) -> None:
        """Without Confluence, the bot hosts the page."""
        self.transcript.chapter("The learning report: the page that everybody can read afterwards")
        ref = self._snapshot().page
        page = StoredSelfHostedPages(self.sandbox.bot.database).get(ref.id) if ref else None
        if page is None:
            raise WalkthroughFailed("The Game Day has no learning report.")
        self.transcript.whole_page(page.title, page.body)

    def _check_the_end(self) -> None:
        game_day = self._snapshot().game_day
        if game_day.phase is not GameDayPhase.CLOSED:
            raise WalkthroughFailed(f"The Game Day ended {game_day.phase}, not closed.")
        self.transcript.write(script.NEXT_STEPS)

    def _go_on(self, person: Person, step_kind: GameDayStepKind) -> None:
        label = step_name(step_kind)
        self._on_card(person, action(buttons.STEP, step_kind), f"presses [{label}]")

    def _on_card(
        self,
        person: Person,
        action_id: str,
        does: str,
        values: Mapping[str, object] | None = None,
    ) -> None:
        """Presses a button of the card, and sends the form that opens, if it gets values.

        Prints nothing if `does` is empty.
        """
        if does:
            self.transcript.step(person, does)
        self.expect(person.press(self._message(GameDayPlace.CARD), action_id=action_id))
        self._send(person, values)
        if does:
            self.look()

    def _in_drill(
        self,
        person: Person,
        team: TeamNumber,
        action_id: str,
        does: str,
        values: Mapping[str, object] | None = None,
    ) -> None:
        self.transcript.step(person, does)
        self.expect(person.press(self._panel(team), action_id=action_id))
        self._send(person, values)
        self.look()

    def _in_view(
        self,
        person: Person,
        action_id: str,
        does: str,
        values: Mapping[str, object] | None = None,
        *,
        state: str | None = None,
        shown: Sequence[str] = (),
    ) -> None:
        """As `_on_card`, in the person's own view of the Game Day; prints the `shown` values."""
        if does:
            self.transcript.step(person, does)
        self.expect(person.press(self._message(GameDayPlace.CARD), action_id=buttons.OPEN))
        self.expect(person.press(self.view_of(person), action_id=action_id, value=state))
        if values and shown:
            told = {name: str(values[name]) for name in shown}
            self.transcript.filled(person, self.view_of(person), told)
        self._send(person, values)
        if does:
            self.look()

    def _on_experiment(
        self,
        person: Person,
        number: int,
        choice: str,
        does: str,
        values: Mapping[str, object] | None = None,
        *,
        shown: Sequence[str] = (),
    ) -> None:
        state = str(game_day_state(_GAME_DAY, str(number), choice))
        action_id = action(buttons.EXPERIMENT, str(number))
        self._in_view(person, action_id, does, values, state=state, shown=shown)

    def _send(self, person: Person, values: Mapping[str, object] | None) -> None:
        if values is not None:
            self.view_of(person)
            self.expect(person.submit(values))
        while person.view is not None:
            person.close_view()

    def _types(self, person: Person, team: TeamNumber, words: str) -> None:
        self.transcript.step(person, f"types:  {COMMAND} {words}")
        self.expect(person.command(self._drill_channel(team), COMMAND, words))
        self.look()

    def _show_view(self, person: Person, does: str) -> None:
        self.transcript.step(person, does)
        self.expect(person.press(self._message(GameDayPlace.CARD), action_id=buttons.OPEN))
        self.transcript.form(person, self.view_of(person))
        person.close_view()

    def _later(self, minutes: int, says: str, words: str) -> None:
        """Moves the clock, and goes on once both teams have a message with the words."""
        self.transcript.chapter(says)
        self._move_clock(timedelta(minutes=minutes))
        channels = [self._drill_channel(team) for team in (_RED, _BLUE)]
        self.sandbox.slack.wait_until(
            lambda: all(self._find(channel, words) for channel in channels), what=words
        )
        self.look()

    def _show_board(self, says: str) -> None:
        """Moves the clock to the next time at which the board is edited."""
        self.transcript.chapter(says)
        before = self._message(GameDayPlace.SCOREBOARD)
        self._move_clock(timedelta(seconds=16))
        self.sandbox.slack.wait_until(
            lambda: self._message(GameDayPlace.SCOREBOARD).blocks != before.blocks,
            what="the scoreboard",
        )
        self.look()

    def _move_clock(self, passes: timedelta) -> None:
        """Not while an effect is under way, which would run out of time."""
        self.sandbox.wait_until_idle()
        self.clock.ahead += passes
        self.sandbox.slack.ahead_s += passes.total_seconds()

    def _find(self, channel: str, words: str) -> Sequence[Message]:
        said = self.sandbox.slack.messages(channel)
        return [each for each in said if words in f"{each.text} {each.blocks}"]

    def _snapshot(self) -> GameDaySnapshot:
        return self.sandbox.bot.context.game_days.game_day(None, _GAME_DAY)

    def _message(self, place: GameDayPlace) -> Message:
        if place not in self._places:
            self._places |= self._snapshot().places
        ref = self._places[place]
        return self.sandbox.slack.message(ref.channel, ref.ts)

    def _panel(self, team: TeamNumber) -> Message:
        return self.sandbox.slack.pins(self._drill_channel(team))[0]

    def _drill_channel(self, team: TeamNumber) -> str:
        if team not in self._channels:
            records = self.sandbox.bot.context.records
            for incident, drill in self._snapshot().game_day.drills.items():
                place = records.snapshot(incident).places[Place.CHANNEL]
                self._channels[drill.team] = self.sandbox.slack.channel(place.channel).name
        return self._channels[team]


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"


def _handle(name: str) -> str:
    return name.casefold().replace("è", "e")
