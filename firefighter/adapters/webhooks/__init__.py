"""Calls of other systems by signed webhooks."""
