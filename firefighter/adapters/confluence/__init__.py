"""The Pages port on Confluence (`client`) and without (`self_hosted`).

The whole page is written once, from `templates`. Later refreshes rewrite only managed sections, and
only those that people have not edited.

`page_formats` turns storage format into HTML and Markdown. The local Confluence of the playground
has a renderer of its own: it stands for Confluence and must not share the bot's reading of storage
format, or both would have the same errors. `test_html_renderers` checks that the two agree.
"""
