"""The keys of services that can be paged: their variables are named in the policy."""

from collections.abc import Mapping

from firefighter.settings.errors import SettingsError
from firefighter.settings.policy import PagingTable

_LENGTH = 32
"""Characters: https://developer.pagerduty.com/docs/send-alert-event."""


class RoutingKeys:
    """Reads the environment only for the variables that are named; shows none of them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def of(self, paging: PagingTable) -> dict[str, str]:
        """The key of each service, by its name. Raises SettingsError for one that cannot be one."""
        return {each.name: self._key(each.routing_key_env, each.name) for each in paging.services}

    def _key(self, variable: str, service: str) -> str:
        key = self._environment.get(variable, "")
        if not key:
            raise SettingsError(
                f"{variable} is not set: the integration key of {service}, which PagerDuty shows "
                "under the service's Integrations, Events API V2."
            )
        if len(key) != _LENGTH or not (key.isascii() and key.isalnum()):
            raise SettingsError(
                f"{variable} is no integration key of Events API V2: those have {_LENGTH} "
                "letters and digits."
            )
        return key
