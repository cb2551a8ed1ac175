"""`make api`: writes the generated part of docs/api.md."""

from tests.api_page.operations_page import PATH, page

PATH.write_text(page(PATH.read_text(encoding="utf-8")), encoding="utf-8")
