"""`packs` as processes."""

from pathlib import Path

from tests.adapters.packs.packs import SCENARIO, write_pack
from tests.adapters.packs.test_experiments import EXPERIMENT
from tests.adapters.packs.test_experiments import write as write_experiments
from tests.cli.conftest import Given
from tests.cli.process import firefighter


def test_check_says_that_a_pack_is_valid(tmp_path: Path, given: Given) -> None:
    write_pack(tmp_path / "kettles", tea=SCENARIO)
    ended = firefighter("packs", "check", "kettles", folder=tmp_path, given=given)
    assert (ended.returncode, ended.stdout) == (0, "kettles: 1 scenario, no faults.\n")


def test_check_and_install_name_every_fault(tmp_path: Path, given: Given) -> None:
    write_pack(tmp_path / "kettles", tea=SCENARIO.replace("= 15", "= 0"), milk="version = 1.5")
    for action in ("check", "install"):
        ended = firefighter("packs", action, "kettles", folder=tmp_path, given=given)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert "milk.toml, line 1: version must be a whole number.\n" in ended.stderr
        assert "tea.toml, line 7: duration_min must be at least" in ended.stderr
        assert ended.stderr.splitlines()[-1].startswith("kettles: ")


def test_a_missing_folder_is_named(tmp_path: Path, given: Given) -> None:
    ended = firefighter("packs", "check", "nowhere", folder=tmp_path, given=given)
    assert (ended.returncode, ended.stderr) == (2, "firefighter: nowhere is not a folder.\n")


def test_the_roles_and_classes_of_the_company_are_known(tmp_path: Path, given: Given) -> None:
    scenario = SCENARIO.replace('"hardware"', '"tea"') + '\n[briefs]\nbrewer = "Brew."\n'
    write_pack(tmp_path / "kettles", tea=scenario)
    policy = tmp_path / "firefighter.toml"
    policy.write_text(
        'taxonomy.failure_classes = ["tea"]\n'
        '[[roles]]\nkey = "commander"\nname = "Commander"\nduty = "You lead."\n'
        '[[roles]]\nkey = "brewer"\nname = "Brewer"\nduty = "You brew."\n'
    )
    configured = given | {"FIREFIGHTER_CONFIG": str(policy)}
    ended = firefighter("packs", "check", "kettles", folder=tmp_path, given=configured)
    assert ended.returncode == 0, ended.stderr
    ended = firefighter("packs", "check", "kettles", folder=tmp_path, given=given)
    assert "briefs.brewer 'brewer' is no role; use commander" in ended.stderr


def test_without_a_database_the_shipped_pack_is_listed_and_shown(
    tmp_path: Path, given: Given
) -> None:
    del given["DATABASE_URL"]
    listed = firefighter("packs", "list", folder=tmp_path, given=given)
    assert listed.returncode == 0, listed.stderr
    assert "closed-doors" in listed.stdout
    assert f"There is no database at {tmp_path / 'firefighter.db'}" in listed.stderr
    assert listed.stderr.endswith("Until then there is the shipped pack only.\n")
    shown = firefighter("packs", "show", "closed-doors", folder=tmp_path, given=given)
    assert (shown.returncode, "No badge opens the front door" in shown.stdout) == (0, True)
    assert list(tmp_path.iterdir()) == []


def test_an_installed_pack_is_listed_and_shown(tmp_path: Path, given: Given) -> None:
    hint = '\n[[hints]]\nid = "fuse"\nabout = "Power"\nprice = 2\ntext = "Look at the fuses."\n'
    inject = (
        '\n[[injects]]\nid = "dark"\nkind = "complication"\nsilence_min = 3\ntext = "Lights out."\n'
    )
    write_pack(tmp_path / "kettles", tea=SCENARIO + hint + inject)
    for said in ("Installed cold-tea version 1.\n", "1 scenario installed already.\n"):
        ended = firefighter("packs", "install", "kettles", folder=tmp_path, given=given)
        assert (ended.returncode, ended.stdout) == (0, said), ended.stderr
    listed = firefighter("packs", "list", "--language", "fr", folder=tmp_path, given=given)
    assert "The kettles stay cold" in listed.stdout
    assert "Le prix de la liste n’est pas celui de la fiche" in listed.stdout
    shown = firefighter("packs", "show", "cold-tea", folder=tmp_path, given=given).stdout
    assert "Nobody in the building can make tea." in shown
    assert "Hint fuse (2 points): Power" in shown
    secrets = ("The fuse blew.", "Look at the fuses.", "Lights out.", "SEV3", "Replace it.")
    assert not [secret for secret in secrets if secret in shown]
    sealed = firefighter("packs", "show", "cold-tea", "--sealed", folder=tmp_path, given=given)
    assert [secret for secret in secrets if secret in sealed.stdout] == list(secrets)
    assert "after 3 min of silence" in sealed.stdout


