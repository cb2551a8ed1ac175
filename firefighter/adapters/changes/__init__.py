"""Reports of deployments and other changes."""
