"""`stats`, compared with figures computed independently from the imported file."""

import csv
import json
import os
import statistics
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.importers.statuspage_lines import line, page, post
from tests.cli.conftest import Given
from tests.cli.process import firefighter

SAMPLE = os.environ.get("STATUSPAGE_SAMPLE")
LEVELS = {"critical": "SEV1", "major": "SEV2", "minor": "SEV3", "none": "SEV4"}
AROUND = ("--from", "2020-01-01", "--to", "2030-01-01")

Json = dict[str, Any]


def made_up() -> Iterator[Json]:
    """Twelve invented outages, some with an impact window or components."""
    for n in range(12):
        day = f"{n + 2:02d}"
        began = {"start_at": f"2026-03-{day}T08:30:00Z", "end_at": f"2026-03-{day}T11:{n:02d}:00Z"}
        window = began if n % 3 == 0 else None
        yield page(
            id=n,
            impact=list(LEVELS)[n % 4],
            components=["Kettles", "Cups"][: n % 3],
            started_at=f"2026-03-{day}T10:00:00Z",
            resolved_at=f"2026-03-{day}T11:{n + 10}:00Z",
            impact_window=window,
            downtime_start=began["start_at"] if window else f"2026-03-{day}T10:00:00Z",
            downtime_end=began["end_at"] if window else f"2026-03-{day}T11:{n + 10}:00Z",
            duration_minutes=150 + n if window else 70 + n,
            updates=[post(f"{day}T10:00", "Investigating"), post(f"{day}T11:{n + 10}", "Resolved")],
        )


@pytest.fixture(params=["made up", "real"])
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, list[Json]]:
    """A file and its parsed lines."""
    if request.param == "made up":
        path = tmp_path / "page.jsonl"
        path.write_bytes(b"".join(map(line, made_up())))
    elif SAMPLE is None:
        pytest.skip("STATUSPAGE_SAMPLE names no file")
    else:
        path = Path(SAMPLE)
    return str(path), [json.loads(each) for each in path.read_text().splitlines()]


def stats(folder: Path, given: Given, *arguments: str) -> str:
    ended = firefighter("stats", *arguments, folder=folder, given=given)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_unknown_service_is_refused_with_the_nearest(given: Given, tmp_path: Path) -> None:
    path = tmp_path / "page.jsonl"
    path.write_bytes(b"".join(map(line, made_up())))
    firefighter("import", "statuspage", str(path), folder=tmp_path, given=given)

    def asked(service: str) -> subprocess.CompletedProcess[str]:
        words = ("stats", *AROUND, "--json", "--service", service)
        return firefighter(*words, folder=tmp_path, given=given)

    refused = asked("Ketles")
    assert refused.returncode == 2
    assert "Unknown service: Ketles." in refused.stderr
    assert "Kettles" in refused.stderr
    assert "Unknown service: Ovens." in asked("Ovens").stderr
    assert asked("kettles").returncode == 0


def at(time: str) -> datetime:
    return datetime.fromisoformat(time)


def minutes(first: str, last: str) -> float:
    return (at(last) - at(first)).total_seconds() / 60


def expected(lengths: list[float], of: int) -> Json:
    """Expected figures in seconds, from minutes, with the standard library's median."""
    seconds = sorted(round(each * 60) for each in lengths)
    return {
        "measured": len(seconds),
        "of": of,
        "median_s": statistics.median(seconds) if seconds else None,
        "p90_s": seconds[ceil(0.9 * len(seconds)) - 1] if seconds else None,
        "longest_s": max(seconds, default=None),
        "values_s": seconds if len(seconds) < 10 else [],
    }


def assert_includes(found: Json, expected_figures: Json) -> None:
    assert {name: found[name] for name in expected_figures} == expected_figures


def test_every_figure_matches_an_independent_computation(
    tmp_path: Path, given: Given, pages: tuple[str, list[Json]]
) -> None:
    path, lines = pages
    firefighter("import", "statuspage", path, folder=tmp_path, given=given)
    found = json.loads(stats(tmp_path, given, *AROUND, "--json"))
    of = len(lines)
    assert (found["incidents"], found["backfilled"]) == (of, of)
    assert (found["drills"], found["declined"], found["duplicates"]) == (0, 0, 0)
    levels = Counter(LEVELS[each["impact"]] for each in lines)
    assert found["by_severity"] == levels
    services = [set(each.get("components") or ()) for each in lines]
    assert found["by_service"] == Counter(name for names in services for name in names)
    assert found["without_service"] == sum(not names for names in services)
    started = [at(each["started_at"]) for each in lines]
    assert found["by_weekday_from_monday"] == [
        sum(each.weekday() == day for each in started) for day in range(7)
    ]
    assert found["by_hour"] == [sum(each.hour == hour for each in started) for hour in range(24)]
    working = sum(each.weekday() < 5 and 9 <= each.hour < 18 for each in started)
    assert found["out_of_hours"] == of - working
    durations = found["durations"]
    assert_includes(
        durations["mitigate"], expected([each["duration_minutes"] for each in lines], of)
    )
    assert_includes(
        durations["close"],
        expected([minutes(each["started_at"], each["resolved_at"]) for each in lines], of),
    )
    windows = [
        minutes(each["impact_window"]["start_at"], each["started_at"])
        for each in lines
        if each["impact_window"] and at(each["impact_window"]["start_at"]) < at(each["started_at"])
    ]
    assert_includes(durations["detect"], expected(windows, of))
    assert_includes(durations["acknowledge"], expected([], of))
    for level, number in levels.items():
        lasted = [each["duration_minutes"] for each in lines if LEVELS[each["impact"]] == level]
        assert_includes(found["time_to_mitigate_by_severity"][level], expected(lasted, number))
    assert {name: part["incidents"] for name, part in found["services"].items()} == found[
        "by_service"
    ]
    assert (
        sum(part["nights"] + part["weekends"] for part in found["months"].values())
        <= found["out_of_hours"]
    )


