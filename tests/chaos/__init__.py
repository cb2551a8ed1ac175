"""Checks that nothing is lost or done twice while processes are killed and services fail.

Run `python -m tests.chaos --help`. The real command line runs as separate processes against a
local Slack that fails at random. `simulated_users` declare and work incidents, `process_kills`
kill processes and crash the database, and `redelivery` repeats deliveries. Then `audit` counts
everything that is wrong.

A seed fixes every random choice, but not how the processes are scheduled: the same seed makes the
same kind of run, and usually the same failure.
"""
