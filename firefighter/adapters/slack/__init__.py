"""Slack. What people type and press comes in by `features`; what they see is drawn by `blocks`."""
