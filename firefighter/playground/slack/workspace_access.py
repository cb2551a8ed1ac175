"""Setting up and inspecting the workspace: people, channels, messages and calls."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from firefighter.playground.slack import events, membership, posting
from firefighter.playground.slack.errors import NotPossibleError
from firefighter.playground.slack.interactions import Interactions, Submissions
from firefighter.playground.slack.monitoring_apps import Alert
from firefighter.playground.slack.people import Loop, Person
from firefighter.playground.slack.posting import PostingRefusal
from firefighter.playground.slack.records import (
    BOT_USER_ID,
    SLACKBOT_ID,
    TEAM_ID,
    Bookmark,
    Call,
    Channel,
    File,
    Guest,
    Message,
    User,
    Usergroup,
    Withheld,
)
from firefighter.playground.slack.workspace import Workspace


class WorkspaceAccess:
    """Thread-safe. It returns snapshots."""

    def __init__(
        self,
        workspace: Workspace,
        loop: Loop,
        interactions: Interactions,
        submissions: Submissions,
    ) -> None:
        self._workspace = workspace
        self._loop = loop
        self._interactions = interactions
        self._submissions = submissions

    def add_person(
        self,
        handle: str,
        *,
        real_name: str | None = None,
        email: str | None = None,
        tz: str = "Europe/London",
        locale: str = "en-US",
        guest: Guest | None = None,
        team: str = TEAM_ID,
        enterprise: str = "",
        is_visible: bool = True,
    ) -> Person:
        """`enterprise` makes it a member of an Enterprise Grid, with the id of one."""

        def added() -> User:
            user = User(
                id=self._workspace.new_id("W" if enterprise else "U"),
                handle=handle,
                real_name=real_name or handle.title(),
                email=email or f"{handle}@example.com",
                tz=tz,
                locale=locale,
                guest=guest,
                team=team,
                enterprise=enterprise,
                is_visible=is_visible,
            )
            self._workspace.users[user.id] = user
            self._workspace.changed()
            return user

        return self._person(self._loop.now(added))

    def person(self, handle_or_id: str) -> Person:
        def found() -> User:
            for user in self._workspace.users.values():
                if handle_or_id in (user.id, user.handle):
                    return user
            raise NotPossibleError(f"nobody here is called {handle_or_id!r}")

        return self._person(self._loop.now(found))

    def users(self) -> list[User]:
        """Everyone, bots included, in the order they were added."""
        found: list[User] = self._loop.now(lambda: list(self._workspace.users.values()))
        return found

    def usergroups(self) -> list[Usergroup]:
        found: list[Usergroup] = self._loop.now(lambda: list(self._workspace.usergroups.values()))
        return found

    def deactivate(self, person: Person) -> None:
        """Deactivates an account; it stays in the workspace."""

        def left() -> None:
            gone = replace(self._workspace.users[person.id], is_deactivated=True)
            self._workspace.users[person.id] = gone
            events.user_changed(self._workspace, gone)
            self._workspace.changed()

        self._loop.now(left)

    def change_person(
        self,
        person: Person,
        *,
        real_name: str | None = None,
        tz: str | None = None,
        locale: str | None = None,
        guest: Guest | Literal["member"] | None = None,
    ) -> None:
        """Changes a profile, preferences or the type of account. What is not given stays."""

        def changed() -> None:
            before = self._workspace.users[person.id]
            user = replace(
                before,
                real_name=real_name or before.real_name,
                tz=tz or before.tz,
                locale=locale or before.locale,
                guest=before.guest if guest is None else None if guest == "member" else guest,
            )
            self._workspace.users[person.id] = user
            events.user_changed(self._workspace, user)
            self._workspace.changed()

        self._loop.now(changed)

    def share_channel(self, channel: str | Channel, team: str) -> None:
        """Connects another company's team to a channel, which its people can then be invited to."""
        where = self.channel(channel)
        self._loop.now(lambda: membership.share(self._workspace, where, team))

    def unshare_channel(self, channel: str | Channel, team: str) -> None:
        where = self.channel(channel)
        self._loop.now(lambda: membership.unshare(self._workspace, where, team))

    def add_channel(
        self,
        name: str,
        *,
        private: bool = False,
        members: Iterable[Person | str] = (),
        bot: bool = True,
        shared: bool = False,
    ) -> Channel:
        """A channel that existed before. Its first member, or else Slackbot, created it.

        `shared` means with another company.
        """
        ids = [self.person(each).id if isinstance(each, str) else each.id for each in members]

        def added() -> Channel:
            membership.refuse_bad_name(self._workspace, name)
            return self._workspace.put_channel(
                Channel(
                    id=self._workspace.new_id("C"),
                    name=name,
                    kind="group" if private else "channel",
                    creator=ids[0] if ids else SLACKBOT_ID,
                    created=int(self._workspace.now()),
                    members=(*ids, *([BOT_USER_ID] if bot else [])),
                    is_ext_shared=shared,
                )
            )

        result: Channel = self._loop.now(added)
        return result

    def post_alert(self, channel: str | Channel, alert: Alert) -> Message:
        """Posts a message of a monitoring app."""
        where = self.channel(channel)
        posted: Message = self._loop.now(lambda: posting.post_alert(self._workspace, where, alert))
        return posted

    def restrict_posting(self, channel: str | Channel, refusal: PostingRefusal | None) -> None:
        """Sets who may post in a channel, by the error that the app gets. None allows all."""
        where = self.channel(channel)

        def restricted() -> None:
            self._workspace.change_channel(where, posting_refusal=refusal or "")

        self._loop.now(restricted)

    @property
    def withheld(self) -> list[Withheld]:
        """The events that were not delivered because their scope is missing, oldest first."""
        found: list[Withheld] = self._loop.now(lambda: list(self._workspace.withheld))
        return found

    def add_usergroup(
        self, handle: str, *, members: Iterable[Person | str] = (), name: str | None = None
    ) -> Usergroup:
        ids = tuple(self.person(each).id if isinstance(each, str) else each.id for each in members)

        def added() -> Usergroup:
            group = Usergroup(self._workspace.new_id("S"), handle, name or handle, ids)
            self._workspace.usergroups[group.id] = group
            return group

        result: Usergroup = self._loop.now(added)
        return result

    def change_usergroup(self, group: Usergroup, members: Iterable[Person]) -> Usergroup:
        """Replaces the members of a group."""
        ids = tuple(each.id for each in members)

        def changed() -> Usergroup:
            before = self._workspace.usergroups[group.id]
            after = replace(before, members=ids)
            self._workspace.usergroups[group.id] = after
            events.usergroup_changed(self._workspace, before, after)
            return after

        result: Usergroup = self._loop.now(changed)
        return result

    def disable_usergroup(self, group: Usergroup) -> None:
        """Disables a group. It keeps its members but cannot be mentioned."""

        def disabled() -> None:
            now = int(self._workspace.now())
            known = self._workspace.usergroups[group.id]
            self._workspace.usergroups[group.id] = replace(known, disabled_at=now)

        self._loop.now(disabled)

    def channel(self, name_or_id: str | Channel) -> Channel:
        """The current channel. Raises `NotPossibleError` if there is none."""
        name = name_or_id.id if isinstance(name_or_id, Channel) else name_or_id
        found: Channel | None = self._loop.now(lambda: self._workspace.find_channel(name))
        if found is None:
            raise NotPossibleError(f"there is no channel {name!r}")
        return found

    def channels(self) -> list[Channel]:
        """Every channel but direct messages, in the order they were created."""
        found: list[Channel] = self._loop.now(lambda: list(self._workspace.channels.values()))
        return [each for each in found if not each.is_im]

    def messages(self, channel: str | Channel) -> list[Message]:
        """Top-level messages, Slack's own lines included, oldest first."""
        where = self.channel(channel).id
        found: list[Message] = self._loop.now(lambda: self._workspace.top_level(where))
        return found

    def thread(self, channel: str | Channel, ts: str) -> list[Message]:
        """The replies to a message, oldest first."""
        where = self.channel(channel).id
        found: list[Message] = self._loop.now(lambda: self._workspace.thread(where, ts))
        return found

    def message(self, channel: str | Channel, ts: str) -> Message:
        """One current message, top-level or reply."""
        where = self.channel(channel).id
        found: Message | None = self._loop.now(
            lambda: self._workspace.messages.get(where, {}).get(ts)
        )
        if found is None:
            raise NotPossibleError(f"there is no message {ts} in {where}")
        return found

    def pins(self, channel: str | Channel) -> list[Message]:
        """The pinned messages, in the order they were pinned."""
        where = self.channel(channel).id

        def found() -> list[Message]:
            pins = self._workspace.pins.get(where, [])
            return [self._workspace.messages[where][each.message_ts] for each in pins]

        result: list[Message] = self._loop.now(found)
        return result

    def bookmarks(self, channel: str | Channel) -> list[Bookmark]:
        where = self.channel(channel).id
        found: list[Bookmark] = self._loop.now(
            lambda: list(self._workspace.bookmarks.get(where, []))
        )
        return found

    @property
    def files(self) -> list[File]:
        """Every file whose upload is complete."""
        found: list[File] = self._loop.now(lambda: list(self._workspace.files.values()))
        return found

    @property
    def calls(self) -> list[Call]:
        """Every Web API call, in the order they were answered."""
        found: list[Call] = self._loop.now(lambda: list(self._workspace.calls))
        return found

    def calls_of(self, method: str) -> list[Call]:
        return [each for each in self.calls if each.method == method]

    def _person(self, user: User) -> Person:
        return Person(user, self._loop, self._workspace, self._interactions, self._submissions)
