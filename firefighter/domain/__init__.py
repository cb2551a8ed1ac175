"""What an incident is and what can happen to it. No clock, no I/O, no session, no environment."""
