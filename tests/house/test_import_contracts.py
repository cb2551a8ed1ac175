import tomllib
from pathlib import Path

import pytest

from tests.house.linters import ROOT, broken_contracts, copy_to, run

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}


def test_the_code_keeps_every_contract() -> None:
    checked = run("lint-imports", "--no-cache")
    assert checked.returncode == 0, checked.stdout


VIOLATIONS = [
    ("layers", "usecases/declare.py", "from firefighter.settings import errors"),
    ("inner-layers", "occasions/plan.py", "import os"),
    ("layers", "web/site.py", "from firefighter.playground import slack"),
    ("layers", "store/records.py", "from firefighter.worker import pace"),
    ("layers", "slack/gateway.py", "from firefighter.settings import environment"),
    ("layers", "a_new_layer.py", ""),
    ("domain", "domain/title.py", "import pydantic"),
    ("inner-layers", "ports/places.py", "import socket"),
    ("inner-layers", "usecases/declare.py", "import sqlalchemy"),
    ("inner-layers", "effects/plan.py", "import slack_sdk"),
    ("features", "slack/features/open.py", "from firefighter.slack.features import close"),
    ("playground", "playground/slack/signing.py", "from firefighter.domain import ids"),
    ("cycles", "domain/ids.py", "from firefighter.domain import incident"),
]


@pytest.mark.parametrize(("contract", "module", "line"), VIOLATIONS)
def test_an_import_that_breaks_a_contract_is_found(
    tmp_path: Path, contract: str, module: str, line: str
) -> None:
    copy_to(tmp_path)
    with (tmp_path / "firefighter" / module).open("a") as file:
        file.write(f"\n{line}\n")
    assert broken_contracts(tmp_path) == [CONTRACTS[contract]]


def test_each_contract_is_shown_to_fire() -> None:
    assert {contract for contract, _module, _line in VIOLATIONS} == set(CONTRACTS)
