"""`token` as processes."""

import re
from pathlib import Path

from firefighter.domain.api_tokens import SECRET_PATTERN
from tests.cli.conftest import Given
from tests.cli.process import firefighter


def test_a_token_is_created_listed_and_revoked(tmp_path: Path, given: Given) -> None:
    made = firefighter(
        *("token", "create", "deploys", "--scope", "incidents:write", "--scope", "incidents:read"),
        *("--expires", "2099-01-31"),
        folder=tmp_path,
        given=given,
    )
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    assert re.fullmatch(SECRET_PATTERN, secret)
    assert made.stderr == (
        "Created token deploys for incidents:read, incidents:write until 2099-02-01 00:00 UTC.\n"
        "Store it now. It cannot be shown again.\n"
    )
    listed = firefighter("token", "list", folder=tmp_path, given=given)
    assert re.fullmatch(
        r"NAME     TOKEN       SCOPES +CREATED +LAST USED  STATE\n"
        rf"deploys  {secret[:9]}…  incidents:read, incidents:write  \d{{4}}-\d\d-\d\d"
        r"  never      valid until 2099-02-01 00:00 UTC\n",
        listed.stdout,
    )
    revoked = firefighter("token", "revoke", "deploys", folder=tmp_path, given=given)
    assert (revoked.returncode, revoked.stdout) == (0, f"Revoked deploys ({secret[:9]}…).\n")
    assert firefighter("token", "list", folder=tmp_path, given=given).stdout == ""
    everything = firefighter("token", "list", "--all", folder=tmp_path, given=given).stdout
    assert " revoked 2" in everything


def test_one_of_two_tokens_of_a_name_is_revoked_by_its_prefix(tmp_path: Path, given: Given) -> None:
    create = ("token", "create", "ci", "--scope", "changes")
    old, new = (firefighter(*create, folder=tmp_path, given=given).stdout.strip() for _ in range(2))
    unclear = firefighter("token", "revoke", "ci", folder=tmp_path, given=given)
    assert unclear.returncode == 2
    assert unclear.stderr == (
        f"firefighter: There are 2 tokens ci. Say which by its prefix: {old[:9]} or {new[:9]}.\n"
    )
    assert firefighter("token", "revoke", old[:9], folder=tmp_path, given=given).returncode == 0
    assert new[:9] in firefighter("token", "list", folder=tmp_path, given=given).stdout


def test_wrong_arguments_are_answered_with_a_sentence(tmp_path: Path, given: Given) -> None:
    for arguments, sentence in (
        (("create", "Two Words", "--scope", "changes"), "cannot be the name of a token"),
        (("create", "ci", "--scope", "everything"), "Unknown scope 'everything'"),
        (
            ("create", "ci", "--scope", "alerts:nagios"),
            (
                "There is no source nagios of alerts. Use one of alertmanager, datadog, grafana, "
                "opsgenie, or add it to alerting.sources in firefighter.toml first."
            ),
        ),
        (("create", "ci"), "the following arguments are required: --scope"),
        (("create", "ci", "--scope", "changes", "--expires", "soon"), "'soon' is no date"),
        (("revoke", "nobody"), "There is no token nobody."),
    ):
        ended = firefighter("token", *arguments, folder=tmp_path, given=given)
        assert ended.returncode == 2
        assert sentence in ended.stderr
        assert "Traceback" not in ended.stderr