def test_an_unknown_scenario_is_named(tmp_path: Path, given: Given) -> None:
    ended = firefighter("packs", "show", "two-pries", folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert ended.stderr == (
        "firefighter: There is no scenario two-pries. Did you mean two-prices?\n"
    )
    ended = firefighter(
        "packs", "show", "two-prices", "--version", "9", folder=tmp_path, given=given
    )
    assert "Version 9 of scenario two-prices is not available." in ended.stderr


def test_a_conflicting_pack_is_refused(tmp_path: Path, given: Given) -> None:
    write_pack(tmp_path / "kettles", tea=SCENARIO)
    firefighter("packs", "install", "kettles", folder=tmp_path, given=given)
    write_pack(tmp_path / "kettles", tea=SCENARIO.replace("blew", "burst"))
    ended = firefighter("packs", "install", "kettles", folder=tmp_path, given=given)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Make yours version 2." in ended.stderr


def test_experiments_of_a_pack_are_counted_and_installed(tmp_path: Path, given: Given) -> None:
    write_experiments(write_pack(tmp_path / "kettles", tea=SCENARIO), kettle=EXPERIMENT)
    checked = firefighter("packs", "check", "kettles", folder=tmp_path, given=given)
    assert checked.stdout == "kettles: 1 scenario, 1 experiment, no faults.\n"
    for said in (
        "Installed cold-tea version 1.\nInstalled experiment kettle-off version 1, ready.\n",
        "1 scenario installed already.\n1 experiment installed already.\n",
    ):
        ended = firefighter("packs", "install", "kettles", folder=tmp_path, given=given)
        assert (ended.returncode, ended.stdout) == (0, said), ended.stderr


CSV = (
    "id,title,severity,declared_at,mitigated_at,closed_at\n"
    "1,Kettles do not boil,SEV2,2026-03-02T10:00Z,2026-03-02T10:20Z,2026-03-02T11:00Z\n"
)


def test_a_draft_of_a_past_incident_is_written(tmp_path: Path, given: Given) -> None:
    (tmp_path / "past.csv").write_text(CSV)
    imported = firefighter("import", "csv", "past.csv", folder=tmp_path, given=given)
    assert imported.returncode == 0, imported.stderr
    ended = firefighter("packs", "draft", "INC-1", folder=tmp_path, given=given)
    assert ended.returncode == 0, ended.stderr
    folder = write_pack(tmp_path / "ours", draft=ended.stdout)
    assert 'title = "Kettles do not boil"' in ended.stdout
    checked = firefighter("packs", "check", str(folder), folder=tmp_path, given=given)
    assert checked.stdout == f"{folder}: 1 scenario, no faults.\n", checked.stderr


def test_a_draft_of_no_incident_is_refused(tmp_path: Path, given: Given) -> None:
    firefighter("migrate", folder=tmp_path, given=given)
    for typed, sentence in (
        ("INC-7", "firefighter: There is no incident INC-7.\n"),
        ("Seven", "'Seven' is no incident, such as INC-1, and no key of an experiment, such as"),
    ):
        ended = firefighter("packs", "draft", typed, folder=tmp_path, given=given)
        assert ended.returncode == 2
        assert sentence in ended.stderr
    unknown = firefighter("packs", "draft", "db-slow", folder=tmp_path, given=given)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr == "firefighter: There is no experiment db-slow.\n"


def test_an_experiment_is_written_as_a_file_of_a_pack(tmp_path: Path, given: Given) -> None:
    write_experiments(tmp_path / "kettles", kettle=EXPERIMENT)
    firefighter("packs", "install", "kettles", folder=tmp_path, given=given)
    written = firefighter("packs", "draft", "kettle-off", folder=tmp_path, given=given)
    assert written.stdout == EXPERIMENT
