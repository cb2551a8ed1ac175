"""What an incident is and what may happen to it: no clock, no I/O, no session, no environment."""
