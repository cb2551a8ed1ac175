"""What the bot can do, read off the registry: asked for by command, or by calling its name."""

from firefighter.effects.tell_person import TellPerson
from firefighter.slack.registry import Feature, find_features
from firefighter.slack.visits import Answer, Happened, Typed
from firefighter.slack.words.help import help_text
from firefighter.texts import mark
from firefighter.usecases.tell import tell

feature = Feature(scopes=("app_mentions:read",))


@feature.command("help", does=mark("This list."))
def show_help(_visit: Typed) -> Answer:
    return Answer(help_text(find_features().commands.values()))


@feature.event("app_mention")
def answer_mention(visit: Happened) -> None:
    text = help_text(find_features().commands.values())
    told = TellPerson(visit.user, visit.channel, text, visit.thread)
    tell(visit.house, visit.delivery, told.request())
