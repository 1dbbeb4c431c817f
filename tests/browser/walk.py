"""People at their windows: each person has a browser of their own and signs in through the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, ViewportSize, expect

PATIENCE = 40_000
"""Milliseconds before something that does not appear is a failure."""
PICTURE_TRIES = 4
PASSWORD = "mat-khau-rat-dai"


@dataclass(frozen=True)
class Window:
    """How large a window is, and whether it is touched."""

    name: str
    width: int
    height: int
    touch: bool = False

    @property
    def size(self) -> ViewportSize:
        return {"width": self.width, "height": self.height}

    def options(self) -> dict[str, Any]:
        """The window as Playwright makes it."""
        return {"viewport": self.size, "has_touch": self.touch, "is_mobile": self.touch, "locale": "vi-VN"}


PHONE = Window("dien-thoai", 360, 740, touch=True)
DESKTOP = Window("may-tinh", 1280, 900)


@dataclass
class Walk:
    """One story in one window size: who has which browser open, the pictures taken, the console's complaints."""

    browser: Browser
    site: str
    window: Window
    folder: Path
    complaints: list[str] = field(default_factory=list)
    pictures: int = 0
    _contexts: list[BrowserContext] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)

    def __enter__(self) -> Walk:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()
        return self

    def __exit__(self, *how: object) -> None:
        for context in self._contexts:
            context.close()

    def last_pictures(self) -> None:
        """What everybody had on the screen when the story broke off."""
        for name, page in self._pages.items():
            take_picture(page, self.folder / f"hong-{re.sub('[^a-z]+', '-', name)}.png", whole=True)

    def new_page(self, who: str = "", *, listen: bool = True) -> Page:
        """A page of a visitor in a browser of their own."""
        context = self.browser.new_context(base_url=self.site, **self.window.options())
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = self._pages[who or f"khach-{len(self._pages)}"] = context.new_page()
        if listen:
            page.on("console", self._hear)
            page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def at(self, user: Any) -> Page:
        """The person's own window at their list of work, signed in once."""
        return self.at_email(user.email)

    def at_email(self, email: str) -> Page:
        """The window of whoever has the address, at their list of work."""
        page = self._pages.get(email) or self.new_page(email)
        page.goto("/ban-lam-viec/")
        if "/dang-nhap/" in page.url:
            sign_in(page, email)
        expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
        return page

    def picture(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Keep what the person sees now, numbered in the order of the story."""
        self.pictures += 1
        take_picture(page, self.folder / f"{self.pictures:02}-{name}.png", whole=whole)


def take_picture(page: Page, path: Path, *, whole: bool) -> None:
    """Keep what the page shows. A busy machine's Chromium now and then cannot copy its picture: it is asked again."""
    for tries_left in reversed(range(PICTURE_TRIES)):
        try:
            page.screenshot(path=path, full_page=whole, animations="disabled")
            return
        except Error as error:
            if "Unable to capture screenshot" not in error.message or not tries_left:
                raise
            page.wait_for_timeout(500)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in form and send it."""
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def go_to(page: Page, entry: str) -> None:
    """Choose an entry of the work menu, which stands behind a button on a phone."""
    page.wait_for_load_state()  # before the style sheets are there, everything is visible
    drawer = page.locator("details.drawer > summary")
    if drawer.is_visible():
        drawer.click()
        page.locator("details.drawer").get_by_role("link", name=entry).click()
    else:
        page.locator("nav.side").get_by_role("link", name=entry).click()


def said(page: Page, sentence: str) -> None:
    """The page says so: a message after an act."""
    expect(page.locator(".messages")).to_contain_text(sentence)


def code_of(page: Page) -> str:
    """The code in the page's address: the last part that looks like one."""
    found = re.findall(r"/([2-9a-z]{12})(?=/|$)", page.url)
    assert found, page.url
    return found[-1]
