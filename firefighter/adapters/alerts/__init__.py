"""Reads the webhooks of monitoring services: one module for each, which knows its payload."""
