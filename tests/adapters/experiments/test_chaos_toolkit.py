"""Journals of the Chaos Toolkit: each row of the table, and each trap of real files."""

from dataclasses import astuple
from datetime import UTC, datetime

import pytest
import yaml

from firefighter.adapters.experiments.pruned_json import InvalidResult
from firefighter.adapters.experiments.reader import read_results
from firefighter.domain.experiment_events import summarize
from firefighter.domain.experiment_runs import (
    ExperimentRun,
    ExperimentRunNumber,
    Judged,
    ProbePhase,
    ProbeResult,
    RunReason,
    RunVerdict,
    Score,
    Tool,
)
from tests.adapters.experiments.samples import (
    HYPOTHESIS,
    LIBRARIES,
    NOW,
    PROBES,
    SECRET,
    TITLE,
    Content,
    encoded,
    journal,
    notification,
    ran,
    state,
)

MET = (True, True, True)


def read(content: object) -> ExperimentRun:
    (run,) = read_results(encoded(content), NOW).runs
    return run


def judged(content: Content) -> tuple[object, ...]:
    found = read(content).judged
    assert found is not None
    return astuple(found)


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_completed_with_the_steady_state_met_after_is_held(library: str) -> None:
    content = journal(library, before=state(library, *MET), after=state(library, *MET))
    assert judged(content) == (RunVerdict.HELD, RunReason.MET_AFTER, 10_000)


@pytest.mark.parametrize(
    ("after", "score"),
    [((False,), 0), ((True, False), 3333), ((True, True, False), 6666)],
)
def test_deviated_is_refuted_by_probes_met_after_of_probes_declared(
    library: str, after: tuple[bool, ...], score: int
) -> None:
    """After has fewer probes than before, since the check stops at the first miss."""
    content = journal(
        library, deviated=True, before=state(library, *MET), after=state(library, *after)
    )
    assert judged(content) == (RunVerdict.REFUTED, RunReason.MISSED_AFTER, score)


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_deviated_without_any_probe_after_has_met_none(library: str, status: str) -> None:
    content = journal(library, status=status, deviated=True, before=state(library, *MET))
    assert judged(content) == (RunVerdict.REFUTED, RunReason.MISSED_AFTER, 0)


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_without_a_check_after_nothing_is_measured(library: str, status: str) -> None:
    content = journal(library, status=status, before=state(library, *MET))
    assert judged(content) == (RunVerdict.NOT_MEASURED, RunReason.NOT_CHECKED_AFTER, None)


def test_without_a_hypothesis_nothing_is_measured(library: str) -> None:
    assert judged(journal(library, hypothesis=False)) == (
        RunVerdict.NOT_MEASURED,
        RunReason.NO_HYPOTHESIS,
        None,
    )


def test_a_hypothesis_without_probes_is_always_met_and_measures_nothing(library: str) -> None:
    content = journal(library, before=state(library), after=state(library))
    content["experiment"] = {"title": TITLE, "steady-state-hypothesis": {"title": HYPOTHESIS}}
    assert judged(content) == (RunVerdict.NOT_MEASURED, RunReason.NO_HYPOTHESIS, None)


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_a_steady_state_missed_before_is_not_eligible(library: str, status: str) -> None:
    content = journal(library, status=status, before=state(library, True, False))
    assert judged(content) == (RunVerdict.NOT_ELIGIBLE, RunReason.MISSED_BEFORE, None)


@pytest.mark.parametrize(
    ("status", "reason"),
    [("interrupted", RunReason.INTERRUPTED), ("aborted", RunReason.ABORTED)],
)
def test_interrupted_and_aborted_are_stopped_whatever_was_checked(
    library: str, status: str, reason: RunReason
) -> None:
    content = journal(
        library, status=status, before=state(library, *MET), after=state(library, *MET)
    )
    assert judged(content) == (RunVerdict.STOPPED, reason, None)


@pytest.mark.parametrize("during", [None, []])
def test_checks_during_may_be_null_empty_or_missing(during: list[Content] | None) -> None:
    for library in LIBRARIES:
        content = journal(
            library, before=state(library, *MET), after=state(library, *MET), during=during
        )
        assert judged(content)[0] is RunVerdict.HELD


def test_a_run_that_failed_fast_during_the_method_is_refuted_by_its_worst_check() -> None:
    during = [state("1.44.0", *MET), state("1.44.0", True, False), state("1.44.0", False)]
    content = journal(
        "1.44.0",
        status="failed",
        before=state("1.44.0", *MET),
        after=state("1.44.0", *MET),
        during=during,
    )
    assert judged(content) == (RunVerdict.REFUTED, RunReason.MISSED_DURING, 0)


def test_probes_missed_during_are_evidence_but_what_counts_is_after() -> None:
    content = journal(
        "1.44.0",
        before=state("1.44.0", *MET),
        after=state("1.44.0", *MET),
        during=[state("1.44.0", True, False)],
    )
    run = read(content)
    assert run.judged
    assert run.judged.verdict is RunVerdict.HELD
    assert ProbeResult("orders-are-stored", ProbePhase.DURING, False) in run.probes


@pytest.mark.parametrize("dry", ["probes", "activities", "actions", True])
def test_a_dry_run_measures_nothing(library: str, dry: object) -> None:
    content = journal(library, before=state(library, *MET), after=state(library, *MET), dry=dry)
    assert judged(content) == (RunVerdict.NOT_MEASURED, RunReason.DRY_RUN, None)


@pytest.mark.parametrize("dry", [None, False, "pause"])
def test_a_run_that_only_leaves_out_pauses_is_measured(library: str, dry: object) -> None:
    content = journal(library, before=state(library, *MET), after=state(library, *MET), dry=dry)
    assert judged(content)[0] is RunVerdict.HELD


