import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from firefighter.settings.environment import Environment, read_environment
from firefighter.settings.policy import Policy, read_policy
from firefighter.settings.routing_keys import RoutingKeys


@dataclass(frozen=True)
class Settings:
    environment: Environment
    policy: Policy
    routing_keys: RoutingKeys = field(default_factory=lambda: RoutingKeys({}))
    """Of the services that can be paged."""


def read_settings(given: Mapping[str, str] | None = None) -> Settings:
    """Everything, checked, before anything starts. Raises SettingsError."""
    environment = read_environment(given)
    policy = read_policy(environment.firefighter_config)
    return Settings(environment, policy, RoutingKeys(os.environ if given is None else given))
