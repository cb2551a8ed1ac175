"""Samples of everything that is drawn or said, so that all of it is tried in every language.

A module of `slack/blocks` has a module of the same name here, and a function in it that draws has a
function of the same name, which is given a snapshot and rules and yields what the other draws from
them. Whatever a sample makes up by itself, in place of what people type, has no letters in it.
"""
