"""A figure on the phone: it moves, stops when told, and stands still for who wants less motion."""

import re

import pytest

from tests.e2e.conftest import Phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHERE = "el => { const box = el.getBoundingClientRect(); return [box.x, box.y] }"


def open_exercises(phone: Phone) -> None:
    """Look around as the example runner, and open a planned session with exercises."""
    phone.open("/")
    phone.page.locator("form[action*=example] button").click()
    phone.open("/plan")
    links = phone.page.locator("a[href^='/sessions/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    planned = [link for link in dict.fromkeys(links) if re.fullmatch(r"/sessions/[0-9a-f-]{36}", link)]
    for link in planned:
        phone.open(link)
        if phone.page.locator(".moves").count():
            return
    raise AssertionError(f"no session with exercises among {planned}")


def places(phone: Phone, wait_ms: int = 700) -> tuple[list[float], list[float]]:
    """Where the moving foot is, now and a little later."""
    foot = phone.page.locator("details[open] .fig-anim .b-head use").first
    first = foot.evaluate(WHERE)
    phone.page.wait_for_timeout(wait_ms)
    return first, foot.evaluate(WHERE)


def test_a_figure_moves_is_paused_and_stands_still_for_who_wants_less_motion(phone: Phone) -> None:
    told: list[str] = []
    phone.page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    open_exercises(phone)
    phone.page.locator(".moves summary").first.click()
    phone.look()
    before, after = places(phone)
    assert before != after
    phone.page.locator("details[open] .fig-pause input").check()
    before, after = places(phone)
    assert before == after
    assert not phone.page.locator("details[open] .fig-strip").is_visible()
    phone.page.emulate_media(reduced_motion="reduce")
    assert phone.page.locator("details[open] .fig-strip").is_visible()
    assert not phone.page.locator("details[open] .fig-anim").is_visible()
    assert told == []


def test_only_one_figure_moves_at_a_time(phone: Phone) -> None:
    open_exercises(phone)
    summaries = phone.page.locator(".moves summary")
    summaries.nth(0).click()
    summaries.nth(1).click()
    assert phone.page.locator(".moves[open]").count() == 1
