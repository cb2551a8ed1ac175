from collections.abc import Mapping
from dataclasses import dataclass

from firefighter.settings.environment import Environment, read_environment
from firefighter.settings.policy import Policy, read_policy


@dataclass(frozen=True)
class Settings:
    environment: Environment
    policy: Policy


def read_settings(given: Mapping[str, str] | None = None) -> Settings:
    """Everything, checked, before anything starts. Raises SettingsError."""
    environment = read_environment(given)
    return Settings(environment, read_policy(environment.firefighter_config))
