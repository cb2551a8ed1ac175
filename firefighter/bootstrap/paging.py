"""Who rings the people on call."""

from firefighter.effects.gates import Gates
from firefighter.paging.pagerduty import PagerDuty
from firefighter.ports.house import Clock
from firefighter.ports.paging import NobodyOnCall, Pager
from firefighter.settings.settings import Settings


def open_pager(settings: Settings, gates: Gates, clock: Clock) -> Pager:
    """Raises SettingsError when the key of a service is missing or cannot be one."""
    policy = settings.policy
    if not policy.paging.services:
        return NobodyOnCall()
    keys = settings.routing_keys.of(policy.paging)
    url = settings.environment.pagerduty_events_url
    return PagerDuty(url, keys, policy.worker.call_timeout_s, gates, clock)
