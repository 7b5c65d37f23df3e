"""What axe finds on a page that stands still."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A colour on its way from one theme to another is neither: every transition is waited for, and those that follow on it.
STILL = """async () => {
    for (;;) {
        const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
        if (!moving.length) return;
        await Promise.allSettled(moving.map((one) => one.finished));
    }
}"""


def violations(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """The rules of accessibility that this page breaks, each with the begin of the element that does."""
    page.evaluate(STILL)
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
