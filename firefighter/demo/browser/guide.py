"""A first incident in eight short steps, each ticked off once it was done for real."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firefighter.demo.browser.showroom import Showroom
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.look import Look
from firefighter.texts import say

Said = Callable[[], str]


@dataclass(frozen=True)
class Step:
    title: Said
    how: Said
    done_by: frozenset[str]
    """What, once any of it is on record, ticks it off; see Ledger.achieved."""
    types: str = ""
    """What can be put into the message field for her."""
    switch: str = ""
    """Which of the switches helps with it."""
    switch_label: Said = str


STEPS: Sequence[Step] = (
    Step(
        lambda: say("Declare an incident"),
        lambda: say("The checkout is broken. In any channel, type this and send it:"),
        frozenset({"declared"}),
        types="/incident open sev1 Checkout returns 500",
    ),
    Step(
        lambda: say("Take the lead"),
        lambda: say(
            "A channel was made, and who declared it is in it; anybody else may join. On its "
            "control panel, beside Incident commander, press Take."
        ),
        frozenset({"role_changed:commander"}),
    ),
    Step(
        lambda: say("Start investigating"),
        lambda: say("Press the green button. Everybody sees one line, and the timeline has it."),
        frozenset({"status_changed:investigate", "status_changed:mitigate"}),
    ),
    Step(
        lambda: say("Tell everybody"),
        lambda: say("Press Update, and say what is known and when there is more."),
        frozenset({"update_posted"}),
    ),
    Step(
        lambda: say("Mitigate it"),
        lambda: say("You rolled the release back. Press Mitigated, and say how."),
        frozenset({"status_changed:mitigate"}),
    ),
    Step(
        lambda: say("Start the post-mortem"),
        lambda: say(
            "Severe incidents ask for one. Press Start post-mortem, and look under Pages what is "
            "already written."
        ),
        frozenset({"status_changed:start_postmortem"}),
    ),
    Step(
        lambda: say("Close it"),
        lambda: say(
            "Press Close. What is missing is listed, with buttons to mend it; who leads may also "
            "close it and say why."
        ),
        frozenset({"status_changed:close"}),
    ),
    Step(
        lambda: say("Read the week in figures"),
        lambda: say(
            "Everybody here is a manager. Move to Monday morning, and look under Messages what the "
            "bot has written to you."
        ),
        frozenset({"done:send_digest"}),
        switch="monday",
        switch_label=lambda: say("Move to Monday 09:00"),
    ),
)


def guide(showroom: Showroom, look: Look) -> Html:
    achieved = showroom.ledger.achieved()
    ticks = [bool(step.done_by & achieved) for step in STEPS]
    now = ticks.index(False) if False in ticks else None
    steps = [
        _step(number, step, look, done=done, is_next=number == now)
        for number, (step, done) in enumerate(zip(STEPS, ticks, strict=True))
    ]
    return many(
        h("header", h("h2", say("Your first incident")), _progress(sum(ticks))),
        h("ol", steps, class_="steps"),
        h("p", _ending(look, all_done=now is None), class_="hint"),
    )


def _progress(done: int) -> Html:
    said = say("{done} of {all} done", done=done, all=len(STEPS))
    bar = h("progress", value=done, max=len(STEPS), aria_label=said)
    return h("p", bar, " ", h("span", said, role="status"), class_="progress")


def _step(number: int, step: Step, look: Look, *, done: bool, is_next: bool) -> Html:
    mark = h("span", "✓" if done else str(number + 1), class_="mark", aria_hidden="true")
    state = h("span", many(say("Done:"), " ") if done else "", class_="spoken")
    title = h("h3", state, step.title())
    how = many(h("p", step.how()), _typing(step), _switch(step, look)) if is_next else None
    style = "done" if done else "next" if is_next else "later"
    current = "step" if is_next else None
    return h("li", mark, h("div", title, how, class_="grow"), class_=style, aria_current=current)


def _typing(step: Step) -> Html | None:
    if not step.types:
        return None
    button = h(
        "button", say("Type it for me"), type="button", data_type=step.types, class_="button"
    )
    return many(h("pre", step.types), button)


def _switch(step: Step, look: Look) -> Html | None:
    if not step.switch:
        return None
    button = h("button", step.switch_label(), class_="button")
    return h("form", button, method="post", action=f"/beneath/{step.switch}?{look.query}")


def _ending(look: Look, *, all_done: bool) -> Html:
    beneath = h("a", say("Beneath"), href=look.with_aside("beneath").address)
    if all_done:
        return many(say("That was a whole incident. Now break something:"), " ", beneath, ".")
    said = say("You can be somebody else, at the top left. To see what happens when things break:")
    return many(said, " ", beneath, ".")
