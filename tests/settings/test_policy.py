"""firefighter.toml: a wrong line is one sentence that names it; a good file gives the rules."""

from pathlib import Path

import pytest

from firefighter.domain.roles import DEFAULT_ROLES
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.settings.errors import SettingsError
from firefighter.settings.policy import Policy, read_policy
from firefighter.settings.settings import read_settings

COMMANDER = '[[roles]]\nkey = "commander"\nname = "Lead"\nduty = "Leads."\n'
SCRIBE = '[[roles]]\nkey = "scribe"\nname = "Scribe"\nduty = "Writes."\n'

WRONG = [
    ('incident_channel = "x"', "there is no setting incident_channel."),
    ("[severities.SEV1]\nrooms = true", "there is no setting severities.SEV1.rooms."),
    ("[severities.SEV9]\nroom = true", "severities.SEV9"),
    ("[severities.sev1]\nroom = true", "severities.sev1"),
    ('[severities.SEV1]\nroom = "maybe"', "severities.SEV1.room: "),
    ("[severities.SEV1]\nupdate_every_min = 0", "severities.SEV1.update_every_min: "),
    ('[severities.SEV1]\nmeaning = ""', "severities.SEV1.meaning: "),
    (f'[severities.SEV1]\nmeaning = "{"x" * 71}"', "severities.SEV1.meaning: "),
    ('[severities.SEV1]\ninvite = ["@ana"]', "severities.SEV1.invite.0: "),
    ('[severities.SEV1]\ninvite = ["U0GOOD", "C0CHANNEL"]', "severities.SEV1.invite.1: "),
    ('time_zone = "Mars/Olympus"', "time_zone: Mars/Olympus is no time zone such as Europe/Paris."),
    ('time_zone = "../etc/passwd"', "time_zone: ../etc/passwd is no time zone"),
    ('time_zone = ""', "time_zone: "),
    ('language = "tlh"', "language: "),
    ('incidents_channel = ""', "incidents_channel: "),
    ('services = ["checkout", ""]', "services.1: "),
    (f'services = ["{"x" * 76}"]', "services.0: "),
    (f"services = {[str(n) for n in range(101)]}", "services: "),
    (SCRIBE, "roles: one role needs the key commander: who leads."),
    ("roles = []", "roles: one role needs the key commander: who leads."),
    (COMMANDER + SCRIBE + SCRIBE, "roles: two roles have the same key."),
    (COMMANDER + SCRIBE.replace("scribe", "The Scribe"), "roles.1.key: "),
    (COMMANDER.replace("Leads.", ""), "roles.0.duty: "),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "firefighter.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "names"), WRONG)
def test_a_wrong_line_is_named_in_one_sentence(tmp_path: Path, text: str, names: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_policy(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: {names}")
    assert said.endswith(".")
    assert "\n" not in said


def test_a_service_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="services"):
        read_policy(written(tmp_path, 'services = ["checkout", "checkout"]'))


@pytest.mark.parametrize("content", [b"a =", b"= 1", b"\xff\xfe", b"a = 1\na = 2", b"{}"])
def test_a_file_that_is_no_toml_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "firefighter.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        read_policy(path)
    assert str(caught.value).startswith(f"FIREFIGHTER_CONFIG names {path}, which is no TOML: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(SettingsError) as caught:
        read_settings({"FIREFIGHTER_CONFIG": str(path)})
    assert str(caught.value).startswith(f"FIREFIGHTER_CONFIG names {path}, which cannot be read: ")


def test_a_good_file_gives_the_rules(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        incidents_channel = "#outages"
        language = "en"
        time_zone = "Europe/Paris"
        services = ["checkout", "search"]

        [severities.SEV1]
        meaning = "The till is down"
        invite = ["U0ANA", "S0ONCALL"]

        [severities.SEV3]
        room = true
        postmortem = true
        update_every_min = 90

        [[roles]]
        key = "commander"
        name = "Chef de crise"
        duty = "Vous décidez."
        """,
    )
    policy = read_settings({"FIREFIGHTER_CONFIG": str(path)}).policy
    rules = policy.rules()
    assert (policy.incidents_channel, policy.time_zone) == ("#outages", "Europe/Paris")
    assert rules.services == ("checkout", "search")
    worst, third = rules.policy(Severity.SEV1), rules.policy(Severity.SEV3)
    assert (worst.meaning, worst.invite) == ("The till is down", ("U0ANA", "S0ONCALL"))
    assert (worst.room, worst.postmortem) == (True, True)  # not given, so as they were
    assert (third.room, third.postmortem, third.update_every_min) == (True, True, 90)
    assert [role.name for role in rules.roles] == ["Chef de crise"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_changes_nothing(tmp_path: Path, text: str) -> None:
    assert read_policy(written(tmp_path, text)) == Policy()


def test_without_a_file_the_built_in_rules_hold() -> None:
    assert read_policy(None).rules() == Rules()
    assert read_policy(None).rules().severities == DEFAULT_POLICIES
    assert read_policy(None).rules().roles == DEFAULT_ROLES
