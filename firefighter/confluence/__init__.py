"""Confluence: the Pages port in `client`, what stands on a page in `page` and its templates.

A page is written once. After that, only the sections that are the bot's are written anew (`owned`),
and only as long as nobody wrote in them; whatever else people do to the page, stays.
"""
