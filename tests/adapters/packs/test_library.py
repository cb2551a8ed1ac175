"""The library of scenarios, on each database."""

from dataclasses import replace
from pathlib import Path

import pytest

from firefighter.adapters.packs.library import PackLibrary, shipped_pack
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.tables import ScenarioRow
from firefighter.domain.errors import PackConflict, ScenarioGone, UnknownScenario
from firefighter.domain.ids import RoleKey
from firefighter.domain.scenario import ScenarioId
from firefighter.i18n import Language
from tests.adapters.packs.packs import PACK, SCENARIO, read, write_pack
from tests.adapters.store.concurrency import run_at_once
from tests.clock import SettableClock
from tests.conftest import OpenDatabase

COLD_TEA, TWO_PRICES = ScenarioId("cold-tea"), ScenarioId("two-prices")


@pytest.fixture
def library(database: Database, clock: SettableClock) -> PackLibrary:
    return PackLibrary(StoredScenarioFiles(database, clock))


@pytest.fixture
def other_library(
    database_url: str, clock: SettableClock, open_database: OpenDatabase
) -> PackLibrary:
    """Of another process."""
    return PackLibrary(StoredScenarioFiles(open_database(database_url), clock))


def install(library: PackLibrary, folder: Path, content: str = SCENARIO) -> list[ScenarioId]:
    return [file.id for file in library.install(read(write_pack(folder, tea=content))).scenarios]


def version(number: int, story: str = "Nobody can make tea.") -> str:
    return SCENARIO.replace("version = 1", f"version = {number}").replace(
        "Nobody in the building can make tea.", story
    )


def test_the_shipped_pack_is_there_without_installing(library: PackLibrary) -> None:
    listed = {each.id: each for each in library.summaries(Language.FRENCH)}
    assert set(listed) == {file.id for file in shipped_pack().files}
    assert listed[TWO_PRICES].title == "Le prix de la liste n’est pas celui de la fiche"
    assert listed[TWO_PRICES].languages == ("en", "fr")


def test_summaries_are_the_shortest_first(library: PackLibrary, tmp_path: Path) -> None:
    install(library, tmp_path, SCENARIO.replace("= 15", "= 1"))
    assert library.summaries(Language.ENGLISH)[0].id == COLD_TEA


def test_an_installed_pack_is_seen_by_every_process(
    library: PackLibrary, other_library: PackLibrary, tmp_path: Path
) -> None:
    assert install(library, tmp_path) == [COLD_TEA]
    assert other_library.get(COLD_TEA).title.in_language("fr") == "The kettles stay cold"
    assert COLD_TEA in {each.id for each in other_library.summaries(Language.ENGLISH)}


def test_installing_again_changes_nothing(library: PackLibrary, tmp_path: Path) -> None:
    install(library, tmp_path)
    assert install(library, tmp_path) == []


def test_an_earlier_version_stays_readable(library: PackLibrary, tmp_path: Path) -> None:
    install(library, tmp_path, version(1))
    install(library, tmp_path, version(12, "No tea."))
    install(library, tmp_path, version(2, "Cold tea."))
    assert library.get(COLD_TEA).version == 12
    assert library.get(COLD_TEA, 2).story.in_language("en") == "Cold tea."
    assert [
        each.version for each in library.summaries(Language.ENGLISH) if each.id == COLD_TEA
    ] == [12]


def test_other_content_needs_another_version(library: PackLibrary, tmp_path: Path) -> None:
    install(library, tmp_path, version(3))
    with pytest.raises(PackConflict) as refused:
        install(library, tmp_path, version(3, "No tea."))
    assert str(refused.value) == (
        "Scenario cold-tea version 3 is installed with other content. Make yours version 4."
    )
    assert library.get(COLD_TEA).story.in_language("en") == "Nobody can make tea."


def test_the_id_of_another_pack_is_refused(library: PackLibrary, tmp_path: Path) -> None:
    install(library, tmp_path / "one")
    folder = write_pack(tmp_path / "two", tea=version(2), milk=SCENARIO.replace("cold-tea", "milk"))
    (folder / "pack.toml").write_text(PACK.replace("kettles", "pots"), encoding="utf-8")
    with pytest.raises(PackConflict, match="cold-tea belongs to the pack kettles"):
        library.install(read(folder))
    with pytest.raises(UnknownScenario):
        library.get(ScenarioId("milk"))


def test_ids_of_the_shipped_pack_are_reserved(library: PackLibrary, tmp_path: Path) -> None:
    folder = write_pack(tmp_path, tea=SCENARIO.replace("cold-tea", "two-prices"))
    with pytest.raises(PackConflict, match="two-prices belongs to the pack starter"):
        library.install(read(folder))
    (folder / "pack.toml").write_text(PACK.replace("kettles", "starter"), encoding="utf-8")
    with pytest.raises(PackConflict, match="The pack starter is part of the bot"):
        library.install(read(folder))


