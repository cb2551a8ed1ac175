"""One person in the playground, in a browser page of their own."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class BrowserSession:
    page: Page
    address: str

    def sign_in(self, handle: str) -> None:
        self.page.goto(f"{self.address}?as={handle}")
        expect(self.page.locator("html[data-live]")).to_be_attached()

    def go_to(self, channel: str) -> None:
        link = self.page.locator("#sidebar a.place", has_text=channel).first
        link.click()
        expect(link).to_have_attribute("aria-current", "page")

    def send(self, text: str) -> None:
        box = self.page.locator("#conversation .composer textarea")
        box.fill(text)
        box.press("Enter")

    def press(self, label: str) -> None:
        """A button of the newest card that has one."""
        self.messages.get_by_role("button", name=label, exact=True).last.click()

    @property
    def messages(self) -> Locator:
        return self.page.locator("#conversation .message")

    @property
    def form(self) -> Locator:
        return self.page.get_by_role("dialog")

    def answer(self, question: str, answer: str, submit: str) -> None:
        self.form.get_by_label(question).fill(answer)
        self.form.get_by_role("button", name=submit).click()

    def step(self, title: str) -> Locator:
        """Of the guide, once it is done."""
        return self.page.locator("#panel .steps .done", has_text=title)
