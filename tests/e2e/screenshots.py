"""Pictures of every page in every state, in two sizes, two languages, light and dark: `make screenshots`.

They go to .opbouw/screenshots with a contact sheet, index.html. ONLY=today,stop takes pages whose name begins so,
LOOK=phone-nl a part of the looks. README=1 makes the small pictures of the README: four pages side by side on a phone,
in each language.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from tests.plugin import ROOT, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.pages import Shown
    from tests.e2e.window import Look, Window

IN_README = ("today-go", "check-in", "run-running", "stop-before-running")
WIDE, HIGH, GAP = 250, 541, 16  # the screen of 390 by 844 at 0.64
FINE = 1.56  # dots a pixel: each dot of the screen once
IMAGES = ROOT / "docs" / "images"
BESIDE = """async ([shots, wide, high, gap, fine]) => {
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [fine * (shots.length * (wide + gap) - gap), fine * high];
  const pen = sheet.getContext("2d");
  pen.imageSmoothingQuality = "high";
  for (const [at, shot] of shots.entries()) {
    const one = new Image();
    one.src = `data:image/png;base64,${shot}`;
    await one.decode();
    pen.drawImage(one, fine * at * (wide + gap), 0, fine * wide, fine * high);
  }
  return sheet.toDataURL("image/webp", 0.75);
}"""
FOLDER = ROOT / ".opbouw" / "screenshots"
SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>
body {{ font: 15px sans-serif; margin: 1rem; background: #777; color: #fff }} section {{ margin-block: 2rem }}
div {{ display: flex; gap: .75rem; align-items: start; overflow-x: auto }} figure {{ margin: 0; flex: none }}
img {{ display: block; height: 34rem; width: auto; max-width: 60rem; object-fit: contain;
  object-position: top; background: #555 }}
</style><h1>Every page</h1>{rows}</html>
"""


def main() -> int:
    """Make the pictures; returns 1 when this machine has no browser."""
    if chromium() is None:
        print("No Chromium on this machine. Install chromium and try again.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="opbouw-pictures-") as folder:
        os.environ |= {
            "OPBOUW_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "opbouw.web.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        _prepare()
        _make(os.environ.get("ONLY", ""), os.environ.get("LOOK", ""), small=bool(os.environ.get("README")))
    return 0


def _prepare() -> None:
    """An empty database in a folder that is thrown away."""
    import logging

    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    logging.disable(logging.CRITICAL)
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)


def _make(only: str, part: str, *, small: bool) -> None:
    from django.db import DEFAULT_DB_ALIAS, connections
    from playwright.sync_api import sync_playwright

    from tests.e2e.conftest import SWITCHES
    from tests.e2e.pages import PAGES
    from tests.e2e.people import World, standing_still
    from tests.e2e.window import LOOKS, Window

    database = connections[DEFAULT_DB_ALIAS]
    with standing_still(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        window = Window(World(), browser, database)
        if small:
            _readme(window, {one.name: one for one in PAGES}, LOOKS)
        else:
            pages = [one for one in PAGES if one.name.startswith(tuple(only.split(",")))]
            _all(window, pages, [one for one in LOOKS if one.name.startswith(part)], anew=not only and not part)
        browser.close()


def _all(window: Window, pages: Sequence[Shown], looks: Sequence[Look], *, anew: bool) -> None:
    """A picture of each page in each look, and the sheet."""
    if anew:
        shutil.rmtree(FOLDER, ignore_errors=True)  # the first time there is nothing to remove
    FOLDER.mkdir(parents=True, exist_ok=True)
    for at, shown in enumerate(pages, 1):
        print(f"{at} of {len(pages)}: {shown.name}", flush=True)
        for look in looks:
            page = window.open(shown, look)
            whole(page)
            page.screenshot(path=FOLDER / f"{shown.name}.{look.name}.png")
    _sheet([one.name for one in pages], looks)
    print(f"Look at {FOLDER.relative_to(ROOT)}/index.html")


def _readme(window: Window, pages: dict[str, Shown], looks: Sequence[Look]) -> None:
    """Four pages side by side, at a little more than half their size, as WebP made by the browser itself."""
    for look in (one for one in looks if (one.size, one.theme) == ("phone", "light")):
        shots = [window.open(pages[name], look).screenshot() for name in IN_README]
        page = window.browser.new_page(viewport={"width": 4 * WIDE + 3 * GAP, "height": HIGH})
        packed = page.evaluate(BESIDE, [[b64encode(one).decode() for one in shots], WIDE, HIGH, GAP, FINE])
        page.close()
        (IMAGES / f"pages-{look.language}.webp").write_bytes(b64decode(packed.partition(",")[2]))


def whole(page: Page) -> None:
    """Make the screen as high as its page, so that bars that stick to an edge are not in the middle of the picture."""
    size = page.viewport_size
    high = int(page.evaluate("document.documentElement.scrollHeight"))
    if size is not None and high > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": high})


def _sheet(names: Sequence[str], looks: Sequence[Look]) -> None:
    rows = [
        f"<section><h2>{escape(name)}</h2><div>"
        + "".join(
            f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt=""></a>'
            f"<figcaption>{escape(look.name)}</figcaption></figure>"
            for look in looks
            for file in [f"{escape(name)}.{look.name}.png"]
        )
        + "</div></section>"
        for name in names
    ]
    (FOLDER / "index.html").write_text(SHEET.format(rows="".join(rows)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
