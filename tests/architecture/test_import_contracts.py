import tomllib
from pathlib import Path

import pytest

from tests.architecture.linters import ROOT, broken_contracts, copy_to, run

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}


def test_the_code_keeps_every_import_contract() -> None:
    checked = run("lint-imports", "--no-cache")
    assert checked.returncode == 0, checked.stdout


VIOLATIONS = [
    ("layers", "use_cases/declare.py", "from firefighter.settings import errors"),
    ("inner-layers", "jobs/plan.py", "import os"),
    ("layers", "adapters/http/site.py", "from firefighter.playground import slack"),
    ("layers", "adapters/store/records.py", "from firefighter.worker import config"),
    ("layers", "adapters/slack/outbound/gateway.py", "from firefighter.settings import policy"),
    ("layers", "a_new_layer.py", ""),
    ("domain", "domain/title.py", "import pydantic"),
    ("inner-layers", "ports/snapshot.py", "import socket"),
    ("inner-layers", "use_cases/declare.py", "import sqlalchemy"),
    ("inner-layers", "effects/plan.py", "import slack_sdk"),
    ("adapters", "adapters/slack/manifest.py", "from firefighter.adapters.store import schema"),
    (
        "features",
        "adapters/slack/features/open.py",
        "from firefighter.adapters.slack.features import close",
    ),
    ("playground", "playground/slack/deliveries.py", "from firefighter.domain import ids"),
    ("cycles", "domain/ids.py", "from firefighter.domain import incident"),
]


@pytest.mark.parametrize(("contract", "module", "line"), VIOLATIONS)
def test_a_forbidden_import_breaks_its_contract(
    tmp_path: Path, contract: str, module: str, line: str
) -> None:
    copy_to(tmp_path)
    with (tmp_path / "firefighter" / module).open("a") as file:
        file.write(f"\n{line}\n")
    assert broken_contracts(tmp_path) == [CONTRACTS[contract]]


def test_every_contract_has_a_violation_here() -> None:
    assert {contract for contract, _module, _line in VIOLATIONS} == set(CONTRACTS)
