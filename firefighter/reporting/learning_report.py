"""The sections of a Game Day's learning report as plain text: paragraphs, lists and tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from firefighter.domain.experiments import Experiment, ExperimentField, Signal
from firefighter.domain.follow_ups import FOLLOW_UP_KINDS, FollowUp, FollowUpState
from firefighter.domain.game_day_evaluation import ANSWERS_SHOWN_FROM, Answer, Note, NoteKind
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.learning_report import LearningReport, ReportedDrill, ReportSection
from firefighter.domain.mentions import with_names
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScoringItem
from firefighter.domain.scoring import RankedTeam
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.reporting.game_day_names import (
    environment_name,
    experiment_field_name,
    mode_name,
    role_name,
    verdict_name,
)
from firefighter.reporting.scores import game_time_text, score_sentence, scoring_item_label
from firefighter.reporting.wording import format_day, labeled

_TITLES: Mapping[ReportSection, str] = {
    ReportSection.GLANCE: gettext_noop("At a glance"),
    ReportSection.EXPERIMENTS: gettext_noop("Hypotheses"),
    ReportSection.TIMELINES: gettext_noop("Timelines"),
    ReportSection.DETECTION: gettext_noop("Detection"),
    ReportSection.SCORES: gettext_noop("Scores"),
    ReportSection.KEEP: gettext_noop("What to keep"),
    ReportSection.CHANGE: gettext_noop("What to change"),
    ReportSection.OBSERVED: gettext_noop("What observers saw"),
    ReportSection.LEARNT: gettext_noop("What was learnt"),
    ReportSection.TOOK_PART: gettext_noop("Who knew what, and when"),
}

_DETECTION = (
    ScoringItem.ACKNOWLEDGE,
    ScoringItem.COMMANDER,
    ScoringItem.DIAGNOSIS,
    ScoringItem.MITIGATE,
)
"""How soon a team knew, and what it made of it."""

_OF_ROLES = {GameDayAction.CREATED, GameDayAction.JOINED, GameDayAction.LEFT}

_STATES: Mapping[FollowUpState, str] = {
    FollowUpState.OPEN: gettext_noop("To do"),
    FollowUpState.DONE: gettext_noop("Done"),
    FollowUpState.DROPPED: gettext_noop("Will not be done"),
    FollowUpState.MOVED: gettext_noop("Moved to another incident"),
}


@dataclass(frozen=True)
class ReportPart:
    """One part of a section; what is empty is left out."""

    title: str = ""
    text: str = ""
    pairs: Sequence[tuple[str, str]] = ()
    items: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def report_section_title(section: ReportSection) -> str:
    return gettext(_TITLES[section])


def report_parts(
    report: LearningReport, section: ReportSection, zone: tzinfo, rules: Rules
) -> Sequence[ReportPart]:
    """What a section says, with names in place of mentions; empty if there is nothing to say."""
    return list(_PARTS[section](_Parts(report, zone, rules)))


@dataclass(frozen=True)
class _Parts:
    report: LearningReport
    zone: tzinfo
    rules: Rules

    def glance(self) -> Iterable[ReportPart]:
        return [ReportPart(pairs=list(self._facts()))]

    def experiments(self) -> Iterable[ReportPart]:
        return map(self._experiment, self.report.game_day.chosen)

    def timelines(self) -> Iterable[ReportPart]:
        return map(self._timeline, self.report.drills)

    def detection(self) -> Iterable[ReportPart]:
        return map(self._detection, self.report.drills)

    def keep(self) -> Iterable[ReportPart]:
        return self._said(NoteKind.WENT_WELL)

    def change(self) -> Iterable[ReportPart]:
        return self._said(NoteKind.TO_CHANGE)

    def observed(self) -> Iterable[ReportPart]:
        """Facts. Where there are only other notes, it says where those stand."""
        said = list(self._said(NoteKind.FACT))
        if said or not self.report.game_day.notes:
            return said
        text = gettext(
            "What was noted stands under {keep} and {change}.",
            keep=report_section_title(ReportSection.KEEP),
            change=report_section_title(ReportSection.CHANGE),
        )
        return [ReportPart(text=text)]

    def _facts(self) -> Iterator[tuple[str, str]]:
        game_day = self.report.game_day
        details, clock = game_day.details, game_day.clock
        if clock:
            began = clock.started_at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M %Z")
            minutes = ngettext("{number} minute", "{number} minutes", details.length_min)
            yield gettext("When"), f"{began} · {minutes}"
        yield gettext("Mode"), mode_name(details.mode)
        yield gettext("Environment"), environment_name(details.environment)
        if details.services:
            yield gettext("Services"), ", ".join(details.services)
        if details.theme:
            yield gettext("Theme"), self._named(details.theme)

    def _experiment(self, experiment: Experiment) -> ReportPart:
        plan, judgment = experiment.plan, experiment.judgment
        written = {
            ExperimentField.SERVICE: plan.service,
            ExperimentField.OBJECTIVE: plan.objective,
            ExperimentField.HYPOTHESIS: plan.hypothesis,
            ExperimentField.STEADY_STATE: plan.steady_state,
            ExperimentField.BLAST_RADIUS: plan.blast_radius,
        }
        expected = [
            (_capital(experiment_field_name(each)), self._named(text))
            for each, text in written.items()
            if text
        ]
        happened = (
            labeled(verdict_name(judgment.verdict), self._named(judgment.finding))
            if judgment
            else gettext("Not judged yet.")
        )
        title = f"{experiment.label} {plan.title}"
        return ReportPart(title, pairs=[*expected, (gettext("What happened"), happened)])

    def _timeline(self, played: ReportedDrill) -> ReportPart:
        """What happened to the team beside what it knew and did, by game time."""
        rows = [
            (game_time_text(each.at), each.text, "")
            if each.is_of_exercise
            else (game_time_text(each.at), "", each.text)
            for each in played.lines
        ]
        head = (gettext("Game time"), gettext("What happened"), gettext("What the team did"))
        return ReportPart(self._name(played), head=head, rows=rows)

    def _detection(self, played: ReportedDrill) -> ReportPart:
        items = played.score.items if played.score else ()
        rows = [
            (scoring_item_label(each.item), score_sentence(each, self.rules))
            for each in items
            if each.item in _DETECTION
        ]
        signal = played.experiment.signal
        return ReportPart(
            self._name(played), text=self._signal(signal) if signal else "", rows=rows
        )

    def _signal(self, signal: Signal) -> str:
        if signal.is_waived:
            who = self.report.name(signal.settled_by) if signal.settled_by else gettext("Somebody")
            return gettext("{who} did without a signal.", who=who)
        return gettext("Signal: {signal}", signal=self._named(signal.text))

    def scores(self) -> Iterator[ReportPart]:
        for ranked in self.report.ranking:
            points = ngettext("{number} point", "{number} points", ranked.score.total)
            title = f"{ranked.rank}. {ranked.team} · {points}"
            yield ReportPart(title, pairs=list(self._given(ranked)), rows=list(self._items(ranked)))

    def _items(self, ranked: RankedTeam) -> Iterator[Sequence[str]]:
        for each in ranked.score.items:
            share = f"{float(each.points):.1f}".removesuffix(".0")
            evidence = score_sentence(each, self.rules)
            yield scoring_item_label(each.item), f"{share}/{each.out_of}", evidence

    def _given(self, ranked: RankedTeam) -> Iterator[tuple[str, str]]:
        if ranked.score.hints:
            cost = f"{float(ranked.score.hints):.1f}".removesuffix(".0")
            yield gettext("Hints"), f"−{cost}"
        for adjustment in ranked.score.adjustments:
            points = f"{adjustment.points:+d}".replace("-", "−")
            reason = self._named(adjustment.reason)
            yield gettext("Adjusted by the game master"), f"{points} · {reason}"

    def _said(self, kind: NoteKind) -> Iterator[ReportPart]:
        """Notes of observers, and answers once there are enough of them."""
        answers = self.report.game_day.answers
        told = list(self._answers(answers, kind)) if len(answers) >= ANSWERS_SHOWN_FROM else []
        notes = [self._note(each) for each in self.report.game_day.notes if each.kind is kind]
        hidden = kind is not NoteKind.FACT and 0 < len(answers) < ANSWERS_SHOWN_FROM
        text = gettext("Answers are shown once there are three.") if hidden else ""
        if told or notes or text:
            yield ReportPart(text=text, items=[*told, *notes])

    def _answers(self, answers: Iterable[Answer], kind: NoteKind) -> Iterator[str]:
        for each in answers:
            texts = {NoteKind.WENT_WELL: each.went_well, NoteKind.TO_CHANGE: each.to_change}
            if text := texts.get(kind):
                who = self.report.name(each.by) if each.by else gettext("Anonymous")
                yield f"{self._named(text)} — {who}"

    def _note(self, note: Note) -> str:
        game_day = self.report.game_day
        team = game_day.teams.get(note.team, "") if note.team else ""
        at = game_time_text(game_day.clock.game_time(note.at)) if game_day.clock else ""
        who = self.report.name(note.by)
        said = " · ".join(filter(None, (at, team, who)))
        return f"{self._named(note.text)} — {said}"

    def learnt(self) -> Iterator[ReportPart]:
        if self.report.follow_ups:
            head = (
                gettext("Follow-up"),
                gettext("Priority"),
                gettext("Kind"),
                gettext("Owner"),
                gettext("Due"),
                gettext("Status"),
            )
            rows = [self._follow_up(each) for each in self.report.follow_ups]
            yield ReportPart(head=head, rows=rows)

    def took_part(self) -> Iterator[ReportPart]:
        """Who had which role from when on: all but heroes saw what was sealed."""
        rows = [
            (self._wall_time(each.at), self.report.name(each.actor), self._role(each))
            for each in self.report.events
            if each.action in _OF_ROLES
        ]
        if rows:
            text = gettext("Heroes saw nothing sealed before the end. All others could.")
            yield ReportPart(text=text, rows=rows)

    def _role(self, event: GameDayEvent) -> str:
        if event.action is GameDayAction.CREATED:
            return role_name(GameDayRole.GAME_MASTER)
        role = role_name(GameDayRole(event.text))
        if event.action is GameDayAction.LEFT:
            return gettext("{role} until then", role=role)
        return f"{role} · {event.subject}" if event.subject else role

    def _wall_time(self, at: datetime) -> str:
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def _follow_up(self, follow_up: FollowUp) -> Sequence[str]:
        owner = self.report.name(follow_up.owner) if follow_up.owner else ""
        due = format_day(follow_up.due) if follow_up.due else ""
        kind = gettext(FOLLOW_UP_KINDS[follow_up.kind]) if follow_up.kind else ""
        state = gettext(_STATES[follow_up.state])
        what = self._named(follow_up.text)
        return what, follow_up.priority or "", kind, owner, due, state

    def _named(self, text: str) -> str:
        return with_names(text, self.report.names)

    def _name(self, played: ReportedDrill) -> str:
        return f"{played.team} · {played.experiment.label} · {played.incident.reference}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_PARTS: Mapping[ReportSection, Callable[[_Parts], Iterable[ReportPart]]] = {
    ReportSection.GLANCE: _Parts.glance,
    ReportSection.EXPERIMENTS: _Parts.experiments,
    ReportSection.TIMELINES: _Parts.timelines,
    ReportSection.DETECTION: _Parts.detection,
    ReportSection.SCORES: _Parts.scores,
    ReportSection.KEEP: _Parts.keep,
    ReportSection.CHANGE: _Parts.change,
    ReportSection.OBSERVED: _Parts.observed,
    ReportSection.LEARNT: _Parts.learnt,
    ReportSection.TOOK_PART: _Parts.took_part,
}
