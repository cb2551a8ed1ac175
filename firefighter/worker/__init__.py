"""The worker claims due effects, runs each in a thread, and records the outcome.

All its state is in the outbox, so it can be killed at any point: its claims become due again when
their lease ends, and the next worker first looks up whether the effect was done.
"""
