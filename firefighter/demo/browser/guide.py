"""A first incident and a first drill, step by step.

Each step is checked off once the database shows that it happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firefighter.demo.browser.drill import DRILL_ADDRESS
from firefighter.demo.browser.environment import BrowserDemo
from firefighter.demo.browser.under_the_hood import moving_text
from firefighter.i18n import gettext
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.viewer import Location

Text = Callable[[], str]


@dataclass(frozen=True)
class Step:
    title: Text
    how: Text
    done_by: frozenset[str]
    """The recorded facts that check off the step. See `BotDatabase`."""
    types: str = ""
    """The text that *Type it for me* puts into the message field."""
    switch: str = ""
    """The address of the switch that the step offers."""
    switch_label: Text = str


STEPS: Sequence[Step] = (
    Step(
        lambda: gettext("Declare an incident"),
        lambda: gettext("The checkout is broken. Type this in any channel and send it:"),
        frozenset({"declared"}),
        types="/incident open sev1 Checkout returns 500",
    ),
    Step(
        lambda: gettext("Take command"),
        lambda: gettext(
            "The incident has its own channel. Whoever declared it is in it; others can join."
            " On its control panel, press Take command."
        ),
        frozenset({"role_changed:commander"}),
    ),
    Step(
        lambda: gettext("Start investigating"),
        lambda: gettext(
            "Press the green button. Everyone sees one line, and the timeline records it."
        ),
        frozenset({"status_changed:investigate", "status_changed:mitigate"}),
    ),
    Step(
        lambda: gettext("Post an update"),
        lambda: gettext("Press Update. Say what is known and when the next update comes."),
        frozenset({"update_posted"}),
    ),
    Step(
        lambda: gettext("Mitigate"),
        lambda: gettext("You rolled back the release. Press Mitigated and say how."),
        frozenset({"status_changed:mitigate"}),
    ),
    Step(
        lambda: gettext("Start the post-mortem"),
        lambda: gettext(
            "Severe incidents require one. Press Start post-mortem, then see under Pages what"
            " is already written."
        ),
        frozenset({"status_changed:start_postmortem"}),
    ),
    Step(
        lambda: gettext("Close"),
        lambda: gettext(
            "Press Close. A checklist shows what is missing, with a button for each item. Under"
            " Pages, answer the page's questions. The commander can also close without completing"
            " it and give a reason."
        ),
        frozenset({"status_changed:close"}),
    ),
    Step(
        lambda: gettext("Read the weekly digest"),
        lambda: gettext(
            "Everyone here is a manager. Move to Monday morning, then read the bot's message "
            "to you under Messages."
        ),
        frozenset({"done:send_digest"}),
        switch="/under-the-hood/monday",
        switch_label=lambda: gettext("Move to Monday 09:00"),
    ),
)


DRILL_STEPS: Sequence[Step] = (
    Step(
        lambda: gettext("Start the drill"),
        lambda: gettext(
            "No badge opens the front door. You have four minutes, and people in the story write "
            "to you. Everything says EXERCISE, and nobody is notified for real."
        ),
        frozenset({"drill_started"}),
        switch=DRILL_ADDRESS,
        switch_label=lambda: gettext("Start the drill"),
    ),
    Step(
        lambda: gettext("Take command"),
        lambda: gettext(
            "The drill has its own channel, with the same buttons as a real incident. On its "
            "control panel, press Take command."
        ),
        frozenset({"role_changed:commander"}),
    ),
    Step(
        lambda: gettext("Write a hypothesis"),
        lambda: gettext(
            "Read what arrives. Then say what you think is wrong, in the drill's channel. A wrong "
            "hypothesis costs nothing. For example:"
        ),
        frozenset({"hypothesis_changed"}),
        types="/incident hypothesis The badge reader lost its connection",
    ),
    Step(
        lambda: gettext("Take a hint"),
        lambda: gettext(
            "If you are stuck, press Hint… on the control panel. A hint costs points, and says so "
            "before. Otherwise go on and let people in."
        ),
        frozenset({"hint_taken", "status_changed:mitigate"}),
    ),
    Step(
        lambda: gettext("Let people in"),
        lambda: gettext("Press Start investigating, then Mitigated. Say how people get in."),
        frozenset({"status_changed:mitigate"}),
    ),
    Step(
        lambda: gettext("Read the debrief"),
        lambda: gettext(
            "When the four minutes are over, the bot tells the cause and the solution in the "
            "channel. Press Score… below them."
        ),
        frozenset({"drill_revealed"}),
    ),
)


def guide(demo: BrowserDemo, location: Location) -> Html:
    drill = demo.bot_database.newest_drill()
    in_drill = demo.bot_database.recorded_in(drill.incident.id) if drill else frozenset[str]()
    incident_steps, incident_done = _list(
        gettext("Your first incident"), STEPS, demo.bot_database.recorded_names(), demo, location
    )
    drill_steps, drill_done = _list(gettext("Try a drill"), DRILL_STEPS, in_drill, demo, location)
    again = _switch(_AGAIN, location, demo.progress) if drill_done else None
    ending = h("p", _ending(location, all_done=incident_done), class_="hint")
    return many(incident_steps, ending, drill_steps, again)


_AGAIN = Step(
    lambda: gettext("Play it again"),
    lambda: "",
    frozenset(),
    switch=DRILL_ADDRESS,
    switch_label=lambda: gettext("Play it again"),
)


def _list(
    title: str,
    steps: Sequence[Step],
    recorded: frozenset[str],
    demo: BrowserDemo,
    location: Location,
) -> tuple[Html, bool]:
    """Returns the steps, and whether all are done."""
    ticks = [bool(step.done_by & recorded) for step in steps]
    now = ticks.index(False) if False in ticks else None
    drawn = [
        _step(number, step, location, demo.progress, done=done, is_next=number == now)
        for number, (step, done) in enumerate(zip(steps, ticks, strict=True))
    ]
    header = h("header", h("h2", title), _progress(sum(ticks), len(steps)))
    return many(header, h("ol", drawn, class_="steps")), now is None


def _progress(done: int, steps: int) -> Html:
    said = gettext("{done} of {all} done", done=done, all=steps)
    bar = h("progress", value=done, max=steps, aria_label=said)
    return h("p", bar, " ", h("span", said, role="status"), class_="progress")


def _step(
    number: int,
    step: Step,
    location: Location,
    progress: tuple[int, int] | None,
    *,
    done: bool,
    is_next: bool,
) -> Html:
    mark = h("span", "✓" if done else str(number + 1), class_="mark", aria_hidden="true")
    state = h("span", many(gettext("Done:"), " ") if done else "", class_="visually-hidden")
    title = h("h3", state, step.title())
    how = (
        many(h("p", step.how()), _typing(step), _switch(step, location, progress))
        if is_next
        else None
    )
    style = "done" if done else "next" if is_next else "later"
    current = "step" if is_next else None
    return h("li", mark, h("div", title, how, class_="grow"), class_=style, aria_current=current)


def _typing(step: Step) -> Html | None:
    if not step.types:
        return None
    button = h(
        "button", gettext("Type it for me"), type="button", data_type=step.types, class_="button"
    )
    return many(h("pre", step.types), button)


def _switch(step: Step, location: Location, progress: tuple[int, int] | None) -> Html | None:
    if not step.switch:
        return None
    if progress is not None:
        return h("p", moving_text(progress), class_="moving", role="status")
    button = h("button", step.switch_label(), class_="button")
    return h("form", button, method="post", action=f"{step.switch}?{location.query}")


def _ending(location: Location, *, all_done: bool) -> Html:
    under_the_hood_link = h(
        "a", gettext("Under the hood"), href=location.with_panel("under-the-hood").address
    )
    if all_done:
        return many(
            gettext("That was a complete incident. Now break something:"),
            " ",
            under_the_hood_link,
            ".",
        )
    said = gettext("Switch user at the top left. To see what happens when things break:")
    return many(said, " ", under_the_hood_link, ".")
