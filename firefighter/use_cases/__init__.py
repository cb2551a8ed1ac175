"""The changes that people and jobs make to incidents. Each function is one transaction."""
