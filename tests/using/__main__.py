"""`make using`: writes docs/using.md."""

from tests.using.using_page import PATH, page

PATH.write_text(page(), encoding="utf-8")
