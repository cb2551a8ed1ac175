"""A status is added in the tables of lifecycle.py and nowhere else."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.linters import ROOT

_LIFECYCLE = "firefighter/domain/lifecycle.py"

_ADDITIONS = (
    ('    MONITORING = "monitoring"\n', '    VERIFYING = "verifying"\n'),
    ('    MONITOR = "monitor"\n', '    VERIFY = "verify"\n'),
    (
        "STATUSES: Mapping[Status, StatusRow] = {\n",
        '    Status.VERIFYING: StatusRow(Phase.MITIGATED, "Verifying", "V.", Color.BLUE, True),\n',
    ),
    (
        "STEPS: Mapping[StepKind, StepRow] = {\n",
        '    StepKind.VERIFY: StepRow("Verify", "verify it", "{who} is verifying.", "mag"),\n',
    ),
    (
        "TRANSITIONS = (\n",
        "    Transition(StepKind.VERIFY, (Status.MITIGATED,), Status.VERIFYING),\n",
    ),
)
"""After which line each new one stands."""

_WALK = """
from firefighter.domain.lifecycle import Status, StepKind
from tests.adapters.slack.scenarios.status_walk import walk_through
walk_through(Status("verifying"), StepKind("verify"))
"""


def test_status_added_to_the_table_works_in_slack_page_metrics_and_reminders(
    tmp_path: Path,
) -> None:
    for folder in ("firefighter", "tests", "migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("alembic.ini", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    _add_status(tmp_path / _LIFECYCLE)
    walked = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-W", "error", "-c", _WALK],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert walked.returncode == 0, walked.stderr
    assert "Traceback" not in walked.stderr


def _add_status(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for after, added in _ADDITIONS:
        assert source.count(after) == 1, after
        source = source.replace(after, after + added)
    path.write_text(source, encoding="utf-8")
