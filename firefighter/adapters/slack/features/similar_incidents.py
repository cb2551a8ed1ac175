"""Shows possible duplicates while a person fills in the declaration form."""

from firefighter.adapters.slack.blocks.declare import SERVICES, TITLE, declare_form, read_draft
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.accounts import AccessRight
from firefighter.use_cases.declare import find_similar

feature = Feature(needs=AccessRight.DECLARE)


@feature.press(TITLE, about_incident=False)
@feature.press(SERVICES, about_incident=False)
def look(interaction: BlockAction) -> None:
    """Redraws the form only if the possible duplicates changed, since a person is typing in it."""
    draft = read_draft(interaction.metadata)
    alike = find_similar(
        interaction.context.records,
        interaction.user,
        interaction.text(TITLE),
        interaction.text_list(SERVICES),
    )
    if tuple(each.id for each in alike) != draft.alike:
        form = declare_form(interaction.context.rules, alike=alike, draft=draft)
        interaction.redraw(interaction.view_id, form)
