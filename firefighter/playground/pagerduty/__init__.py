"""A real HTTP server that refuses what PagerDuty would; `local` says where things are."""

from firefighter.playground.pagerduty.local import LocalPagerDuty
from firefighter.playground.pagerduty.records import Alert, Call

__all__ = ["Alert", "Call", "LocalPagerDuty"]
