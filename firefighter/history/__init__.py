"""Files with incidents of the past: read line by line, and written.

What cannot be taken is a `BadLine` with its number and reason, and never keeps out the rest.
"""
