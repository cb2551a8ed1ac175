"""Does effects: claims what is due, one thread each, and records what came of it.

Everything it knows is in the outbox, so it may be killed anywhere: what it held falls due again
when its lease ends, and whoever takes it over looks first whether it was done.
"""