def test_weekly_counts_add_up(tmp_path: Path, given: Given) -> None:
    (tmp_path / "page.jsonl").write_bytes(b"".join(map(line, made_up())))
    firefighter("import", "statuspage", "page.jsonl", folder=tmp_path, given=given)
    found = json.loads(stats(tmp_path, given, "2026-Q1", "--json"))
    weeks = {monday: sum(each.values()) for monday, each in found["by_week"].items()}
    assert weeks == {"2026-03-02": 7, "2026-03-09": 5}
    part = json.loads(stats(tmp_path, given, "2026-W10", "--json"))
    assert part["incidents"] == 7
    assert part["before"] == {
        "from": "2026-02-23",
        "until": "2026-03-01",
        "zone": "UTC",
        "incidents": 0,
    }


def test_stats_are_printed_as_table_csv_and_html(tmp_path: Path, given: Given) -> None:
    (tmp_path / "page.jsonl").write_bytes(
        b"".join(map(line, made_up())) + line(page(id="x", components=["<b>Tea</b>"]))
    )
    firefighter("import", "statuspage", "page.jsonl", folder=tmp_path, given=given)
    table = stats(tmp_path, given, "2026-03")
    assert "Time to detect = detected − impact started." in table
    assert "4 of 13" in table
    assert "Open work" in table
    rows = dict(csv.reader(StringIO(stats(tmp_path, given, "2026-03", "--csv"))))
    assert rows["incidents"] == "13"
    assert rows["durations.detect.measured"] == "4"
    assert (rows["today.open_postmortems"], rows["people.people"]) == ("0", "0")
    stats(tmp_path, given, "2026-03", "--html", "report.html")
    shown = (tmp_path / "report.html").read_text()
    assert "<svg" in shown
    assert "Open work" in shown
    assert "&lt;b&gt;Tea&lt;/b&gt;" in shown
    assert "<b>Tea" not in shown
    for outside in ("http://www.w3.org/", "https://vega"):
        shown = shown.replace(outside, "")
    assert "http" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("yesterday",), "Unknown period “yesterday”: try 30d, 12w, 2026-Q3."),
        (("--from", "1.7.2026"), "“1.7.2026” is not a date. Use the form 2026-07-01."),
        (
            ("--from", "2026-07-01", "--to", "2026-07-01"),
            "The period ends before it starts: 2026-07-01, 2026-07-01.",
        ),
        (("0001",), "Unknown period “0001”: try 30d, 12w, 2026-Q3."),
        (("--from", "0001-01-01"), "Unknown period “0001-01-01”"),
        (("--to", "0001-01-01"), "The period ends before it starts"),
        (("--from", "9999-12-31"), "The period ends before it starts"),
        (("30d", "--from", "2026-07-01"), "30d cannot be combined with --from or --to"),
        (("2026", "--html", "no/such/folder/r.html"), "Cannot write"),
        (("--exercises", "--service", "tea"), "leave out --service"),
    ],
)
def test_wrong_arguments_are_refused_in_a_sentence(
    tmp_path: Path, given: Given, arguments: tuple[str, ...], message: str
) -> None:
    ended = firefighter("stats", *arguments, folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "arguments", [("--to", "9999-12-31"), ("--from", "1970-01-01", "--to", "9999-12-31"), ("9998",)]
)
def test_a_period_up_to_the_end_of_the_calendar_is_printed(
    tmp_path: Path, given: Given, arguments: tuple[str, ...]
) -> None:
    assert firefighter("migrate", folder=tmp_path, given=given).returncode == 0
    assert "Incidents" in stats(tmp_path, given, *arguments)


def test_nothing_is_printed_about_exercises_before_the_first(tmp_path: Path, given: Given) -> None:
    assert firefighter("migrate", folder=tmp_path, given=given).returncode == 0
    told = firefighter("stats", "--exercises", folder=tmp_path, given=given)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("No exercise has been held yet.")
    assert "Open work" not in told.stdout
