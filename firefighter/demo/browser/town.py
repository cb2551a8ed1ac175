"""Who lives in the playground: four invented people, far apart, and the channels they are in."""

from firefighter.demo.graph import graph
from firefighter.playground.slack import LocalSlack

PEOPLE = (
    ("ana", "Ana Ferreira", "Europe/Lisbon", "en-GB"),
    ("ben", "Ben Carter", "America/New_York", "en-US"),
    ("chloe", "Chloé Martin", "Europe/Paris", "fr-FR"),
    ("kenji", "Kenji Sato", "Asia/Tokyo", "ja-JP"),
)
INCIDENTS = "incidents"
TIME_ZONE = "Europe/Paris"
ON_CALL = "Database on-call"
"""The one service of the local PagerDuty."""
ON_CALL_KEY = "PAGERDUTY_DATABASE_KEY"
"""The variable of its routing key."""

_POLICY = """\
incidents_channel = "{incidents}"
time_zone = "{time_zone}"
services = ["checkout", "search", "payments", "sign-in", "mobile app"]

[statistics]
managers = [{managers}]

[[paging.services]]
name = "{on_call}"
routing_key_env = "{on_call_key}"

[worker]              # impatient, so that what the switches do is soon seen
call_timeout_s = 2
lease_s = 8
"""


def policy(slack: LocalSlack) -> str:
    """Everybody is a manager, so that whoever looks gets the digest."""
    managers = ", ".join(f'"{user.id}"' for user in slack.users() if not user.is_bot)
    return _POLICY.format(
        incidents=INCIDENTS,
        time_zone=TIME_ZONE,
        managers=managers,
        on_call=ON_CALL,
        on_call_key=ON_CALL_KEY,
    )


def populate(slack: LocalSlack) -> None:
    people = [
        slack.add_person(handle, real_name=name, tz=tz, locale=locale)
        for handle, name, tz, locale in PEOPLE
    ]
    ana, ben, chloe, kenji = people
    slack.add_channel("general", members=people)
    slack.add_channel(INCIDENTS, members=people)
    slack.add_usergroup("sre", name="Site reliability", members=[ben, kenji])
    slack.add_channel("shop", members=[ana, ben, kenji])
    chloe.post("general", "Bonjour à toutes et à tous :wave:")
    ben.post("shop", "Release 2.14 goes out in a minute.")
    kenji.post("shop", "The checkout page takes very long here. Is it only me?", files=[graph()])
    ana.post("shop", "No, I get a 500. Let us declare an incident: type `/incident open`.")
