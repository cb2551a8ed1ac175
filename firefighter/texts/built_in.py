"""The names and sentences that are built in, until a company writes its own."""

from firefighter.texts.saying import mark, say

_BUILT_IN = frozenset(
    {
        mark("Incident commander"),
        mark("You lead: decide, delegate, keep people in step."),
        mark("Communications lead"),
        mark("You tell everybody outside the room."),
        mark("Operations lead"),
        mark("You direct the hands that change the system."),
        mark("Scribe"),
        mark("You write down what happens while it happens."),
        mark("Customers cannot do what they came for"),
        mark("A main function is broken or very slow"),
        mark("Some customers notice; there is a way around"),
        mark("Nobody outside notices yet"),
    }
)


def own_or_built_in(text: str) -> str:
    """What is built in, in the language that is spoken; what a company wrote, as it wrote it."""
    return say(text) if text in _BUILT_IN else text
