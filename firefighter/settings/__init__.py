"""Configuration: secrets and URLs from the environment, policy from firefighter.toml."""
