"""The learning report of a Game Day as a page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from firefighter.domain.events import AnyEvent, DecisionRecorded, MessageNoted, NoteTaken
from firefighter.domain.experiments import Experiment, ExperimentField, Signal, Verdict
from firefighter.domain.follow_ups import FOLLOW_UP_KINDS, FollowUp
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_evaluation import ANSWERS_SHOWN_FROM, Answer, Note, NoteKind
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.mentions import with_names
from firefighter.domain.scenario import Environment as PlayedIn
from firefighter.domain.scenario import Mode, ScoringItem
from firefighter.domain.scoring import ItemScore, RankedTeam
from firefighter.domain.timeline import TimelineViewItem
from firefighter.i18n import current_language, gettext, ngettext
from firefighter.reporting.wording import format_day
from firefighter.use_cases.game_day_report import OF_THE_EXERCISE, LearningReport, ReportedDrill

_DETECTION = (
    ScoringItem.ACKNOWLEDGE,
    ScoringItem.COMMANDER,
    ScoringItem.DIAGNOSIS,
    ScoringItem.MITIGATE,
)
"""How soon a team knew, and what it made of it."""


@dataclass(frozen=True)
class ReportWording:
    """Texts that the page shares with the chat, without markup."""

    event: Callable[[AnyEvent, Incident, Mapping[UserId, str]], str]
    item: Callable[[ScoringItem], str]
    reason: Callable[[ItemScore], str]
    field: Callable[[ExperimentField], str]
    verdict: Callable[[Verdict], str]
    mode: Callable[[Mode], str]
    environment: Callable[[PlayedIn], str]
    role: Callable[[GameDayRole], str]


@dataclass(frozen=True)
class _Row:
    cells: Sequence[str]
    is_marked: bool = False


@dataclass(frozen=True)
class _Part:
    """One part of a section; what is empty is left out."""

    title: str = ""
    text: str = ""
    pairs: Sequence[tuple[str, str]] = ()
    items: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[_Row] = ()


@dataclass(frozen=True)
class _Section:
    title: str
    parts: Sequence[_Part]


def learning_report_page(
    report: LearningReport, wording: ReportWording, now: datetime, zone: tzinfo
) -> str:
    """Self-contained HTML without scripts. What people wrote is escaped."""
    game_day = report.game_day
    template = (files("firefighter.reporting") / "learning_report.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(template).render(
        language=current_language(),
        mark=f"{gettext('EXERCISE')} · {game_day.reference} · {gettext('Learning report')}",
        title=game_day.details.title,
        facts=" · ".join(_facts(game_day, wording, zone)),
        theme=_named(report, game_day.details.theme),
        sections=list(_Sections(report, wording, zone)),
        footer=gettext("As of {when}.", when=now.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")),
    )


def _facts(game_day: GameDay, wording: ReportWording, zone: tzinfo) -> Iterator[str]:
    if game_day.clock:
        yield game_day.clock.started_at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
        yield ngettext("{number} minute", "{number} minutes", game_day.details.length_min)
    yield wording.mode(game_day.details.mode)
    yield wording.environment(game_day.details.environment)
    yield from game_day.details.services


def _named(report: LearningReport, text: str) -> str:
    return with_names(text, report.names)


@dataclass(frozen=True)
class _Sections:
    """The sections of the page that have something to say, in order."""

    report: LearningReport
    wording: ReportWording
    zone: tzinfo

    def __iter__(self) -> Iterator[_Section]:
        game_day = self.report.game_day
        found = (
            (gettext("Hypotheses"), map(self._experiment, game_day.chosen)),
            (gettext("Timelines"), map(self._timeline, self.report.drills)),
            (gettext("Detection"), map(self._detection, self.report.drills)),
            (gettext("Scores"), self._scores()),
            (gettext("What to keep"), self._said(NoteKind.WENT_WELL)),
            (gettext("What to change"), self._said(NoteKind.TO_CHANGE)),
            (gettext("What observers saw"), self._said(NoteKind.FACT)),
            (gettext("What was learnt"), self._learnt()),
            (gettext("Who knew what, and when"), self._took_part()),
        )
        for title, parts in found:
            if listed := list(parts):
                yield _Section(title, listed)

    def _experiment(self, experiment: Experiment) -> _Part:
        plan, judgment = experiment.plan, experiment.judgment
        written = {
            ExperimentField.SERVICE: plan.service,
            ExperimentField.OBJECTIVE: plan.objective,
            ExperimentField.HYPOTHESIS: plan.hypothesis,
            ExperimentField.STEADY_STATE: plan.steady_state,
            ExperimentField.BLAST_RADIUS: plan.blast_radius,
        }
        expected = [
            (_capital(self.wording.field(each)), _named(self.report, text))
            for each, text in written.items()
            if text
        ]
        happened = (
            f"{self.wording.verdict(judgment.verdict)}: {_named(self.report, judgment.finding)}"
            if judgment
            else gettext("Not judged yet.")
        )
        title = f"{experiment.label} {plan.title}"
        return _Part(title, pairs=[*expected, (gettext("What happened"), happened)])

    def _timeline(self, played: ReportedDrill) -> _Part:
        """What happened to the team beside what it knew and did, by game time."""
        rows = []
        for item in played.timeline:
            text = self._told(item, played.incident)
            is_told = isinstance(item.event, OF_THE_EXERCISE)
            at = _game_time(played.drill.game_time(item.at))
            rows.append(_Row((at, text, "") if is_told else (at, "", text), is_marked=is_told))
        return _Part(
            self._name(played),
            head=(gettext("Game time"), gettext("What happened"), gettext("What the team did")),
            rows=rows,
        )

    def _told(self, item: TimelineViewItem, incident: Incident) -> str:
        """What people wrote, with its author; for other events, the line shown in the chat."""
        names = self.report.names
        match item.event:
            case MessageNoted(author=author) | NoteTaken(actor=author):
                text = _named(self.report, item.text)
                return f"{names.get(author, author)}: {text}" if author else text
            case DecisionRecorded() as event:
                return self.wording.event(replace(event, text=item.text), incident, names)
            case event:
                return self.wording.event(event, incident, names)

    def _detection(self, played: ReportedDrill) -> _Part:
        items = played.score.items if played.score else ()
        rows = [
            _Row((self.wording.item(each.item), self.wording.reason(each)))
            for each in items
            if each.item in _DETECTION
        ]
        signal = played.experiment.signal
        return _Part(self._name(played), text=self._signal(signal) if signal else "", rows=rows)

    def _signal(self, signal: Signal) -> str:
        if signal.is_waived:
            who = self.report.names.get(signal.settled_by or UserId(""), "")
            return gettext("{who} did without a signal.", who=who or gettext("Somebody"))
        return gettext("Signal: {signal}", signal=_named(self.report, signal.text))

    def _scores(self) -> Iterator[_Part]:
        for ranked in self.report.ranking:
            points = ngettext("{number} point", "{number} points", ranked.score.total)
            title = f"{ranked.rank}. {ranked.team} · {points}"
            yield _Part(title, pairs=list(self._given(ranked)), rows=list(self._items(ranked)))

    def _items(self, ranked: RankedTeam) -> Iterator[_Row]:
        for each in ranked.score.items:
            share = f"{float(each.points):.1f}".removesuffix(".0")
            evidence = self.wording.reason(each)
            yield _Row((self.wording.item(each.item), f"{share}/{each.out_of}", evidence))

    def _given(self, ranked: RankedTeam) -> Iterator[tuple[str, str]]:
        if ranked.score.hints:
            cost = f"{float(ranked.score.hints):.1f}".removesuffix(".0")
            yield gettext("Hints"), f"−{cost}"
        for adjustment in ranked.score.adjustments:
            points = f"{adjustment.points:+d}".replace("-", "−")
            reason = _named(self.report, adjustment.reason)
            yield gettext("Adjusted by the game master"), f"{points} · {reason}"

    def _said(self, kind: NoteKind) -> Iterator[_Part]:
        """Notes of observers, and answers once there are enough of them."""
        answers = self.report.game_day.answers
        told = list(self._answers(answers, kind)) if len(answers) >= ANSWERS_SHOWN_FROM else []
        notes = [self._note(each) for each in self.report.game_day.notes if each.kind is kind]
        hidden = kind is not NoteKind.FACT and 0 < len(answers) < ANSWERS_SHOWN_FROM
        text = gettext("Answers are shown once there are three.") if hidden else ""
        if told or notes or text:
            yield _Part(text=text, items=[*told, *notes])

    def _answers(self, answers: Iterable[Answer], kind: NoteKind) -> Iterator[str]:
        for each in answers:
            texts = {NoteKind.WENT_WELL: each.went_well, NoteKind.TO_CHANGE: each.to_change}
            if text := texts.get(kind):
                known = self.report.names.get(each.by, each.by) if each.by else ""
                yield f"{_named(self.report, text)} — {known or gettext('Anonymous')}"

    def _note(self, note: Note) -> str:
        game_day = self.report.game_day
        team = game_day.teams.get(note.team, "") if note.team else ""
        at = _game_time(game_day.clock.game_time(note.at)) if game_day.clock else ""
        who = self.report.names.get(note.by, note.by)
        said = " · ".join(filter(None, (at, team, who)))
        return f"{_named(self.report, note.text)} — {said}"

    def _learnt(self) -> Iterator[_Part]:
        if self.report.follow_ups:
            head = (
                gettext("Follow-up"),
                gettext("Priority"),
                gettext("Kind"),
                gettext("Owner"),
                gettext("Due"),
            )
            yield _Part(head=head, rows=[self._follow_up(each) for each in self.report.follow_ups])

    def _took_part(self) -> Iterator[_Part]:
        """Who had which role from when on: all but heroes saw what was sealed."""
        rows = [
            _Row((self._wall_time(each.at), self._who(each.actor), self._role(each)))
            for each in self.report.events
            if each.action in {GameDayAction.JOINED, GameDayAction.LEFT}
        ]
        if rows:
            text = gettext("Heroes saw nothing sealed before the end. All others could.")
            yield _Part(text=text, rows=rows)

    def _role(self, event: GameDayEvent) -> str:
        role = self.wording.role(GameDayRole(event.text))
        if event.action is GameDayAction.LEFT:
            return gettext("{role} until then", role=role)
        return f"{role} · {event.subject}" if event.subject else role

    def _who(self, user: UserId) -> str:
        return self.report.names.get(user, user)

    def _wall_time(self, at: datetime) -> str:
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def _follow_up(self, follow_up: FollowUp) -> _Row:
        owner = follow_up.owner or UserId("")
        due = format_day(follow_up.due) if follow_up.due else ""
        names = self.report.names
        kind = gettext(FOLLOW_UP_KINDS[follow_up.kind]) if follow_up.kind else ""
        what = _named(self.report, follow_up.text)
        return _Row((what, follow_up.priority or "", kind, names.get(owner, owner), due))

    def _name(self, played: ReportedDrill) -> str:
        return f"{played.team} · {played.experiment.label} · {played.incident.reference}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _game_time(at: timedelta) -> str:
    minutes, seconds = divmod(int(at.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"
