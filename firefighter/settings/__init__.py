"""What the operator decides: secrets and URLs from the environment, policy from a TOML file."""
