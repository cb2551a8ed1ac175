"""The hub file: what is written is read again."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firefighter.adapters.packs.hub import Hub, HubError, PinnedPack, read_hub
from firefighter.adapters.packs.sources import PackSource

_HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
_NAMES = st.one_of(
    st.just("pack.toml"),
    st.from_regex(r"(experiments/)?[a-zé][ a-zé'=.\[-]{0,9}\.toml", fullmatch=True),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50),
    revision=st.sampled_from(["", "0a" * 20]),
    hashes=st.dictionaries(_NAMES, _HASHES, max_size=4),
)
def test_any_pack_is_written_and_read(
    tmp_path: Path, source: str, revision: str, hashes: dict[str, str]
) -> None:
    pack = PinnedPack("kettles", source, hashes, revision)
    Hub(tmp_path / "hub.toml").with_pack(pack, {})
    assert read_hub(tmp_path / "hub.toml").packs == {"kettles": pack}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hub.toml").write_bytes(content)
    try:
        read_hub(tmp_path / "hub.toml")
    except HubError as error:
        said = str(error)
    else:
        said = "It was read."
    assert said.endswith(".")


def test_a_crash_between_the_file_and_the_texts_hides_no_change(tmp_path: Path) -> None:
    """The texts of an earlier pin are not taken for those of the present one."""
    hub = Hub(tmp_path / "hub.toml")
    old, new, newest = (PackSource({"pack.toml": text}) for text in ("old", "new", "newest"))
    hub.with_pack(PinnedPack("kettles", "x", old.hashes), old.texts)
    pack = PinnedPack("kettles", "x", new.hashes)
    hub = Hub(hub.path, {"kettles": pack})
    (change,) = hub.changes(pack, newest)
    assert not change.is_before_known
    assert change.after == "newest"
