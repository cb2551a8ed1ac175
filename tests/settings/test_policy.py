"""firefighter.toml: an invalid line is named in one sentence, and a valid file gives the rules."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import DEFAULT_ROLES, Permission
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.settings.errors import SettingsError
from firefighter.settings.policy import (
    ChannelsTable,
    DrillsTable,
    PermissionsTable,
    Policy,
    SeverityTable,
    StatisticsTable,
    TaxonomyTable,
    WorkerTable,
    read_policy,
)
from firefighter.settings.settings import read_settings

COMMANDER = '[[roles]]\nkey = "commander"\nname = "Lead"\nduty = "Leads."\n'
SCRIBE = '[[roles]]\nkey = "scribe"\nname = "Scribe"\nduty = "Writes."\n'

SHOP = '[[teams]]\nname = "Shop"\nmembers = ["U0KIM"]\n'

PRICES = (
    SHOP + '[[exercises]]\nname = "Prices"\nteam = "shop"\nscenario = "two-prices"\n'
    "first = 2026-03-02\nevery_weeks = 13\n"
)

WRONG = [
    (PRICES.replace('"shop"', '"tea"'), "exercises: Prices: tea is not one of the teams."),
    (PRICES + PRICES.removeprefix(SHOP), "exercises: Prices is listed twice."),
    (PRICES + 'webhook = "slow"', "exercises: Prices: slow is not one of the webhooks of drills."),
    (PRICES + 'rollback = "slow"', "exercises.0: rollback: there is no webhook to undo."),
    (
        PRICES + "window = [12, 12]",
        "exercises.0: window: the first hour must be before the second.",
    ),
    (PRICES + "window = [12, 24]", "exercises.0.window.1: "),
    (PRICES.replace("2026-03-02", '"soon"'), "exercises.0.first: "),
    (PRICES.replace("13", "0"), "exercises.0.every_weeks: "),
    (
        "[[calendar.freezes]]\nfirst = 2026-03-02\nlast = 2026-03-01",
        "calendar.freezes.0: the first day must not be after the last.",
    ),
    ('[calendar]\nholidays = ["x"]', "calendar.holidays.0: "),
    ('[[teams]]\nname = "Shop"', "teams.0.members: "),
    ('[[teams]]\nname = "Shop"\nmembers = []', "teams.0.members: a team needs members."),
    ('[[teams]]\nname = " - "\nmembers = ["U0KIM"]', "teams.0.name: a team needs a name."),
    ('[[teams]]\nname = "Shop"\nmembers = ["@kim"]', "teams.0.members.0: "),
    (SHOP + 'coach = "S0GROUP"', "teams.0.coach: "),
    (SHOP + 'coach = "U0KIM"', "teams.0: the coach of a team is not one of its members."),
    (SHOP + 'services = ["tea"]', "teams: Shop: tea is not one of the services."),
    (SHOP + SHOP.replace("Shop", "SHOP"), "teams: Shop is listed twice."),
    ("[maturity]\nexercises = 0", "maturity.exercises: "),
    ("[maturity]\nactions_in_time_percent = 101", "maturity.actions_in_time_percent: "),
    ("[maturity]\ncounted_months = 11", "maturity.counted_months: "),
    ("[maturity]\naccompanied_months = 3", "unknown setting maturity.accompanied_months."),
    ("[taxonomy]\nfailure_classes = []", "taxonomy.failure_classes: at least one failure class"),
    ('[taxonomy]\nfailure_classes = ["a", "a"]', "taxonomy.failure_classes: a is listed twice."),
    ('[taxonomy]\nfailure_classes = ["a", ""]', "taxonomy.failure_classes.1: "),
    (
        '[taxonomy.failure_classes]\nhuman = ["a"]\noutside = ["a"]',
        "taxonomy.failure_classes: a is listed twice.",
    ),
    ('[taxonomy.failure_classes]\n"" = ["a"]', "taxonomy.failure_classes: a group needs a name."),
    ('[taxonomy.failure_classes]\nhuman = "a"', "taxonomy.failure_classes.human: "),
    (
        f"[taxonomy.failure_classes]\nhuman = {[str(n) for n in range(51)]}",
        "taxonomy.failure_classes: at most 50 failure classes.",
    ),
    (
        '[taxonomy.words]\ntea = ["kettle"]',
        "taxonomy: words: tea is neither a trigger nor a failure class.",
    ),
    ('[taxonomy.words]\ndata = ["*"]', "taxonomy.words.data.0: "),
    ('[taxonomy.words]\ndata = ["a*b"]', "taxonomy.words.data.0: "),
    ('incident_channel = "x"', "unknown setting incident_channel."),
    ("[severities.SEV1]\nrooms = true", "unknown setting severities.SEV1.rooms."),
    ("[severities.SEV9]\nincident_channel = true", "severities.SEV9"),
    ("[severities.sev1]\nincident_channel = true", "severities.sev1"),
    ('[severities.SEV1]\nincident_channel = "maybe"', "severities.SEV1.incident_channel: "),
    ("[severities.SEV1]\nupdate_every_min = 0", "severities.SEV1.update_every_min: "),
    ('[severities.SEV1]\nmeaning = ""', "severities.SEV1.meaning: "),
    (f'[severities.SEV1]\nmeaning = "{"x" * 71}"', "severities.SEV1.meaning: "),
    ('[severities.SEV1]\ninvite = ["@ana"]', "severities.SEV1.invite.0: "),
    ('[severities.SEV1]\ninvite = ["U0GOOD", "C0CHANNEL"]', "severities.SEV1.invite.1: "),
    (
        'time_zone = "Mars/Olympus"',
        "time_zone: Mars/Olympus is not a time zone such as Europe/Paris.",
    ),
    ('time_zone = "../etc/passwd"', "time_zone: ../etc/passwd is not a time zone"),
    ('time_zone = ""', "time_zone: "),
    ('language = "tlh"', "language: "),
    ('incidents_channel = ""', "incidents_channel: "),
    ('services = ["checkout", ""]', "services.1: "),
    (f'services = ["{"x" * 76}"]', "services.0: "),
    (f"services = {[str(n) for n in range(101)]}", "services: "),
    (SCRIBE, "roles: one role needs the key commander."),
    ("[severities.SEV1]\nupdate_every_min = 99999999999999", "severities.SEV1.update_every_min: "),
    ("[severities.SEV1]\ncommander_after_min = 10081", "severities.SEV1.commander_after_min: "),
    (
        "[statistics]\nworking_hours = [18, 9]",
        "statistics.working_hours: the first hour must be before the second.",
    ),
    ("[worker]\nlease_s = 99999999999999", "worker.lease_s: "),
    (f'incidents_channel = "{"x" * 81}"', "incidents_channel: "),
    ("roles = []", "roles: one role needs the key commander."),
    (COMMANDER + SCRIBE + SCRIBE, "roles: two roles have the same key."),
    (COMMANDER + SCRIBE.replace("scribe", "The Scribe"), "roles.1.key: "),
    (COMMANDER.replace("Leads.", ""), "roles.0.duty: "),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "firefighter.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "names"), WRONG)
def test_invalid_line_is_named_in_one_sentence(tmp_path: Path, text: str, names: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_policy(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: {names}")
    assert said.endswith(".")
    assert "\n" not in said


def test_duplicate_service_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="services"):
        read_policy(written(tmp_path, 'services = ["checkout", "checkout"]'))


@pytest.mark.parametrize("content", [b"a =", b"= 1", b"\xff\xfe", b"a = 1\na = 2", b"{}"])
def test_invalid_toml_is_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "firefighter.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        read_policy(path)
    assert str(caught.value).startswith(
        f"FIREFIGHTER_CONFIG names {path}, which is not valid TOML: "
    )
    assert "\n" not in str(caught.value)


def test_deep_nesting_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nested too deeply"):
        read_policy(written(tmp_path, f"a = {'[' * 5000}{']' * 5000}"))


TABLES: Mapping[str, type[BaseModel]] = {
    "severities.SEV1": SeverityTable,
    "statistics": StatisticsTable,
    "permissions": PermissionsTable,
    "worker": WorkerTable,
    "drills": DrillsTable,
    "taxonomy": TaxonomyTable,
    "channels": ChannelsTable,
}
PLAIN_KEYS = ("incidents_channel", "language", "timeline_reaction", "time_zone", "services")
VALUES = st.one_of(
    st.sampled_from(["inf", "nan", "-1", "0", "99999999999999999999", "1e300", "true", '""']),
    st.sampled_from(["[]", "[1]", '["a", 1]', "{}", "{a = 1}", "[[]]", "9999-12-31", "00:00:00"]),
    st.integers().map(str),
)


@st.composite
def policies(draw: st.DrawFn) -> str:
    """A file in which one key at the top and one in a table have any value."""
    table = draw(st.sampled_from(sorted(TABLES)))
    key = draw(st.sampled_from(sorted(TABLES[table].model_fields)))
    top = f"{draw(st.sampled_from(PLAIN_KEYS))} = {draw(VALUES)}\n" if draw(st.booleans()) else ""
    return f"{top}[{table}]\n{key} = {draw(VALUES)}\n"


@given(text=policies())
def test_any_value_is_taken_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = written(tmp_path_factory.getbasetemp(), text)
    try:
        read_policy(path).rules()
    except SettingsError as error:
        refusals = str(error).splitlines()
        assert all(each.endswith(".") for each in refusals)


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_unreadable_file_is_reported(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(SettingsError) as caught:
        read_settings({"FIREFIGHTER_CONFIG": str(path)})
    assert str(caught.value).startswith(f"FIREFIGHTER_CONFIG names {path}, which cannot be read: ")


def test_valid_file_gives_the_rules(tmp_path: Path) -> None:
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
        incident_channel = true
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
    assert (worst.incident_channel, worst.postmortem) == (True, True)  # not given, so as they were
    assert (third.incident_channel, third.postmortem, third.update_every_min) == (True, True, 90)
    assert [role.name for role in rules.roles] == ["Chef de crise"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_changes_nothing(tmp_path: Path, text: str) -> None:
    assert read_policy(written(tmp_path, text)) == Policy()


def test_default_rules_apply_without_a_file() -> None:
    assert read_policy(None).rules() == Rules()
    assert read_policy(None).rules().severities == DEFAULT_POLICIES
    assert read_policy(None).rules().roles == DEFAULT_ROLES


def test_old_keys_are_read_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = written(tmp_path, "[rooms]\narchive_after_days = 3\n[severities.SEV3]\nroom = true\n")
    rules = read_policy(path).rules()
    assert rules.archive_channels_after_days == 3
    assert rules.policy(Severity.SEV3).incident_channel
    assert caplog.messages == [
        f"{path}: rooms is now called channels. Please rename it.",
        f"{path}: severities.SEV3.room is now called incident_channel. Please rename it.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rooms]\n[channels]", "rooms is the old name of channels. Remove rooms."),
        (
            "[severities.SEV2]\nroom = true\nincident_channel = true",
            "severities.SEV2.room is the old name of incident_channel. Remove room.",
        ),
    ],
)
def test_old_key_beside_its_new_key_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_policy(path)
    assert str(caught.value) == f"{path}: {said}"


def test_permissions_are_read_by_their_old_key(tmp_path: Path) -> None:
    rules = read_policy(written(tmp_path, '[rights]\nclose = ["S0LEADS"]')).rules()
    assert rules.permissions.of(Permission.CLOSE) == ("S0LEADS",)


def test_old_names_of_triggers_are_read_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = written(tmp_path, '[taxonomy]\ntriggers = ["attack", "traffic", "security"]')
    assert read_policy(path).rules().taxonomy.triggers == ("security", "traffic", "unknown")
    assert caplog.messages == [
        f'{path}: the trigger "attack" is now called "security". Please rename it.'
    ]


def test_teams_are_also_those_of_metrics(tmp_path: Path) -> None:
    text = (
        'services = ["checkout", "search"]\n[statistics.teams]\nShop = ["search"]\n'
        '[[teams]]\nname = "Shop"\nmembers = ["U0KIM", "S0SHOP"]\ncoach = "U0MAX"\n'
        'services = ["checkout"]\n'
        '[[teams]]\nname = "Search"\nmembers = ["U0LEE"]\nservices = ["search"]\n'
        "[maturity]\nautonomous_months = 3\n"
    )
    rules = read_policy(written(tmp_path, text)).rules()
    shop, search = rules.teams_in_settings
    assert (shop.name, shop.members, shop.coach) == ("Shop", ("U0KIM", "S0SHOP"), "U0MAX")
    assert (shop.is_in_settings, search.coach) == (True, None)
    assert rules.teams == {"Shop": ("search",), "Search": ("search",)}
    assert rules.groups == ("S0SHOP",)
    assert rules.maturity.months == {2: 12, 3: 9, 4: 3}


def test_exercises_by_schedule_are_read(tmp_path: Path) -> None:
    text = (
        PRICES + "window = [9, 11]\nlength_min = 30\n[calendar]\nholidays = [2026-03-02]\n"
        "[[calendar.freezes]]\nfirst = 2026-12-20\nlast = 2027-01-03\n"
    )
    exercises = read_policy(written(tmp_path, text)).rules().exercises
    (prices,) = exercises.schedules
    assert (prices.key, prices.team, prices.window, prices.length_min) == (
        "prices",
        "shop",
        (9, 11),
        30,
    )
    assert exercises.calendar.next_allowed(date(2026, 3, 2)) == date(2026, 3, 3)
    assert exercises.calendar.next_allowed(date(2026, 12, 21)) == date(2027, 1, 4)


def test_failure_classes_are_a_list_or_in_groups(tmp_path: Path) -> None:
    listed = written(tmp_path, '[taxonomy]\nfailure_classes = ["data", "tea", "unknown"]')
    taxonomy = read_policy(listed).rules().taxonomy
    assert taxonomy.failure_classes == ("data", "tea", "unknown")
    assert taxonomy.group_of() == {"data": "technical", "tea": ""}
    groups = written(
        tmp_path,
        '[taxonomy.failure_classes]\nhuman = ["haste"]\nsuppliers = ["strike"]\n'
        '[taxonomy.words]\nstrike = ["picket*"]',
    )
    taxonomy = read_policy(groups).rules().taxonomy
    assert taxonomy.failure_classes == ("haste", "strike", "unknown")
    assert taxonomy.group_of() == {"haste": "human", "strike": "suppliers"}
    assert taxonomy.words == {"strike": ("picket*",)}


@pytest.mark.parametrize(("value", "enabled"), [("true", {Status.MONITORING}), ("false", set())])
def test_monitoring_is_switched_on_in_the_file(
    tmp_path: Path, value: str, enabled: set[Status]
) -> None:
    rules = read_policy(written(tmp_path, f"[lifecycle]\nmonitoring = {value}")).rules()
    assert rules.enabled_statuses == enabled


@pytest.mark.parametrize("status", ["closed", "verifying"])
def test_only_an_optional_status_can_be_switched_on(tmp_path: Path, status: str) -> None:
    path = written(tmp_path, f"[lifecycle]\n{status} = true")
    with pytest.raises(SettingsError) as caught:
        read_policy(path)
    said = f"{status} is not an optional status (monitoring)."
    assert str(caught.value) == f"{path}: lifecycle.{status}: {said}"


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "firefighter.toml"
    path.write_text('incidents_channel = "war-room"\n', encoding="utf-8-sig")
    assert read_policy(path).incidents_channel == "war-room"
