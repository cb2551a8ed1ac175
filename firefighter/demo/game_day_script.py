"""The texts of the Game Day that is played in the terminal. All of it is invented."""

from collections.abc import Mapping, Sequence

from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.scenario import Environment, Mode

INTRODUCTION = """\
A Game Day trains whole teams: they play the same incident at the same time, on the bot that they
would use at night, and a scoreboard shows who is ahead. Three short workshops come before it, and
an evaluation after it. This plays one against a local Slack.

  Ana      game master: runs the Game Day and judges
  Chloé    safety officer: may veto, pause and stop
  Malik    villain: steers what happens; also answers for the shop, which must consent
  Lea      observer: looks on and writes down
  Ben, Farid, Grace · Hugo, Inès, Jonas      heroes of the teams Red and Blue

The mode is Dungeons & Dragons: no hero knows what will happen. [Brackets] are buttons. The clock
is moved forward."""

NEXT_STEPS = """
Done. To run one in your workspace, see docs/training.md: the first Game Day in three workshops.
To play a drill alone in the browser, run `make demo` and press "Start the drill" in the guide."""

SERVICES = ("checkout", "product list", "product page")

PAST_INCIDENTS = ("Checkout returns 500", "Checkout is slow")
"""Of the first service, before the Game Day."""

TITLE = "Autumn Game Day"

DETAILS: Mapping[str, object] = {
    "mode": Mode.DUNGEONS_AND_DRAGONS.value,
    "environment": Environment.TABLETOP.value,
    "theme": "What customers see is not what they pay",
    "services": ["product list", "product page"],
    "length": "60",
}

ROLES: Mapping[str, GameDayRole] = {
    "Chloé": GameDayRole.SAFETY_OFFICER,
    "Malik": GameDayRole.VILLAIN,
    "Lea": GameDayRole.OBSERVER,
}

CHECKOUT, PRICES, PHONE = 1, 2, 3
"""The numbers of the ideas, in the order in which they are proposed."""

IDEAS: Mapping[int, Mapping[str, str]] = {
    PRICES: {"title": "The price on the list is not the price on the page"},
    PHONE: {"title": "The phone of whoever is on call is off"},
}

SHAPED: Mapping[int, Mapping[str, str]] = {
    CHECKOUT: {
        "title": "checkout fails",
        "service": "checkout",
        "objective": "Find the release that broke it",
        "hypothesis": "If a release breaks payments, then the canary stops it, because it pays",
        "steady_state": "98 % of payments succeed",
        "blast_radius": "One canary server",
        "duration": "30",
        "rollback": "Roll back the release",
        "abort_conditions": "More than 10 failed payments",
    },
    PRICES: {
        "title": "The price on the list is not the price on the page",
        "service": "product list",
        "objective": "Measure the impact before choosing the severity",
        "hypothesis": "If prices are copied late, then a team notices within ten minutes, because "
        "support tells it",
        "steady_state": "List and page show the same price for each product",
        "blast_radius": "None: it is told by messages, no system is touched",
        "duration": "20",
        "rollback": "End the drill",
        "abort_conditions": "A real incident, or anybody presses stop",
        "scenario": "two-prices",
    },
}

SIGNALS: Mapping[int, str] = {
    PRICES: "Dashboard “Prices”, panel “list against page”; support is called at 100 orders",
    CHECKOUT: "Alert “payments below 98 %”",
}

VOTES: Mapping[str, Mapping[int, int]] = {
    "Chloé": {PRICES: 2, CHECKOUT: 1},
    "Lea": {PRICES: 3},
    "Malik": {PRICES: 1, CHECKOUT: 2},
}

RED, BLUE = "Red", "Blue"

HEROES: Mapping[str, Sequence[str]] = {
    RED: ("Ben", "Farid", "Grace"),
    BLUE: ("Hugo", "Inès", "Jonas"),
}

HYPOTHESIS = "The copy of prices to the search index misses products of the ended campaign"
FOUND = "The job asks for changes since its last run; one large transaction looks older than that"

ANSWERS: Mapping[str, Mapping[str, object]] = {
    "Ben": {"went_well": "Roles first, then one hypothesis at a time", "to_change": ""},
    "Inès": {
        "went_well": "The hint got us out of a dead end",
        "to_change": "Support waited for a word from us: name somebody for updates at once",
    },
    "Jonas": {
        "went_well": "",
        "to_change": "Nobody told us where the list gets its prices",
        "anonymous": ["anonymous"],
    },
}

NOTE = "Blue knew of 1,240 products at minute 6, and told support at minute 13"
FINDING = "Both teams noticed within ten minutes, by support; the dashboard was opened by none"
LEARNING = "Add an alert that compares 100 prices on list and page"
