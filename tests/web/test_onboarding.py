"""From the first door to the road: a question a screen, nothing written until the end, a stop where a sign stands."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opbouw.web.accounts.models import Account
from opbouw.web.onboarding import places, steps
from opbouw.web.onboarding.models import Draft
from opbouw.web.store.models import Episode, EventRow
from opbouw.web.store.selectors import decision_for
from tests.exports.pdf import Pdf
from tests.web.conftest import ClientOf, Logged

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> str:
    """A date as forms send it."""
    return (timezone.localdate() - timedelta(days=days)).isoformat()


ANSWERS: dict[str, dict[str, Any]] = {
    "welcome": {"understood": "on", "adult": "yes"},
    "where": {"place": "achilles:right"},
    "what": {"injury": "achilles_midportion", "named_by": "self"},
    "since": {"course": "gradual", "severity": "limits_running", "recurrence": "no", "pain_starts_min": "7,5"},
    "seen": {"seen_by": "none"},
    "before": {},
    "level": {
        "weekly_km": "40,5",
        "weekly_runs": "4",
        "longest_km": "18",
        "easy_pace_s_per_km": "6:10",
        "goal": "old_level",
    },
    "possible": {
        "days": ["mon", "wed", "sat"],
        "minutes": "45",
        "minutes_sat": "90",
        "modalities": ["cycling"],
        "equipment": ["band"],
    },
    "you": {"birth_year": "1985", "sex": "f", "years_running": "10"},
}


def asked(client: Client, slug: str) -> list[str]:
    """The warning-sign questions on a screen."""
    page = client.get(f"/start/{slug}").content.decode()
    return sorted(set(re.findall(r'name="(rf_\w+)"', page)))


def answer(client: Client, slug: str, **changes: Any) -> Any:
    """Send the answers of one screen, with changes."""
    if slug in steps.SIGNS:
        data = dict.fromkeys(asked(client, slug), "no") | changes
    else:
        data = {**ANSWERS[slug], **changes}
        if slug == "since":
            data = {"onset_on": days_ago(9), "last_run_on": days_ago(9), **data}
    return client.post(f"/start/{slug}", {name: value for name, value in data.items() if value is not None})


def answer_until(client: Client, last: str) -> Any:
    """All screens up to and including one."""
    response = None
    for slug in steps.ORDER[: steps.ORDER.index(last) + 1]:
        response = answer(client, slug)
        assert response.status_code == 302, slug
    return response


def kept(kind: str) -> dict[str, Any]:
    """The data of the only event of a type."""
    return dict(EventRow.objects.get(type=kind).data)


@pytest.fixture
def runner(owner: Account, client_of: ClientOf) -> Client:
    """A browser of somebody who begins."""
    return client_of(owner)


def test_the_start_has_two_doors(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Look around with an example runner" in page
    assert "Start with my own injury" in page


def test_the_door_of_an_own_injury_leads_to_an_account_first(client: Client) -> None:
    assert client.get("/start")["Location"] == reverse("first_account")


def test_the_screens_follow_each_other_until_the_road(runner: Client) -> None:
    visited = []
    slug = "welcome"
    while slug in steps.STEPS:
        visited.append(slug)
        assert runner.get(f"/start/{slug}").status_code == 200
        slug = answer(runner, slug)["Location"].removeprefix("/start/")
    assert visited == list(steps.ORDER)
    assert slug == "/plan"


def test_nothing_is_written_before_the_last_answer(runner: Client) -> None:
    answer_until(runner, "possible")
    assert not Episode.objects.exists()
    assert not EventRow.objects.exists()


def test_the_answers_become_the_events_of_one_episode(runner: Client, owner: Account) -> None:
    answer_until(runner, "you")
    episode = Episode.objects.get(runner__account=owner)
    assert list(episode.events.values_list("type", flat=True)) == [
        "episode_opened",
        "profile_set",
        "screened",
        "baseline_set",
        "availability_set",
        "goal_set",
    ]
    assert kept("episode_opened") == {
        "injury": "achilles_midportion",
        "onset_on": days_ago(9),
        "side": "right",
        "spot": "achilles",
        "course": "gradual",
        "last_run_on": days_ago(9),
        "severity": "limits_running",
        "pain_starts_min": 7.5,
        "named_by": "self",
        "recurrence": False,
    }
    assert kept("baseline_set") == {
        "weekly_km": 40.5,
        "weekly_runs": 4,
        "longest_km": 18,
        "easy_pace_s_per_km": 370,
        "source": "typed",
    }
    assert kept("availability_set") == {
        "weekdays": {"mon": 45, "wed": 45, "sat": 90},
        "modalities": ["cycling"],
        "equipment": ["band"],
    }
    assert kept("goal_set") == {"kind": "old_level"}
    assert kept("profile_set")["birth_year"] == 1985
    assert not Draft.objects.exists()


def test_every_question_of_the_region_is_answered_in_the_log(runner: Client) -> None:
    answer_until(runner, "you")
    said = kept("screened")["answers"]
    assert set(said) == set(places.flags_for("achilles_midportion", "achilles"))
    assert set(said.values()) == {"no"}


def test_an_unknown_spot_is_asked_everything(runner: Client) -> None:
    answer_until(runner, "welcome")
    answer(runner, "where", place=None, place_list="unknown:none")
    answer(runner, "what", injury="unknown_overuse")
    answer(runner, "since")
    shown = [flag for slug in steps.SIGNS for flag in asked_and_answered(runner, slug)]
    assert len(shown) == 31


def asked_and_answered(client: Client, slug: str) -> list[str]:
    """The questions of a screen, all answered with no."""
    found = asked(client, slug)
    answer(client, slug)
    return found


def test_nothing_with_a_medical_meaning_is_preselected(runner: Client) -> None:
    for slug in steps.ORDER:
        assert " checked" not in runner.get(f"/start/{slug}").content.decode(), slug
        answer(runner, slug)


def test_sending_the_last_screen_twice_opens_one_episode(runner: Client) -> None:
    answer_until(runner, "possible")
    draft = Draft.objects.get()
    answer(runner, "you")
    Draft.objects.create(runner=draft.runner, episode_id=draft.episode_id, answers=draft.answers)
    count = EventRow.objects.count()
    assert answer(runner, "you").status_code == 302
    assert (Episode.objects.count(), EventRow.objects.count()) == (1, count)


def test_a_beginning_can_be_left_and_taken_up_again(owner: Account, client_of: ClientOf) -> None:
    answer_until(client_of(owner), "since")
    later = client_of(owner)
    assert "Go on where you were" in later.get("/").content.decode()
    assert later.get("/start")["Location"] == "/start/signs-now"
    assert 'value="7.5"' in later.get("/start/since").content.decode()


def test_a_screen_ahead_cannot_be_opened(runner: Client) -> None:
    answer_until(runner, "where")
    assert runner.get("/start/you")["Location"] == "/start/what"
    assert answer(runner, "you")["Location"] == "/start/what"
    assert not Episode.objects.exists()


def test_another_place_asks_the_questions_of_that_place(runner: Client) -> None:
    answer_until(runner, "signs-before")
    answer(runner, "where", place="low_back:none")
    assert runner.get("/start")["Location"] == "/start/what"
    assert "low back pain" in runner.get("/start/what").content.decode().lower()


def test_the_draft_of_one_is_not_that_of_another(owner: Account, other: Account, client_of: ClientOf) -> None:
    answer_until(client_of(owner), "since")
    assert client_of(other).get("/start")["Location"] == "/start/welcome"


@pytest.mark.parametrize(
    ("slug", "changes", "words"),
    [
        ("welcome", {"understood": None}, "Tick this to go on."),
        ("welcome", {"adult": None}, "Choose one of these."),
        ("where", {"place": None}, "Tap a spot, or choose one from the list."),
        ("where", {"place": "elbow:left"}, "Select a valid choice"),
        ("what", {"injury": "tennis_elbow"}, "Select a valid choice"),
        ("what", {"injury": None}, "Choose one of these."),
        ("since", {"onset_on": "2999-01-01"}, "Choose a date, not later than today."),
        ("since", {"onset_on": "soon"}, "Choose a date, such as"),
        ("since", {"onset_on": "1999-01-01"}, "Choose a date, not before"),
        ("since", {"onset_on": ""}, "Choose a date, not later than today."),
        ("since", {"last_run_on": days_ago(500)}, "more than a year before"),
        ("since", {"pain_starts_min": "-5"}, "Write a number from 0 to 600."),
        ("since", {"pain_starts_min": "NaN"}, "Write a number"),
        ("since", {"severity": "awful"}, "Select a valid choice"),
        ("signs-now", {"rf_chest": None}, "Answer yes, no or don&#x27;t know."),
        ("seen", {"seen_by": "doctor"}, "Choose the date of the visit"),
        ("level", {"weekly_km": "4000"}, "Write a number from 0 to 400 km."),
        ("level", {"easy_pace_s_per_km": "1:00"}, "Write a pace"),
        ("level", {"goal": "race"}, "Fill in the distance of the race."),
        ("level", {"goal_on": "2001-01-01"}, "Choose a date from today"),
        ("possible", {"days": None}, "Choose at least one day."),
        ("possible", {"minutes_sat": "601"}, "Write a number from 0 to 600"),
        ("you", {"birth_year": "85"}, "Write a number from"),
        ("you", {"years_running": "-1"}, "Write a number from 0 to 90"),
    ],
)
def test_a_bad_answer_is_refused_by_name_and_what_was_typed_stays(
    runner: Client, slug: str, changes: dict[str, Any], words: str
) -> None:
    if slug != "welcome":
        answer_until(runner, steps.before(slug) or "")
    response = answer(runner, slug, **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "<title>Error:" in page
    assert slug not in Draft.objects.get().answers
    assert not Episode.objects.exists()


def test_younger_than_18_is_sent_to_a_professional(runner: Client) -> None:
    response = answer(runner, "welcome", adult="no")
    assert response["Location"] == reverse("too_young")
    assert "doctor or a sports physiotherapist" in runner.get(response["Location"]).content.decode()
    assert Draft.objects.get().answers == {}


def test_a_birth_year_below_18_makes_no_plan(runner: Client) -> None:
    answer_until(runner, "possible")
    response = answer(runner, "you", birth_year=str(timezone.localdate().year - 17))
    assert response["Location"] == reverse("too_young")
    assert not Episode.objects.exists()


@pytest.mark.parametrize(
    ("slug", "flag", "headline"),
    [
        ("signs-now", "rf_chest", "Call 112 now"),
        ("signs-soon", "rf_cant_bear", "Have it looked at today"),
        ("signs-before", "rf_night_pain", "No running, first have it looked at"),
    ],
)
def test_a_yes_stops_and_makes_no_plan(runner: Client, slug: str, flag: str, headline: str) -> None:
    answer_until(runner, steps.before(slug) or "")
    response = answer(runner, slug, **{flag: "yes"})
    assert response["Location"] == reverse("onboarding_stop")
    assert f"<h1>{headline}</h1>" in runner.get(response["Location"]).content.decode()
    for ahead in ("before", "level", "possible", "you"):
        assert answer(runner, ahead)["Location"] == reverse("onboarding_stop")
    assert runner.get("/start")["Location"] == reverse("onboarding_stop")
    assert not Episode.objects.exists()


def seen(client: Client, by: str, **changes: Any) -> Any:
    """Somebody looked yesterday and allows some things."""
    data = {"seen_by": by, "seen_on": days_ago(1), "seen_name": "M. de Wit", "scope": ["movement", "strength"]}
    return answer(client, "seen", **{**data, **changes})


def test_a_doctors_word_opens_the_way_again_and_is_kept(runner: Client) -> None:
    answer_until(runner, "signs-soon")
    answer(runner, "signs-before", rf_night_pain="yes")
    assert seen(runner, "doctor", said="Rest and cycle.")["Location"] == "/start/before"
    for slug in ("before", "level", "possible", "you"):
        answer(runner, slug)
    cleared = kept("cleared")
    assert (cleared["flags"], cleared["seen_by"], cleared["scope"]) == (
        ["rf_night_pain"],
        "doctor",
        ["movement", "strength"],
    )
    assert cleared["injury"] == "achilles_midportion"
    assert cleared["said"] == "Rest and cycle."
    assert kept("screened")["answers"]["rf_night_pain"] == "yes"


@pytest.mark.parametrize(("by", "scope"), [("physio", ["movement"]), ("doctor", None), ("none", ["movement"])])
def test_less_than_a_doctor_who_allows_something_does_not_open_it(
    runner: Client, by: str, scope: list[str] | None
) -> None:
    answer_until(runner, "signs-now")
    answer(runner, "signs-soon", rf_cant_bear="yes")
    assert seen(runner, by, scope=scope)["Location"] == reverse("onboarding_stop")
    assert runner.get("/start")["Location"] == reverse("onboarding_stop")


def test_a_yes_that_is_taken_back_stays_in_the_log(runner: Client) -> None:
    answer_until(runner, "signs-soon")
    answer(runner, "signs-before", rf_night_pain="yes")
    answer(runner, "signs-before")
    for slug in ("seen", "before", "level", "possible", "you"):
        answer(runner, slug)
    first, second = EventRow.objects.filter(type="screened")
    assert (first.data["why"], first.data["answers"]["rf_night_pain"]) == ("first", "yes")
    assert (second.data["why"], second.data["answers"]["rf_night_pain"]) == ("mistake", "no")


def test_a_bone_name_needs_a_professional_who_gave_it(runner: Client) -> None:
    answer_until(runner, "welcome")
    answer(runner, "where", place="shin:left")
    bone = {"injury": "bsi_tibia_posteromedial", "region": "shin_medial"}
    assert answer(runner, "what", **bone, named_by="self").status_code == 422
    assert answer(runner, "what", **bone, named_by="doctor").status_code == 302


def test_with_an_injury_begun_there_is_no_second_beginning(runner: Client) -> None:
    answer_until(runner, "you")
    assert runner.get("/start")["Location"] == reverse("today_or_road")
    assert runner.get("/start/where")["Location"] == reverse("today_or_road")


def test_the_end_of_the_questions_is_a_plan_in_the_language_of_the_browser(owner: Account, client_of: ClientOf) -> None:
    client = client_of(owner, **{"accept-language": "nl"})
    answer_until(client, "you")
    page = client.get("/plan").content.decode()
    for words in ("Looprust", "Losmaken", "Versterken", "Opbouwen", "Blijven lopen", "Wat deze poort opent"):
        assert words in page
    assert '<details open class="gap-s"><summary>' in page  # why this, open on the first day
    assert "Naar vandaag" in page
    assert "Hardlopen," not in page


def test_every_area_of_the_map_has_dots_and_an_injury_to_choose() -> None:
    assert len(places.dots()) == 27
    for area in places.AREAS:
        assert places.injuries_at(area)


def test_every_injury_can_be_chosen_somewhere() -> None:
    from opbouw.evidence import tables

    found = {injury for area in places.AREAS for injury in places.injuries_at(area)} | {places.UNKNOWN_INJURY}
    assert found == set(tables.injuries)


def test_behind_a_stop_is_a_letter_with_the_answers_so_far(runner: Client) -> None:
    answer_until(runner, "since")
    answer(runner, "signs-now", rf_chest="yes")
    assert reverse("onboarding_letter") in runner.get("/start/stop").content.decode()
    for lang, title in (("nl", "Brief voor huisarts of fysio"), ("en", "Letter for doctor or physio")):
        page = runner.get(f"/start/stop/letter?lang={lang}").content.decode()
        assert title in page
        assert "Achilles" in page
    assert "Answer: yes, on" in page.replace("\u00a0", " ")
    made = runner.get("/start/stop/letter.pdf?lang=en&name=none")
    assert made["Content-Type"] == "application/pdf"
    pdf = Pdf(made.content)
    assert pdf.pages == 1
    assert "Answer: yes" in pdf.text
    assert not EventRow.objects.exists()
    assert not Episode.objects.exists()


def test_without_a_stop_there_is_no_letter_of_a_beginning(runner: Client) -> None:
    answer_until(runner, "signs-now")
    for name in ("onboarding_letter", "onboarding_letter_pdf"):
        assert runner.get(reverse(name))["Location"] == "/start/signs-soon"


def test_the_letter_keeps_the_sign_that_was_taken_back_beside_the_one_that_stands(runner: Client) -> None:
    answer_until(runner, "signs-now")
    answer(runner, "signs-soon", rf_cant_bear="yes")
    answer(runner, "signs-soon", rf_cant_bear="no")
    answer(runner, "signs-before", rf_night_pain="yes")
    page = runner.get("/start/stop/letter?lang=en").content.decode()
    assert page.count("Answer: yes") == 2
    assert "at night" in page


def test_after_a_yes_taken_back_the_day_waits_and_does_not_stop(runner: Client, owner: Account) -> None:
    answer_until(runner, "signs-soon")
    answer(runner, "signs-before", rf_night_pain="yes")
    answer(runner, "signs-before")
    for slug in ("seen", "before", "level", "possible", "you"):
        answer(runner, slug)
    decision = decision_for(owner, Episode.objects.get(), timezone.localdate())
    assert (decision["verdict"], decision["running_allowed"]) == ("wait", False)


def test_what_was_answered_is_in_no_log(runner: Client, logged: Logged) -> None:
    answer_until(runner, "signs-now")
    answer(runner, "signs-soon", rf_cant_bear="yes")
    runner.get("/start/stop")
    assert '"route": "onboarding_step"' in logged()
    for secret in ("achilles", "limits_running", "rf_cant_bear", "signs-soon", "Anna"):
        assert secret not in logged()
