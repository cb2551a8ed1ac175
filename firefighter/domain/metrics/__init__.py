"""What incidents add up to. Every figure is defined here, once, as a function of facts.

Averages of skewed durations mislead, so there are none: a duration is told by how many it was
measured on, its median, its 90th percentile and its maximum, and by its values when they are few.
What is missing is left out and counted; it is never zero. `store/statistics.py` computes the same
figures inside the database, and tests hold the two against each other.
"""
