"""A drill from a scenario that calls webhooks of a real receiver."""

from tests.adapters.packs.packs import SCENARIO

INJECTS = """
[[injects]]
id = "slow"
at_min = 1
kind = "webhook"
webhook = "slow"
rollback = "normal"
text = "Search gets slow."

[[injects]]
id = "fill"
at_min = 2
kind = "webhook"
webhook = "fill"
rollback = "empty"
text = "The disk fills up."

[[injects]]
id = "ring"
by_hand = true
kind = "webhook"
webhook = "ring"
text = "A bell rings."
"""

CALLING = SCENARIO.replace('class = "hardware"', 'class = "hardware"\nenvironment = "staging"')
CALLING += INJECTS
NAMES = ("slow", "normal", "fill", "empty", "ring")
