"""What happens by itself when its time has come: one occasion a file.

To add one, write a file beside these: the registry finds it. What follows an event of an incident
is appointed in `plan.py`.
"""