def test_times_without_a_zone_are_utc(library: str) -> None:
    run = read(journal(library, after=state(library, *MET)))
    assert run.started_at == datetime(2026, 3, 2, 9, 40, 7, 123456, UTC)
    assert run.ended_at == datetime(2026, 3, 2, 9, 45, 7, 123456, UTC)


def test_a_probe_that_raised_is_missed_and_its_exception_is_a_list_of_texts(library: str) -> None:
    after = {"steady_state_met": False, "probes": [ran(library, "a", met=False, failed=True)]}
    run = read(journal(library, status="failed", deviated=True, after=after))
    assert [each for each in run.probes if each.is_met is not None] == [
        ProbeResult("a", ProbePhase.AFTER, False)
    ]
    assert run.judged
    assert run.judged.score == Score(0)


def test_of_outputs_only_whether_the_tolerance_was_met_is_kept(library: str) -> None:
    content = journal(library, before=state(library, *MET), after=state(library, False))
    assert SECRET in str(content)
    run = read(content)
    assert SECRET not in str(run)
    assert [each.is_met for each in run.probes] == [True, True, True, False, None, None]


def test_what_is_kept_of_a_journal(library: str) -> None:
    run = read(
        journal(library, after=state(library, *MET), tags=["x", "firefighter:checkout-db-slow"])
    )
    assert (run.tool, run.name, run.hypothesis) == (Tool.CHAOS_TOOLKIT, TITLE, HYPOTHESIS)
    assert run.names == ("checkout-db-slow", TITLE)
    assert run.status == "completed"


def test_a_run_has_one_identity_in_its_file_and_in_both_notifications_of_its_end() -> None:
    content = journal("1.44.0", deviated=True, after=state("1.44.0", False))
    found = {
        read(each).id
        for each in (
            content,
            notification("run-completed", content),
            notification("run-deviated", content),
        )
    }
    assert len(found) == 1
    assert read(content | {"start": "2026-03-02T10:40:07+00:00"}).id not in found


def test_a_run_that_starts_is_running_under_a_provisional_identity() -> None:
    content = journal("1.44.0")
    run = read(notification("run-started", content["experiment"]))
    assert run.is_running
    assert run.is_id_provisional
    assert (run.name, run.hypothesis) == (TITLE, HYPOTHESIS)
    assert run.started_at == datetime(2026, 3, 2, 9, 40, 6, tzinfo=UTC)


@pytest.mark.parametrize("event", ["validate-started", "discovery-failed", "init-completed"])
def test_an_event_that_is_about_no_run_is_accepted(event: str) -> None:
    reading = read_results(encoded(notification(event, None)), NOW)
    assert reading.runs == ()
    assert reading.note == f"The event {event} is not about a run."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"status": None}, 'The journal has the status "", which is none of completed, failed, '),
        ({"status": "running"}, 'The journal has the status "running", which is none of '),
        ({"start": None}, "The journal has no start."),
        ({"start": "yesterday"}, "start: is no time. Write it as 2026-03-02T09:41:07Z."),
        ({"start": "2036-03-02T09:41:07"}, "start: is in the future."),
        ({"experiment": {"title": " "}}, "The experiment has no title."),
    ],
)
def test_what_is_no_journal_is_refused_with_a_sentence(
    changed: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidResult) as refused:
        read(journal("1.44.0") | changed)
    assert str(refused.value).startswith(sentence)


def test_a_notification_without_its_journal_is_refused() -> None:
    with pytest.raises(InvalidResult, match="run-failed has no journal"):
        read(notification("run-failed", None))


@pytest.mark.parametrize("met", [MET, (True, False)], ids=["held", "deviated"])
def test_a_journal_in_yaml_has_the_same_verdict(library: str, met: tuple[bool, ...]) -> None:
    content = journal(library, after=state(library, *met), deviated=not all(met))
    (run,) = read_results(yaml.safe_dump(content).encode(), NOW).runs
    assert run == read(content)


def test_probes_that_the_check_after_did_not_reach_are_told(library: str) -> None:
    """Otherwise 1 of 2 probes would be met at a score of 33.33."""
    run = read(journal(library, after=state(library, True, False), deviated=True))
    summary = summarize(ExperimentRunNumber(1), run, None)
    assert run.judged
    assert (run.judged.score, summary.met, summary.checked) == (3333, 1, 3)
    assert len(summary.missed) == 1


REQUIRED = ("experiment", "status", "start", "end", "duration")
"""Of a journal, as https://chaostoolkit.org/reference/api/journal/ has it."""


def test_a_journal_with_only_what_its_format_requires_is_read() -> None:
    whole = journal("1.9.0")
    run = read({name: whole[name] for name in REQUIRED})
    assert run.judged == Judged(RunVerdict.NOT_MEASURED, RunReason.NOT_CHECKED_AFTER)
    assert run.name == TITLE


def test_a_journal_of_the_published_format_needs_no_word_on_deviation() -> None:
    """`deviated` and `during` are in no text of the format, and `exception` may be one text."""
    after = state("1.9.0", True, False)
    probe = ran("1.9.0", PROBES[1], met=False, failed=True)
    after["probes"] = [ran("1.9.0", PROBES[0]), probe | {"exception": "Boom"}]
    content = journal("1.9.0", before=state("1.9.0", True, True, True), after=after)
    optional = {"deviated", "chaoslib-version", "platform", "node"}
    run = read({name: each for name, each in content.items() if name not in optional})
    assert run.judged == Judged(RunVerdict.REFUTED, RunReason.MISSED_AFTER, Score(3333))
