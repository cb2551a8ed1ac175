"""`make using`: writes docs/using.md anew."""

from tests.using.page import PATH, page

PATH.write_text(page(), encoding="utf-8")
