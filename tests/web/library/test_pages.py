"""The library: browse, search, filters without a script, one exercise in full, hide and bring back, the sheet."""

import gzip
import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opbouw.core.events import AvailabilitySet
from opbouw.evidence import tables
from opbouw.exports.typeset import TypesetError
from opbouw.web.accounts.models import Account
from opbouw.web.library import asked, views
from opbouw.web.store.models import EventRow
from opbouw.words import LANGUAGES, exercises
from tests.exports.pdf import Pdf
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs, today

pytestmark = pytest.mark.django_db
MOST_BYTES = 14_000  # of a page, packed
MOST_QUERIES = 15


def names(page: str) -> list[str]:
    """The exercises of a page of the library, by id, in order."""
    return re.findall(r'<h3><a href="/library/([\w]+)"', page)


def told(client: Client, path: str, lang: str = "en") -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == 200, path
    return unescape(response.content.decode())


@pytest.fixture
def visitor(other: Account, client_of: ClientOf) -> Client:
    """Somebody with an account and no injury."""
    return client_of(other)


def test_every_exercise_stands_in_the_library_once_and_no_page_is_heavy(visitor: Client) -> None:
    seen = []
    for page in range(1, -(-len(tables.exercises) // views.ROWS_A_PAGE) + 1):
        shown = told(visitor, f"/library?page={page}", "nl")
        assert len(gzip.compress(shown.encode(), 6)) <= MOST_BYTES
        seen += names(shown)
    assert sorted(seen) == sorted(tables.exercises)


def test_those_of_the_plan_come_first_with_their_dose(weeks_on: Runs) -> None:
    planned = {one["id"] for session in weeks_on.day().sessions() for one in session.get("exercises") or ()}
    page = weeks_on.text("/library")
    assert planned
    assert set(names(page)[: len(planned)]) == planned
    assert page.index("In your plan") < page.index("All other exercises")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_filter_keeps_only_what_fits(visitor: Client, lang: str) -> None:
    choices = asked.choices(lang, None)
    assert set(choices) == {"phase", "place", "muscle", "with", "only"}
    for name, wanted in (("phase", "rebuild"), ("place", "achilles"), ("muscle", "soleus"), ("with", "dumbbell")):
        assert wanted in dict(choices[name])
        found = names(told(visitor, f"/library?{name}={wanted}", lang))
        assert found
    rows = [tables.exercises[one] for one in names(told(visitor, "/library?place=achilles&with=dumbbell", lang))]
    assert {row.id for row in rows} == {
        row.id for row in tables.exercises.values() if "achilles" in row.target_region and "dumbbell" in row.equipment
    }


def test_phases_of_the_road_hold_what_belongs_there() -> None:
    stops = {row.id: asked.stops_of(row) for row in tables.exercises.values()}
    assert stops["calf_foam"] == {"loosen"}
    assert stops["hop_forward"] >= {"rebuild"}
    assert "strengthen" not in stops["hop_forward"]
    assert stops["heel_one_load"] == {"strengthen", "keep_running"}
    assert asked.stops_of(tables.exercises["heel_one_load"], "patellar_tendinopathy") == {"strengthen"}


def test_what_every_home_has_asks_for_nothing_else(visitor: Client) -> None:
    found = names(told(visitor, "/library?with=nothing&q=heel+raise"))
    assert "heel_one_slow" in found
    assert not any("dumbbell" in tables.exercises[one].equipment for one in found)


@pytest.mark.parametrize(
    "query", ["q=zzzz", "phase=flying&page=-1", "page=2²", "place=x&muscle=y&with=z&only=w", "q=%00%3Cscript%3E"]
)
def test_what_is_not_there_is_answered_calmly(visitor: Client, query: str) -> None:
    page = visitor.get(f"/library?{query}")
    assert page.status_code == 200
    assert b"<script>" not in page.content


def test_a_search_with_a_slip_finds_it_in_either_language(visitor: Client) -> None:
    assert names(told(visitor, "/library?q=vogelhnd"))[0] == "bird_dog"
    assert "1 exercise" in told(visitor, "/library?q=vogelhond")
    assert "Nothing found." in told(visitor, "/library?q=zzzz")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exercise_has_a_page_with_all_of_its_words(visitor: Client, lang: str) -> None:
    for row in list(tables.exercises.values())[::16]:
        page = told(visitor, f"/library/{row.id}", lang)
        assert str(getattr(row, f"name_{lang}")) in page
        assert str(getattr(row, f"key_cue_{lang}")) in page
        assert all(one in page for one in exercises.muscles_felt(row, lang))
        assert all(one in page for one in exercises.not_with(row, lang))
        assert all(f'href="/library/{one}"' in page for one in (*row.progression_of, *row.next))
        assert f"/evidence?q=exercises%3A{row.id}" in page
        assert "fig-anim" in page
        assert 'class="fig-strip"' in page


def test_a_page_says_that_no_physiotherapist_has_looked(visitor: Client) -> None:
    assert "Not yet checked by a physiotherapist" in told(visitor, "/library/heel_one_slow")
    assert "Nog niet nagekeken door een fysiotherapeut" in told(visitor, "/library/heel_one_slow", "nl")


def test_an_exercise_that_is_none_is_not_found(visitor: Client) -> None:
    assert visitor.get("/library/handstand").status_code == 404
    assert visitor.post("/library/handstand/hide").status_code in {302, 404}


def test_what_the_tables_keep_from_an_injury_is_said_loudly(runner_with: RunnerWith) -> None:
    runner = runner_with()
    assert "Not with your injury." in runner.text("/library/calf_foam")
    assert "Not with your injury." not in runner.text("/library/heel_one_slow")
    assert "When it hurts: leave it out." in runner.text("/library/heel_one_slow")


def test_the_plan_stands_on_the_page_with_its_days_and_the_place_on_the_ladder(weeks_on: Runs) -> None:
    session = next(one for one in weeks_on.day().sessions() if one.get("exercises") and one["kind"] == "strength")
    dose = next(one for one in session["exercises"] if one["id"] == "heel_one_slow")
    page = weeks_on.text("/library/heel_one_slow")
    assert f'href="/sessions/{session["id"]}"' in page
    assert f"{dose['sets']}\u00a0×\u00a0{dose['reps']}" in page
    assert page.count("you are here") == 1
    assert f"Pain above {session['pain_limit']} of 10" in page
    assert "Your plan is at level" in page


def test_hiding_keeps_the_other_dislikes_and_the_plan_follows(weeks_on: Runs) -> None:
    before = weeks_on.facts("availability_set")[-1]
    assert before["dislikes"] == ["rowing"]
    weeks_on.send("/library/heel_one_slow/hide", {"do": "hide"})
    assert weeks_on.facts("availability_set")[-1] == {"dislikes": ["rowing", "heel_one_slow"]}
    planned = {one["id"] for session in weeks_on.day().sessions() for one in session.get("exercises") or ()}
    assert planned
    assert "heel_one_slow" not in planned
    kept = weeks_on.day().log.merged(AvailabilitySet)
    assert kept is not None
    assert kept.equipment == tuple(before["equipment"])
    page = weeks_on.text("/library/heel_one_slow")
    assert "You do not do this exercise." in page
    assert "because you do not like that one" in page


def test_bringing_back_leaves_no_trace_in_the_plan(weeks_on: Runs) -> None:
    was = weeks_on.day().sessions()
    weeks_on.send("/library/heel_one_slow/hide", {"do": "hide"})
    assert names(weeks_on.text("/library?only=hidden")) == ["heel_one_slow"]
    weeks_on.send("/library/heel_one_slow/hide", {"do": "back"})
    assert weeks_on.facts("availability_set")[-1] == {"dislikes": ["rowing"]}
    assert "You have hidden no exercise." in weeks_on.text("/library?only=hidden")
    now = weeks_on.day().sessions()
    assert [one.get("exercises") for one in now] == [one.get("exercises") for one in was]


def test_the_first_dislike_and_none_left_are_kept(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/library/clam/hide", {"do": "hide"})
    runner.send("/library/clam/hide", {"do": "back"})
    assert [one.get("dislikes") for one in runner.facts("availability_set")] == [None, ["clam"], []]


def test_the_same_tap_twice_is_one_fact_and_so_is_what_is_hidden_already(runner_with: RunnerWith) -> None:
    runner = runner_with()
    key = str(uuid.uuid4())
    before = EventRow.objects.count()
    for _ in range(2):
        runner.send("/library/clam/hide", {"do": "hide", "key": key})
    runner.send("/library/clam/hide", {"do": "hide"})
    assert EventRow.objects.count() == before + 1


def test_hiding_is_a_form_of_its_own_and_no_link(weeks_on: Runs) -> None:
    assert weeks_on.client.get("/library/clam/hide").status_code == 405


@pytest.mark.parametrize("path", ["/library", "/library?page=2", "/library/heel_one_slow", "/library/sheet"])
def test_a_page_is_one_round_trip_and_asks_the_database_little(weeks_on: Runs, path: str) -> None:
    weeks_on.text(path)
    with CaptureQueriesContext(connection) as asked_for:
        response = weeks_on.client.get(path, headers={"accept-language": "nl"})
    assert len(asked_for) <= MOST_QUERIES
    assert len(gzip.compress(response.content, 6)) <= MOST_BYTES


def test_the_sheet_offers_today_the_week_and_a_choice(weeks_on: Runs, visitor: Client) -> None:
    page = weeks_on.text("/library/sheet")
    assert 'value="week"' in page
    assert page.count('name="pick"') == len(tables.exercises)
    assert 'value="week"' not in told(visitor, "/library/sheet")


@pytest.mark.parametrize(("lang", "title"), [("nl", "Je oefeningen"), ("en", "Your exercises")])
def test_the_week_on_paper_has_every_exercise_of_the_plan(weeks_on: Runs, lang: str, title: str) -> None:
    response = weeks_on.client.get(f"/library/exercises.pdf?what=week&lang={lang}&name=initials")
    assert response["Content-Type"] == "application/pdf"
    pdf = Pdf(response.content)
    planned = {one["id"] for session in weeks_on.day().sessions() for one in session.get("exercises") or ()}
    assert pdf.pages == -(-len(planned) // 4)
    assert pdf.size_mm == (210, 297)
    assert title in pdf.text


def test_one_exercise_on_paper_needs_no_injury(visitor: Client) -> None:
    pdf = Pdf(visitor.get("/library/exercises.pdf?pick=bird_dog&pick=no_such&lang=nl").content)
    assert pdf.pages == 1
    assert "Vogelhond" in pdf.text
    assert "Doet het pijn: sla de oefening over." in pdf.text


def test_a_sheet_without_or_with_too_many_exercises_says_what_to_do(visitor: Client) -> None:
    empty = visitor.get("/library/exercises.pdf?what=picked")
    assert empty.status_code == 422
    assert "Choose one or more." in empty.content.decode()
    many = "&".join(f"pick={one}" for one in list(tables.exercises)[:41])
    assert "Choose fewer." in visitor.get(f"/library/exercises.pdf?{many}").content.decode()


def test_with_a_warning_sign_open_nothing_is_printed(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.write("screened", 0, answers={"rf_night_pain": "yes"}, why="asked")
    assert runner.day().stopped
    response = runner.client.get("/library/exercises.pdf?pick=bird_dog")
    assert response.status_code == 422
    assert "A warning sign is open." in response.content.decode()


def test_a_file_that_cannot_be_made_leads_back_to_the_page(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_sheet: object) -> bytes:
        raise TypesetError("no")

    monkeypatch.setattr(views, "pdf_of", failing)
    response = visitor.get("/library/exercises.pdf?pick=bird_dog")
    assert response["Location"] == reverse("library_sheet")


def test_sessions_and_settings_lead_to_the_library(weeks_on: Runs) -> None:
    session = next(one for one in weeks_on.day().sessions() if one.get("exercises"))
    assert f'href="/library/{session["exercises"][0]["id"]}"' in weeks_on.text(f"/sessions/{session['id']}")
    settings = weeks_on.text("/settings")
    assert 'href="/library"' in settings
    assert 'href="/library?only=hidden"' in settings


def test_the_list_of_what_is_hidden_brings_back_too(weeks_on: Runs) -> None:
    weeks_on.send("/library/clam/hide", {"do": "hide"})
    page = weeks_on.text("/library?only=hidden")
    assert 'action="/library/clam/hide"' in page
    weeks_on.client.post("/library/clam/hide", {"do": "back"})  # a form of a list has no key
    assert weeks_on.facts("availability_set")[-1]["dislikes"] == ["rowing"]


def test_who_gets_no_plan_can_read_and_cannot_print_or_hide(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.write("profile_set", 0, birth_year=today().year - 15)
    assert runner.day().decision["kind"] == "refusal"
    page = runner.text("/library/heel_one_slow")
    assert "How to do it" in page
    assert 'value="hide"' not in page
    assert names(runner.text("/library"))
    response = runner.client.get("/library/exercises.pdf?pick=bird_dog")
    assert response.status_code == 422
    assert "There is no plan for you now" in response.content.decode()
