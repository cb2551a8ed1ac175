"""Reading packs: what is valid, and a sentence for each fault."""

from pathlib import Path

from tests.adapters.packs.packs import SCENARIO, faults, read, write_pack


def test_the_smallest_scenario_is_valid(tmp_path: Path) -> None:
    (file,) = read(write_pack(tmp_path, tea=SCENARIO)).files
    assert (file.id, file.version, file.pack, file.content) == ("cold-tea", 1, "kettles", SCENARIO)


def test_every_fault_of_every_file_is_said_at_once(tmp_path: Path) -> None:
    bad = SCENARIO.replace("= 15", "= 999").replace('"hardware"', '"gremlins"')
    folder = write_pack(tmp_path, tea=bad, milk="title = ", pot=SCENARIO + "sugar = 2\n")
    assert faults(folder, failure_classes=("hardware", "data")) == [
        "milk.toml, line 1: is not valid TOML: Invalid value.",
        "pot.toml, line 16: sealed.sugar is not a key of the format; remove it or check it.",
        "tea.toml, line 6: class 'gremlins' is no failure class; use hardware or data.",
        "tea.toml, line 7: duration_min must be at most 480.",
    ]
