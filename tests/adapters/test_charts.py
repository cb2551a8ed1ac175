"""Charts are drawn in a process of their own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from firefighter.adapters.charts import ChartProcess
from firefighter.ports.chat import ChartNotDrawn
from tests.cli.process import environment, until

BAR = {
    "data": {"values": [{"week": "1", "incidents": 2}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "week", "type": "ordinal"},
        "y": {"field": "incidents", "type": "quantitative"},
    },
}
ALONE = """
import sys, time
from firefighter.adapters.charts import ChartProcess
charts = ChartProcess()
assert charts.png({bar!r}).startswith(b"\\x89PNG")
assert "vl_convert" not in sys.modules
print(charts.process_id, flush=True)
time.sleep(600)
"""


@pytest.fixture
def charts() -> Iterator[ChartProcess]:
    process = ChartProcess()
    yield process
    process.close()


def process_id(charts: ChartProcess) -> int:
    assert charts.process_id is not None
    return charts.process_id


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_event_loop_and_threads_go_on_while_a_chart_is_drawn(charts: ChartProcess) -> None:
    assert charts.svg(BAR).startswith("<svg")
    os.kill(process_id(charts), signal.SIGSTOP)  # as long as it takes: it cannot finish
    with ThreadPoolExecutor() as threads:
        drawing = threads.submit(charts.png, BAR)
        until(lambda: charts.is_drawing)
        assert threads.submit(sum, range(100_000)).result() == 4_999_950_000
        asyncio.run(asyncio.sleep(0))
        assert not drawing.done()
        os.kill(process_id(charts), signal.SIGCONT)
        assert drawing.result().startswith(b"\x89PNG")


def test_drawing_process_that_ends_is_replaced(charts: ChartProcess) -> None:
    charts.svg(BAR)
    os.kill(process_id(charts), signal.SIGSTOP)
    with ThreadPoolExecutor() as threads:
        drawing = threads.submit(charts.png, BAR)
        until(lambda: charts.is_drawing)
        os.kill(process_id(charts), signal.SIGKILL)
        with pytest.raises(ChartNotDrawn):
            drawing.result()
    assert charts.svg(BAR).startswith("<svg")


def test_specification_that_cannot_be_drawn_is_said(charts: ChartProcess) -> None:
    with pytest.raises(ChartNotDrawn):
        charts.png({"mark": 7})


def test_drawing_process_ends_with_its_parent_which_does_not_import_the_renderer() -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", ALONE.format(bar=BAR)],
        env=environment({}),
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.kill()
    until(lambda: not is_running(child))
