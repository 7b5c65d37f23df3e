"""The app on the home screen: how it is installed, what it keeps and for whom, the replies to its queue, sign-out."""

import json
import re
import struct
import uuid
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from opbouw.web.accounts.models import Account
from opbouw.web.offline import icons, shell
from opbouw.web.offline.views import PAPER
from opbouw.web.store import selectors
from opbouw.web.store.models import EventRow
from tests.web.conftest import PASSWORD, ClientOf, EpisodeOf
from tests.web.daily.conftest import RunnerWith, checked_in, nothing_remembered, runner_with

__all__ = ["nothing_remembered", "runner_with"]  # fixtures of the daily pages
pytestmark = pytest.mark.django_db
QUEUE = {"x-opbouw-queue": "1"}


def read(name: str) -> str:
    """A static file."""
    found = finders.find(name)
    assert isinstance(found, str)
    return Path(found).read_text(encoding="utf-8")


def pixels(data: bytes) -> "np.ndarray[Any, Any]":
    """The picture in a PNG file of ours: one block, no filter."""
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    rows = np.frombuffer(zlib.decompress(data[41 : 41 + length]), dtype=np.uint8).reshape(height, width * 4 + 1)
    return rows[:, 1:].reshape(height, width, 4)


@pytest.mark.parametrize(("lang", "check"), [("nl", "Check-in"), ("en", "Check-in")])
def test_the_app_can_be_installed_in_both_languages(client: Client, lang: str, check: str) -> None:
    response = client.get(reverse("manifest", kwargs={"lang": lang}))
    told = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (told["lang"], told["start_url"], told["scope"], told["display"]) == (lang, "/today", "/", "standalone")
    assert {icon["sizes"] for icon in told["icons"]} >= {"192x192", "512x512"}
    assert "maskable" in {icon["purpose"] for icon in told["icons"]}
    assert [one["url"] for one in told["shortcuts"]] == ["/check-in", "/today", "/sessions/new"]
    assert told["shortcuts"][0]["name"] == check


def test_the_words_of_the_manifest_are_those_of_its_language(client: Client) -> None:
    told = {lang: json.loads(client.get(f"/app.{lang}.webmanifest").content) for lang in ("nl", "en")}
    assert told["nl"]["description"] == "Stap voor stap terug naar lopen."
    assert told["en"]["description"] == "Back to running, step by step."


def test_the_colours_around_the_app_are_those_of_the_pages(client: Client) -> None:
    paper = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", read("ui/tokens.css"))
    assert paper
    assert paper.groups() == (PAPER["light"], PAPER["dark"])
    page = client.get("/").content.decode()
    assert re.findall(r'name="theme-color" content="(#\w+)"', page) == list(paper.groups())
    client.post(reverse("theme"), {"theme": "dark"})
    assert re.findall(r'name="theme-color" content="(#\w+)"', client.get("/").content.decode()) == [paper[2]]


@pytest.mark.parametrize("name", sorted(icons.ICONS))
def test_every_icon_is_what_its_drawing_gives(name: str) -> None:
    found = finders.find(f"offline/{name}")
    assert isinstance(found, str)
    kept, drawn = pixels(Path(found).read_bytes()), icons.draw(**icons.ICONS[name])
    assert kept.shape == drawn.shape
    assert np.abs(kept.astype(int) - drawn.astype(int)).max() <= 1


