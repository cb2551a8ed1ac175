"""What figures look like to people, the same in a terminal, a page and a message.

Each figure comes with how many incidents it was measured on, and with its formula.
"""