def test_two_processes_install_the_same_version_once(
    library: PackLibrary, other_library: PackLibrary, tmp_path: Path
) -> None:
    pack = read(write_pack(tmp_path, tea=SCENARIO))
    run_at_once(lambda: library.install(pack), lambda: other_library.install(pack))
    assert library.get(COLD_TEA).version == 1


def test_two_processes_cannot_install_different_contents_as_one_version(
    library: PackLibrary, other_library: PackLibrary, tmp_path: Path
) -> None:
    packs = [read(write_pack(tmp_path / name, tea=version(1, name))) for name in ("green", "black")]

    def try_to_install(into: PackLibrary, number: int) -> bool:
        try:
            return bool(into.install(packs[number]))
        except PackConflict:
            return False

    done = run_at_once(lambda: try_to_install(library, 0), lambda: try_to_install(other_library, 1))
    assert sorted(map(str, done)) == ["False", "True"]


def test_an_unknown_scenario_is_refused_with_the_nearest_name(library: PackLibrary) -> None:
    with pytest.raises(UnknownScenario) as refused:
        library.get(ScenarioId("two-price"))
    assert str(refused.value) == "There is no scenario two-price. Did you mean two-prices?"
    with pytest.raises(UnknownScenario):
        library.sealed(ScenarioId("xyz"), 3)


def test_a_version_that_is_gone_is_named(library: PackLibrary) -> None:
    with pytest.raises(ScenarioGone) as refused:
        library.get(TWO_PRICES, 77)
    newest = library.get(TWO_PRICES).version
    assert str(refused.value) == (
        f"Version 77 of scenario two-prices is not available. Version {newest} is available."
    )
    with pytest.raises(ScenarioGone):
        library.keep(TWO_PRICES, 77)


def test_a_shipped_version_is_kept_once(
    library: PackLibrary, database: Database, clock: SettableClock
) -> None:
    newest = library.get(TWO_PRICES).version
    for _ in range(2):
        library.keep(TWO_PRICES, newest)
    stored = StoredScenarioFiles(database, clock).find(TWO_PRICES, newest)
    assert stored is not None
    assert stored.content == library.file(TWO_PRICES).content


def test_a_kept_version_is_read_after_the_shipped_pack_has_another(
    library: PackLibrary, database: Database, clock: SettableClock
) -> None:
    shipped = library.file(TWO_PRICES)
    content = shipped.content.replace(f"version = {shipped.version}", "version = 77")
    earlier = replace(shipped, version=77, content=content)
    StoredScenarioFiles(database, clock).add([earlier])
    assert library.get(TWO_PRICES, 77).version == 77
    assert library.get(TWO_PRICES).version == shipped.version
    listed = {each.id: each.version for each in library.summaries(Language.ENGLISH)}
    assert listed[TWO_PRICES] == shipped.version


def test_a_kept_version_is_read_as_it_was_kept(
    library: PackLibrary, database: Database, clock: SettableClock
) -> None:
    shipped = library.file(TWO_PRICES)
    kept = replace(shipped, content=shipped.content.replace("10:05", "10:55"))
    StoredScenarioFiles(database, clock).add([kept])
    assert "10:55" in library.get(TWO_PRICES, shipped.version).story.in_language("en")
    assert "10:05" in library.get(TWO_PRICES).story.in_language("en")


def test_a_stored_scenario_that_this_version_cannot_read_is_left_out(
    library: PackLibrary, database: Database, clock: SettableClock
) -> None:
    with database.writing() as session:
        session.add(
            ScenarioRow(
                id="cold-tea",
                version=1,
                pack="kettles",
                sha256="",
                content="id = 'cold-tea'",
                installed_at=clock.now(),
            )
        )
    assert COLD_TEA not in {each.id for each in library.summaries(Language.ENGLISH)}
    with pytest.raises(ScenarioGone) as refused:
        library.get(COLD_TEA)
    assert str(refused.value) == "Version 1 of scenario cold-tea is not available."


def test_sealed_parts_come_from_calls_of_their_own(library: PackLibrary) -> None:
    scenario, sealed = library.get(TWO_PRICES), library.sealed(TWO_PRICES)
    assert sealed.cause.in_language("en") not in str(scenario)
    for offer in scenario.hints:
        hint = library.hint(TWO_PRICES, scenario.version, offer.id)
        assert hint is not None
        assert hint.text.in_language("en") not in str(scenario)
    assert library.hint(TWO_PRICES, scenario.version, "none") is None
    brief = library.brief(TWO_PRICES, scenario.version, RoleKey("commander"))
    assert brief is not None
    assert brief.in_language("fr") not in str(scenario)
    assert library.brief(TWO_PRICES, scenario.version, RoleKey("scribe")) is None