def test_the_worker_serves_every_page_and_knows_the_version_of_the_files(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    kept = json.loads(re.match(r"const SHELL = (.*);\n", response.content.decode())[1])  # type: ignore[index]
    assert kept["version"] == shell.version()
    assert len(kept["files"]) == len(set(kept["files"]))
    for address in kept["files"]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        answer.close()


def test_the_worker_has_every_script_of_the_queue_in_its_shell(client: Client) -> None:
    kept = client.get("/service-worker.js").content.decode()
    for name in ("queue.js", "page.js", "day.js", "saved.js"):
        assert f"offline/{name}?v=" in kept


def test_no_script_knows_a_rule() -> None:
    for name in ("worker", "queue", "page", "day", "saved"):
        text = read(f"offline/{name}.js")
        assert re.findall(r"[<>]=?\s*\d+\b(?!\s*\?)", text.replace("=> 0", "")) in ([], ["> 0"], ["> 0", "> 0"]), name
        assert "pain" not in text, name


def test_the_phone_is_told_pages_that_exist_and_whose_they_are(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm()
    told = runner.client.get("/offline/state").json()
    assert re.fullmatch(r"[0-9a-f]{16}", told["who"])
    assert runner.client.get("/today")["X-Opbouw-Who"] == told["who"]
    assert {"/today", "/check-in", "/letter", "/saved", "/offline/day"} <= set(told["pages"])
    assert set(told["guarded"]) <= set(told["pages"])
    for path in told["pages"]:
        assert runner.client.get(path).status_code == 200, path


def test_the_phone_gets_the_stop_page_when_a_sign_stands_and_nothing_to_do(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.write("screened", answers={"rf_night_pain": "yes"}, why="asked")
    told = runner.client.get("/offline/state").json()
    assert told["stopped"] is True
    assert {"/stop", "/letter", "/letter.pdf"} <= set(told["pages"])
    assert all(day["sessions"] == [] for day in told["days"].values())
    assert 'data-standing="stop"' in runner.text("/offline/day")
    assert 'data-standing="planned"' not in runner.text("/offline/day")


def test_after_a_sign_the_phone_says_no_running_and_not_only_not_yet(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.calm()
    runner.client.post(reverse("language"), {"language": "nl"})
    panel = runner.client.get("/offline/day").content.decode().split('data-standing="sign"')[1].split("</section>")[0]
    assert "Vandaag niet lopen" in panel


def test_what_the_phone_keeps_gets_another_mark_with_every_answer_language_and_theme(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    marks = [runner.client.get("/offline/state").json()["mark"]]
    runner.calm()
    marks.append(runner.client.get("/offline/state").json()["mark"])
    runner.client.post(reverse("theme"), {"theme": "dark"})
    marks.append(runner.client.get("/offline/state").json()["mark"])
    runner.client.post(reverse("language"), {"language": "nl"})
    marks.append(runner.client.get("/offline/state").json()["mark"])
    assert len(set(marks)) == len(marks)
    assert runner.client.get("/offline/state").json()["mark"] == marks[-1]


def test_of_the_example_runner_nothing_is_kept(client: Client) -> None:
    client.post(reverse("example"))
    assert client.get("/today")["X-Opbouw-Who"] == ""
    assert client.get("/offline/state").json()["pages"] == []
    assert "offline/page.js" not in client.get("/today").content.decode()


def test_two_runners_have_two_marks(owner: Account, other: Account, client_of: ClientOf) -> None:
    marks = {client_of(account).get("/offline/state").json()["who"] for account in (owner, other)}
    assert len(marks) == 2


def test_an_answer_from_the_queue_is_told_where_to_go_and_the_same_again_is_kept_once(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    form = {"key": str(uuid.uuid4()), **checked_in()}
    for _time in range(5):
        assert runner.client.post("/check-in", form, headers=QUEUE).json() == {
            "state": "kept",
            "where": "/today",
            "note": "",
        }
    assert len(runner.facts("checked_in")) == 1


def test_an_answer_beside_another_one_is_explained(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm()
    form = {"key": str(uuid.uuid4()), **checked_in(pain=2)}
    told = runner.client.post("/check-in", form, headers=QUEUE).json()
    assert told["note"] == "You told this day already. Of two answers the more careful one counts."


def test_an_answer_of_yesterday_that_comes_today_is_about_yesterday(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    on = (runner.day().today - timedelta(days=1)).isoformat()
    told = runner.client.post(f"/check-in?on={on}", {"key": str(uuid.uuid4()), **checked_in()}, headers=QUEUE).json()
    assert told["state"] == "kept"
    assert EventRow.objects.get(type="checked_in").on_date.isoformat() == on


def test_an_answer_with_a_sign_leads_to_its_questions(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    told = runner.client.post("/check-in", {"key": str(uuid.uuid4()), **checked_in("night")}, headers=QUEUE).json()
    assert told == {"state": "kept", "where": "/signs", "note": ""}


@pytest.mark.parametrize(
    "form", [{}, {"key": "nonsense", "signs": "none"}, {"key": str(uuid.UUID(int=5)), "pain_rest": "11"}]
)
def test_an_answer_that_does_not_fit_is_refused_and_kept_nowhere(runner_with: RunnerWith, form: dict[str, str]) -> None:
    runner = runner_with(opened=3)
    assert runner.client.post("/check-in", form, headers=QUEUE).json() == {"state": "refused"}
    assert runner.facts("checked_in") == []


def test_without_a_log_in_the_answer_waits(client: Client, owner: Account) -> None:
    assert client.post("/check-in", {}, headers=QUEUE).json() == {"state": "login"}


def test_with_an_old_token_the_answer_waits(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    client = Client(enforce_csrf_checks=True)
    client.force_login(runner.account)
    form = {"key": str(uuid.uuid4()), **checked_in()}
    assert client.post("/check-in", form, headers=QUEUE).json() == {"state": "again"}
    token = client.get("/offline/state").json()["token"]
    assert client.post("/check-in", form, headers=QUEUE | {"x-csrftoken": token}).json()["state"] == "kept"


def test_an_answer_under_the_key_of_somebody_else_is_not_taken_for_kept(
    runner_with: RunnerWith, other: Account, client_of: ClientOf, episode_of: EpisodeOf
) -> None:
    runner = runner_with(opened=3)
    episode_of(other)
    form = {"key": str(uuid.uuid4()), **checked_in()}
    assert runner.client.post("/check-in", form, headers=QUEUE).json()["state"] == "kept"
    assert client_of(other).post("/check-in", {"key": form["key"]}, headers=QUEUE).json() == {"state": "refused"}


def test_an_answer_to_a_proposal_that_is_no_longer_there_is_refused(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    form = {"proposal": str(uuid.uuid4()), "answer": "agree"}
    assert runner.client.post("/proposal", form, headers=QUEUE).json() == {"state": "refused"}


def test_a_session_of_a_plan_that_is_gone_is_still_told_by_its_kind(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm()
    form = {"key": str(uuid.uuid4()), "kind": "walk", "minutes": "20", "pain_during": "0", "effort_rpe": "2"}
    told = runner.client.post(f"/sessions/new?planned={uuid.uuid4()}", form, headers=QUEUE).json()
    assert told["state"] == "kept"
    assert runner.facts("session_done")[0]["kind"] == "walk"


@pytest.mark.parametrize(("route", "form"), [("logout", {}), ("delete_all", {"password": PASSWORD, "word": "delete"})])
def test_at_sign_out_and_after_deleting_everything_the_browser_forgets(
    owner: Account, episode_of: EpisodeOf, client_of: ClientOf, route: str, form: dict[str, str]
) -> None:
    episode_of(owner)
    client = client_of(owner)
    response = client.post(reverse(route), form)
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_an_ordinary_answer_lets_the_browser_keep_what_it_has(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    assert not runner.send("/check-in", checked_in()).has_header("Clear-Site-Data")
    assert not runner.client.get("/logout").has_header("Clear-Site-Data")
    assert selectors.current_episode(runner.account) is not None
