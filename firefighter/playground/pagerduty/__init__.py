"""A real HTTP server that refuses what PagerDuty would refuse. Start reading at `local`."""

from firefighter.playground.pagerduty.alerts import Alert, Call
from firefighter.playground.pagerduty.local import LocalPagerDuty

__all__ = ["Alert", "Call", "LocalPagerDuty"]
