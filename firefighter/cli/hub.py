"""`hub`: packs from folders or git checkouts, installed as somebody has seen and pinned them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from firefighter.adapters.packs.faults import InvalidPack
from firefighter.adapters.packs.hub import (
    Hub,
    HubError,
    PinnedPack,
    difference,
    digest,
    git_revision,
    pack_folders,
    pin,
    read_hub,
)
from firefighter.adapters.packs.library import PackLibrary, shipped_pack
from firefighter.adapters.packs.reader import Pack, parse_pack
from firefighter.adapters.packs.sources import PackSource, load_pack
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.cli.columns import print_columns
from firefighter.cli.open_database import current_database
from firefighter.cli.packs import contents, install_pack, name_faults, vocabulary
from firefighter.runtime import SystemClock
from firefighter.settings.settings import Settings, read_settings

HUB_FILE = Path("hub.toml")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--file", type=Path, default=HUB_FILE, metavar="FILE", help=f"default: {HUB_FILE}"
    )
    commands = parser.add_subparsers(required=True, metavar="ACTION")
    adding = commands.add_parser("add", help="pin a pack, or all packs in a folder")
    adding.set_defaults(run=run_add)
    adding.add_argument("folder", type=Path, metavar="DIR", help="a folder or a git checkout")
    listing = commands.add_parser("list", help="list packs, and whether they are as pinned")
    listing.set_defaults(run=run_list)
    install = commands.add_parser("install", help="install packs that are as they were pinned")
    install.set_defaults(run=run_install)
    install.add_argument("packs", nargs="*", metavar="PACK", help="default: all")
    update = commands.add_parser("update", help="show what changed in a pack, and pin it")
    update.set_defaults(run=run_update)
    update.add_argument("pack", metavar="PACK")
    update.add_argument(
        "--accept",
        metavar="DIGEST",
        help="pin without asking what an earlier `hub update` showed under this digest",
    )


def run_add(given: argparse.Namespace) -> int:
    """1 when a pack has faults or is there already; then nothing is pinned."""
    hub, settings = read_hub(given.file), read_settings()
    added: list[tuple[PinnedPack, PackSource, Pack]] = []
    is_valid = True
    for folder in pack_folders(given.folder):
        source = load_pack(folder)
        pack = _valid(folder, source, settings)
        if pack is None:
            is_valid = False
            continue
        _refuse_taken(hub, pack, [each.id for each, _source, _pack in added])
        revision = git_revision(folder)
        added.append((pin(pack.id, hub.source_of(folder), source, revision), source, pack))
    if not is_valid:
        return 1
    for pinned, source, pack in added:
        hub = hub.with_pack(pinned, source.texts)
        print(f"Pinned {pinned.id} from {pinned.source}: {contents(pack)}.")
    print(f"Review {hub.path}, then run `firefighter hub install`.")
    return 0


def run_list(given: argparse.Namespace) -> int:
    hub = read_hub(given.file)
    rows = [
        (each.id, each.source, each.revision[:12] or "-", str(len(each.hashes)), _state(hub, each))
        for each in hub.packs.values()
    ]
    print_columns(("PACK", "SOURCE", "REVISION", "FILES", "STATE"), *rows)
    return 0


def run_install(given: argparse.Namespace) -> int:
    """1 when a pack is not as it was pinned; then nothing is installed."""
    hub, settings = read_hub(given.file), read_settings()
    if not hub.packs:
        raise HubError(f"{hub.path} has no packs. Add one with `firefighter hub add DIR`.")
    wanted = [_pinned(hub, name) for name in given.packs] or list(hub.packs.values())
    packs: list[Pack] = []
    refused = False
    for each in wanted:
        source = load_pack(hub.folder_of(each))
        if problems := _problems(hub, each, source):
            print("\n".join(problems), file=sys.stderr)
            refused = True
        elif pack := _valid(hub.folder_of(each), source, settings):
            packs.append(pack)
        else:
            refused = True
    if refused:
        print("Nothing was installed.", file=sys.stderr)
        return 1
    with current_database(settings, quiet=True) as database:
        library = PackLibrary(StoredScenarioFiles(database, SystemClock()))
        for pack in packs:
            for line in install_pack(library, pack):
                print(f"{pack.id}: {line}")
    return 0


def run_update(given: argparse.Namespace) -> int:
    """1 when nothing was pinned, 0 when something was or nothing had changed."""
    hub = read_hub(given.file)
    before = _pinned(hub, given.pack)
    folder = hub.folder_of(before)
    source = load_pack(folder)
    changes = hub.changes(before, source)
    if not changes and not source.faults:
        print(f"{before.id} is as it was pinned.")
        return 0
    pack = _valid(folder, source, read_settings())
    if pack is None:
        return 1
    if pack.id != before.id:
        raise HubError(f"The pack in {folder} is {pack.id} now, not {before.id}. Add it instead.")
    for change in changes:
        print("\n".join(difference(before.id, change)))
    print(f"\n{before.id}: {contents(pack)}. Digest: {digest(source)}")
    if not _is_accepted(given.accept, before.id, digest(source)):
        return 1
    hub.with_pack(pin(before.id, before.source, source, git_revision(folder)), source.texts)
    print(f"Pinned {before.id}. Run `firefighter hub install {before.id}`.")
    return 0


def _is_accepted(accepted: str | None, pack: str, shown: str) -> bool:
    """Asks the person who has seen the difference."""
    if accepted is not None:
        if accepted == shown:
            return True
        print(f"The digest is {shown} now, not {accepted}. Nothing was pinned.", file=sys.stderr)
        return False
    if not sys.stdin.isatty():
        again = f"firefighter hub update {pack} --accept {shown}"
        print(f"Nothing was pinned. To pin this, run `{again}`.", file=sys.stderr)
        return False
    try:
        answer = input(f"Pin this as {pack}? [y/N] ")
    except EOFError:
        answer = ""
    if answer.strip().casefold() in {"y", "yes"}:
        return True
    print("Nothing was pinned.", file=sys.stderr)
    return False


def _valid(folder: Path, source: PackSource, settings: Settings) -> Pack | None:
    """None for a pack with faults, after they were named."""
    try:
        return parse_pack(source, vocabulary(settings))
    except InvalidPack as error:
        name_faults(folder, error)
        return None


def _refuse_taken(hub: Hub, pack: Pack, others: Sequence[str]) -> None:
    if pack.id == shipped_pack().id:
        raise HubError(f"The pack {pack.id} is part of the bot. Give yours another id.")
    if pack.id in hub.packs:
        raise HubError(
            f"{hub.path} has the pack {pack.id} already, from {hub.packs[pack.id].source}. "
            f"To pin a change, run `firefighter hub update {pack.id}`."
        )
    if pack.id in others:
        raise HubError(f"Two packs in the folder have the id {pack.id}. Give one another id.")


def _pinned(hub: Hub, name: str) -> PinnedPack:
    if name not in hub.packs:
        known = ", ".join(sorted(hub.packs)) or "none"
        raise HubError(f"{hub.path} has no pack {name}. It has: {known}.")
    return hub.packs[name]


def _problems(hub: Hub, pack: PinnedPack, source: PackSource) -> Sequence[str]:
    """Why it must not be installed: one sentence for each file."""
    said = [f"{pack.id}: {fault}" for fault in source.faults]
    for change in hub.changes(pack, source):
        what = "was changed since it was pinned"
        if change.before is None:
            what = "is new since the pack was pinned"
        elif change.after is None:
            what = "was pinned and is not there"
        said.append(f"{pack.id}: {change.name} {what}.")
    if said:
        said.append(f"To see the difference and pin it, run `firefighter hub update {pack.id}`.")
    return said


def _state(hub: Hub, pack: PinnedPack) -> str:
    try:
        source = load_pack(hub.folder_of(pack))
    except InvalidPack:
        return "missing"
    return "changed" if _problems(hub, pack, source) else "as pinned"
