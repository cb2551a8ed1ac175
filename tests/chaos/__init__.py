"""Is anything lost or done twice, whatever is killed or fails? `python -m tests.chaos --help`.

The real command line, in processes of its own, serves a local Slack that fails at random while
`people` declare and work incidents, `monkeys` kill processes and crash the database, and `postman`
delivers again what was delivered before. Then `audit` counts what is not as it should be.

A seed fixes everybody's choices, not the moments at which the processes are scheduled: the same
seed makes the same kind of run, and the same failure most of the time.
"""
