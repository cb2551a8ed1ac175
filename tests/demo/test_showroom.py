"""The playground as `firefighter demo` opens it, seen from outside."""

import signal
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from firefighter.demo.browser.showroom import way_to_monday
from tests.cli.process import Running, running

HERE = ("demo", "--no-browser", "--port", "0")


def address_of(demo: Running) -> str:
    demo.says("The playground is open:")
    return demo.log.split("The playground is open:")[1].split()[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_a_link_serves_it_and_ends_when_told(
    tmp_path: Path, number: signal.Signals
) -> None:
    with running(*HERE, folder=tmp_path, given={}) as demo:
        address = address_of(demo)
        assert address.startswith("http://127.0.0.1:")
        assert "It listens on this machine only." in demo.log
        page = httpx.get(address, trust_env=False)
        assert page.status_code == 200
        assert "Your first incident" in page.text
        demo.process.send_signal(number)
        assert demo.process.wait(timeout=60) == 0
    assert "Traceback" not in demo.log
    assert [each.name for each in tmp_path.iterdir()] == [demo.log_file.name]


def test_it_says_so_when_others_can_reach_it(tmp_path: Path) -> None:
    with running(*HERE, "--host", "0.0.0.0", folder=tmp_path, given={}) as demo:  # noqa: S104 - what it is about
        address_of(demo)
        assert "whoever reaches this machine can use it, without a password." in demo.log


def test_a_port_that_is_taken_is_said_to_be_so(tmp_path: Path) -> None:
    with running(*HERE, folder=tmp_path, given={}) as demo:
        port = httpx.URL(address_of(demo)).port
        with running("demo", "--port", str(port), folder=tmp_path, given={}) as second:
            second.says(f"--port {port}")
            assert second.process.wait(timeout=60) == 1


PARIS, TOKYO = "Europe/Paris", "Asia/Tokyo"


@pytest.mark.parametrize(
    ("now", "zone", "monday", "steps"),
    [
        (datetime(2026, 11, 24, 6, tzinfo=UTC), PARIS, datetime(2026, 11, 30, 8, tzinfo=UTC), 4),
        (datetime(2026, 11, 24, 6, tzinfo=UTC), TOKYO, datetime(2026, 11, 30, 0, tzinfo=UTC), 4),
        (datetime(2026, 11, 29, 13, tzinfo=UTC), PARIS, datetime(2026, 11, 30, 8, tzinfo=UTC), 2),
        (
            datetime(2026, 11, 30, 7, 59, tzinfo=UTC),
            PARIS,
            datetime(2026, 11, 30, 8, tzinfo=UTC),
            1,
        ),
        (datetime(2026, 11, 30, 8, tzinfo=UTC), PARIS, datetime(2026, 12, 7, 8, tzinfo=UTC), 4),
        (datetime(2026, 3, 27, 12, tzinfo=UTC), PARIS, datetime(2026, 3, 30, 7, tzinfo=UTC), 4),
    ],
)
def test_the_way_to_monday_leads_over_sunday_to_nine_where_she_lives(
    now: datetime, zone: str, monday: datetime, steps: int
) -> None:
    way = way_to_monday(now, zone)
    assert way[-1] == monday
    assert len(way) == steps
    assert sorted(way) == list(way)
    assert now < way[0]
