"""Every key of the format with a wrong value, and all that must fit together."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from firefighter.adapters.packs.schema import (
    EventTable,
    ExpectedTable,
    HintTable,
    InjectTable,
    PackTable,
    PersonaTable,
    ScenarioTable,
    SealedTable,
)
from firefighter.adapters.packs.sources import FILE_LIMIT, SCENARIOS_LIMIT
from tests.adapters.packs.full_scenario import SCENARIO as FULL
from tests.adapters.packs.full_scenario import WEBHOOKS, every_field, with_value
from tests.adapters.packs.packs import SCENARIO, faults, write_pack

_EMPTY = (
    "pack.toml, line 1: has no scenario beside it and no experiment in experiments: add a TOML "
    "file."
)
LONG = f'"{"tea " * 2000}"'

WRONG: dict[tuple[type[BaseModel], str], tuple[str, str]] = {
    (PackTable, "id"): ('"Two Kettles"', "lower-case words with hyphens"),
    (PackTable, "title"): ('""', "is empty"),
    (PackTable, "description"): (LONG, "at most 600 are allowed"),
    (ScenarioTable, "id"): ('"cold_tea"', "lower-case words with hyphens"),
    (ScenarioTable, "version"): ("0", "at least 1"),
    (ScenarioTable, "title"): ('{ en = "One\\nTwo", fr = "Un" }', "has several lines"),
    (ScenarioTable, "story"): ('{ en = "No tea.", de = "Kein Tee." }', "no language of the bot"),
    (ScenarioTable, "level"): ('"easy"', "'beginner', 'intermediate' or 'advanced'"),
    (ScenarioTable, "technical"): ('"no"', "must be true or false"),
    (ScenarioTable, "class"): ('"gremlins"', "is no failure class"),
    (ScenarioTable, "services"): ('["kitchen", ""]', "is empty"),
    (ScenarioTable, "environment"): ('"moon"', "'tabletop', 'staging' or 'production'"),
    (ScenarioTable, "duration_min"): ("481", "at most 480"),
    (ScenarioTable, "objective"): ('"<b>Ask</b>"', "contains HTML"),
    (ScenarioTable, "mode"): ('"secret"', "'informed' or 'dungeons_and_dragons'"),
    (ScenarioTable, "scoring"): ('["declare", "style"]', "must be 'declare'"),
    (ScenarioTable, "expected"): ("3", "must have names and values"),
    (ScenarioTable, "sealed"): ('"x"', "must have names and values"),
    (ScenarioTable, "personas"): ("[]", "must have names and values"),
    (ScenarioTable, "briefs"): ("true", "must have names and values"),
    (ScenarioTable, "injects"): ("[1]", "must have names and values"),
    (ScenarioTable, "hints"): ("1979-05-27", "must be a list"),
    (ExpectedTable, "severity"): ('"SEV5"', "'SEV1', 'SEV2', 'SEV3' or 'SEV4'"),
    (ExpectedTable, "roles"): ('["comander"]', "is no role"),
    (ExpectedTable, "declare_min"): ("-1", "at least 0"),
    (ExpectedTable, "commander_min"): ("16", "after the end at 15 minutes"),
    (ExpectedTable, "acknowledge_min"): ("nan", "finite number"),
    (ExpectedTable, "mitigate_min"): ("1.5", "before commander_min"),
    (SealedTable, "cause"): ('"<!channel> The fuse"', "mention that notifies"),
    (SealedTable, "solution"): ('"Ask <@U0ANA>"', "mention that notifies"),
    (PersonaTable, "name"): ('"@here"', "mention that notifies"),
    (PersonaTable, "job"): ('{ fr = "Cuisinière" }', "has no text in en"),
    (HintTable, "id"): ('"-"', "lower-case words with hyphens"),
    (HintTable, "about"): ('{ en = "Power", fr = " " }', "is empty"),
    (HintTable, "price"): ("21", "at most 20"),
    (HintTable, "text"): ('"Look\\u202e"', "invisible control character"),
    (InjectTable, "id"): ('"Thirst"', "lower-case words with hyphens"),
    (InjectTable, "kind"): ('"poem"', "'message', 'alert'"),
    (InjectTable, "at_min"): ("20", "after the end at 15 minutes"),
    (InjectTable, "on"): ('"mitigated"', "must have names and values"),
    (InjectTable, "delay_min"): ("15.5", "after the end at 15 minutes"),
    (InjectTable, "silence_min"): ("0", "more than 0"),
    (InjectTable, "by_hand"): ("false", "must be True"),
    (InjectTable, "persona"): ('"cok"', "did you mean 'cook'?"),
    (InjectTable, "role"): ('"taster"', "is no role"),
    (InjectTable, "title"): (f'"{"x" * 121}"', "has 121 characters; at most 120"),
    (InjectTable, "service"): ('"garage"', "is no service of the scenario"),
    (InjectTable, "webhook"): ('"stop-ketle"', "add [drills.webhooks.stop-ketle] to firefighter"),
    (InjectTable, "rollback"): ('"https://example.com"', "lower-case words with hyphens"),
    (InjectTable, "text"): ('"&lt;script&gt;"', "contains HTML"),
    (EventTable, "status"): ('"open"', "'investigating', 'mitigated' or 'postmortem'"),
    (EventTable, "role"): ('"taster"', "is no role"),
    (EventTable, "severity"): ("1", "'SEV1', 'SEV2', 'SEV3' or 'SEV4'"),
    (EventTable, "update"): ("0", "at least 1"),
    (EventTable, "hypothesis"): ('"guessed"', "'proposed', 'testing', 'confirmed' or 'refuted'"),
    (EventTable, "hint"): ('"fuze"', "did you mean 'fuse'?"),
}


def name(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def test_the_full_scenario_is_valid(tmp_path: Path) -> None:
    assert faults(write_pack(tmp_path, tea=FULL), webhooks=WEBHOOKS) == []


@pytest.mark.parametrize("environment", ['environment = "tabletop"', ""])
def test_nothing_is_called_at_a_tabletop(tmp_path: Path, environment: str) -> None:
    tabletop = FULL.replace('environment = "staging"', environment)
    (fault,) = faults(write_pack(tmp_path, tea=tabletop), webhooks=WEBHOOKS)
    assert "injects[unplug].kind calls something, so the environment cannot be tabletop" in fault


def test_only_a_webhook_names_one(tmp_path: Path) -> None:
    other = FULL.replace('kind = "webhook"', 'kind = "complication"')
    found = faults(write_pack(tmp_path, tea=other), webhooks=WEBHOOKS)
    assert len(found) == 2
    assert all("is only for injects of kind webhook" in each for each in found)


@pytest.mark.parametrize(("model", "key"), every_field(), ids=name)
def test_a_wrong_value_is_named_with_file_line_and_key(
    tmp_path: Path, model: type[BaseModel], key: str
) -> None:
    value, reason = WRONG[model, key]
    changed = with_value(model, key, value)
    folder = write_pack(tmp_path, tea=SCENARIO if model is PackTable else changed.source)
    file = "tea.toml"
    if model is PackTable:
        file = "pack.toml"
        (folder / file).write_text(changed.source, encoding="utf-8")
    found = faults(folder, webhooks=WEBHOOKS)
    assert [
        each
        for each in found
        if each.startswith(f"{file}, line {changed.line}: ") and key in each and reason in each
    ], found


def test_a_question_ends_with_its_own_mark(tmp_path: Path) -> None:
    changed = with_value(InjectTable, "persona", '"cok"')
    (found,) = faults(write_pack(tmp_path, tea=changed.source), webhooks=WEBHOOKS)
    assert found.endswith("did you mean 'cook'?")


@pytest.mark.parametrize(("model", "key"), every_field(), ids=name)
def test_a_value_of_a_wrong_type_is_a_fault(
    tmp_path: Path, model: type[BaseModel], key: str
) -> None:
    for value in ("07:32:00", "[[1]]", "{ a = { b = 1 } }"):
        changed = with_value(model, key, value)
        folder = write_pack(tmp_path, tea=SCENARIO if model is PackTable else changed.source)
        if model is PackTable:
            (folder / "pack.toml").write_text(changed.source, encoding="utf-8")
        assert any(f"line {changed.line}: " in each for each in faults(folder)), value


def test_a_missing_key_is_named_where_it_belongs(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, tea=SCENARIO.replace('cause = "The fuse blew."\n', ""))
    assert faults(folder) == ["tea.toml, line 13: sealed.cause is missing."]


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        (
            '[[injects]]\nid = "a"\nkind = "complication"\ntext = "Rain."\n',
            (
                "line 17: injects[a] needs exactly one of at_min, on, silence_min, by_hand, "
                "and has none of them."
            ),
        ),
        (
            '[[injects]]\nid = "a"\nkind = "fact"\nat_min = 1\ntext = "Rain."\n',
            "line 17: injects[a] needs title, since its kind is fact.",
        ),
        (
            (
                '[[injects]]\nid = "a"\nkind = "complication"\nat_min = 1\ntext = "Rain."\n'
                "delay_min = 1\n"
            ),
            "line 22: injects[a].delay_min is only for injects with `on`.",
        ),
        (
            '[[injects]]\nid = "a"\nkind = "complication"\ntext = "Rain."\non = {}\n',
            'line 21: injects[a].on needs exactly one event, such as { status = "mitigated" }.',
        ),
        (
            (
                '[[injects]]\nid = "a"\nkind = "complication"\ntext = "Rain."\nat_min = 1\n'
                'service = "x"\n'
            ),
            "line 22: injects[a].service is only for injects of kind page.",
        ),
        ("[briefs]\n" + '"two\\nlines" = "x"\n', "line 18: briefs.'two\\nlines'"),
    ],
)
def test_what_does_not_fit_together_is_named(tmp_path: Path, tables: str, sentence: str) -> None:
    folder = write_pack(tmp_path, tea=f"{SCENARIO}\n{tables}")
    assert any(each.startswith(f"tea.toml, {sentence}") for each in faults(folder)), faults(folder)


@pytest.mark.parametrize(
    "text",
    [
        "<!here> look",
        "< !channel>",
        "<!subteam^S0ABC>",
        "<#C0ABC>",
        "＠here",
        "ask @Everyone",
        "<https://example.com|here>",
        "<script>alert(1)</script>",
        "&#60;b&#62;",
        "a\u202eb",
        "a\u0000b".replace("\u0000", "\u0007"),
    ],
)
def test_pings_markup_and_control_characters_are_refused(tmp_path: Path, text: str) -> None:
    quoted = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
    folder = write_pack(tmp_path, tea=SCENARIO.replace("Ask before you act.", quoted))
    (found,) = faults(folder)
    assert found.startswith("tea.toml, line 8: objective contains ")


@pytest.mark.parametrize("text", ["p95 < 300 ms", "mail a@b.example", "R&D", "5 > 3", "a & b"])
def test_ordinary_text_is_allowed(tmp_path: Path, text: str) -> None:
    folder = write_pack(tmp_path, tea=SCENARIO.replace("Ask before you act.", text))
    assert faults(folder) == []


def test_a_folder_without_a_pack_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path) == [
        _EMPTY,
        "pack.toml, line 1: cannot be read: No such file or directory.",
    ]


def test_a_name_of_several_lines_is_refused(tmp_path: Path) -> None:
    (found,) = faults(
        write_pack(tmp_path, tea=FULL.replace('"Ada"', '"Ada\\nLovelace"')), webhooks=WEBHOOKS
    )
    assert found.endswith("personas.cook.name has several lines; write it on one.")


def test_an_id_used_twice_is_named(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, tea=FULL.replace('id = "rings"', 'id = "thirst"'))
    (found,) = faults(folder, webhooks=WEBHOOKS)
    assert found.endswith("injects[thirst].id 'thirst' is used twice.")


def test_an_id_in_two_files_is_named(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, milk=SCENARIO, tea=f"# Tea\n{SCENARIO}")
    assert faults(folder) == ["tea.toml, line 2: id 'cold-tea' is also the id in milk.toml."]


def test_files_that_are_too_large_links_or_not_text_are_refused(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", a="#" * (FILE_LIMIT + 1))
    (tmp_path / "secret").write_text(SCENARIO)
    (folder / "b.toml").symlink_to(tmp_path / "secret")
    (folder / "c.toml").write_bytes(b"id = 'x'\n\xff")
    (folder / "d.toml").mkdir()
    (folder / "e.toml").write_text("a = " + "[" * 50_000)
    (folder / "f.toml").write_text("a = " + "9" * 5000)
    (folder / "notes.txt").write_text("not read")
    assert [each.partition(": ")[::2] for each in faults(folder)][:4] == [
        ("a.toml, line 1", f"has more than {FILE_LIMIT} bytes; split it or shorten it."),
        ("b.toml, line 1", "is not a regular file."),
        ("c.toml, line 2", "is not UTF-8; save it as UTF-8."),
        ("d.toml, line 1", "is not a regular file."),
    ]
    assert [each[:6] for each in faults(folder)][4:] == ["e.toml", "f.toml"]


def test_too_many_scenarios_are_refused(tmp_path: Path) -> None:
    many = {
        f"t{number}": SCENARIO.replace("cold-tea", f"tea-{number}")
        for number in range(SCENARIOS_LIMIT + 1)
    }
    assert faults(write_pack(tmp_path, **many)) == [
        (
            f"pack.toml, line 1: has {SCENARIOS_LIMIT + 1} scenarios beside it; at most "
            f"{SCENARIOS_LIMIT} are allowed."
        )
    ]
