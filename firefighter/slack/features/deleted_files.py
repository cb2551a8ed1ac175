"""Take a picture off the timeline when somebody deletes its file.

Slack may tell of that by this one event alone, which says no more than the file's id.
"""

from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.drop_picture import drop_picture

feature = Feature(scopes=("files:read",))


@feature.event("file_deleted")
def note_deleted(visit: Happened) -> None:
    """Of any file that we may see; most were never on a timeline."""
    if visit.detail:
        drop_picture(visit.house, visit.delivery, visit.detail, at=visit.at)
