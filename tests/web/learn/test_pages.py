"""The pages to read: open to everybody, in both languages, each fact with a way to its row in the register."""

import gzip
import re
from html import unescape
from urllib.parse import unquote_plus

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.core.pain import pain_limits
from opbouw.evidence import tables
from opbouw.web.accounts.models import Account
from opbouw.web.ui.say import PHASES
from opbouw.words.register import by_ref
from tests.web.conftest import ClientOf, EpisodeOf

pytestmark = pytest.mark.django_db
LANGS = ("nl", "en")
MOST_BYTES = 14 * 1024


def page(client: Client, address: str, lang: str = "en") -> str:
    """What a page says, its entities undone and words kept together."""
    client.cookies["opbouw_language"] = lang
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode()).replace("\u00a0", " ")


def injury_page(client: Client, injury: str, lang: str = "en") -> str:
    """The page of an injury."""
    return page(client, reverse("learn_injury", args=[injury]), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_leads_to_every_injury_phase_and_page(client: Client, lang: str) -> None:
    said = page(client, reverse("learn"), lang)
    for injury, text in tables.injury_texts.items():
        assert f'href="{reverse("learn_injury", args=[injury])}"' in said
        assert (text.plain_nl if lang == "nl" else text.plain_en)[1:] in said
    for phase in PHASES:
        assert f'href="{reverse("learn_phase", args=[phase])}"' in said
    for name in ("learn_deciding", "learn_signs", "learn_not", "evidence", "evidence_limits"):
        assert f'href="{reverse(name)}"' in said


@pytest.mark.parametrize("lang", LANGS)
def test_every_injury_has_a_page_with_its_words_limits_and_rows(client: Client, lang: str) -> None:
    for injury, text in tables.injury_texts.items():
        said = injury_page(client, injury, lang)
        assert getattr(text, f"feels_{lang}") in said
        assert {"nl": "stelt geen diagnose", "en": "makes no diagnosis"}[lang] in said
        assert f'href="{reverse("evidence")}?q=injuries%3A{injury}#injuries:{injury}"' in said
        for row in tables.criteria.values():
            assert (getattr(row, f"label_{lang}") in said) >= row.holds_for(injury), (injury, row.id)


def test_the_pain_limits_are_those_the_engine_reads(client: Client) -> None:
    # Achilles: the row says 3 and 5, the model 2 and 5; the stricter holds. The next morning 3 by the row.
    said = injury_page(client, "achilles_midportion")
    assert "Up to and including 2 while running" in said
    assert "Up to and including 5: the same step" in said
    assert "Above 5: stop" in said
    assert "The next morning: at most 3" in said


def test_a_calf_strain_has_no_step_to_repeat_between_good_and_too_much(client: Client) -> None:
    limits = pain_limits(tables.injuries["calf_strain_gastroc"], bone_suspected=False)
    assert (limits.progress, limits.hold) == (1, 1)
    said = injury_page(client, "calf_strain_gastroc")
    assert "Up to and including 1 while running" in said
    assert "the same step once more" not in said.split('id="rest"')[0]


def test_at_bone_any_pain_counts_and_the_minimum_stands_there(client: Client) -> None:
    said = injury_page(client, "bsi_navicular")
    assert "At a bone spot any pain counts" in said
    assert "At least 120 days without running before the first run." in said
    assert "until a professional has said what is allowed" in said


def test_the_range_is_that_of_the_dates_on_the_road(client: Client) -> None:
    assert "The middle is 56 days; for 8 of 10 runners it lies between 6 and 528 days." in injury_page(
        client, "achilles_midportion"
    )


def test_the_first_step_is_said_as_the_ladder_has_it(client: Client) -> None:
    assert "3 times 1 min running and 4 min walking" in injury_page(client, "bsi_fibula")
    assert "3 keer 1 min hardlopen en 4 min wandelen" in injury_page(client, "bsi_fibula", "nl")
    assert "6 times 30 s running and 2 min walking" in injury_page(client, "unknown_overuse")


def test_a_locked_injury_says_on_top_who_looks_first(client: Client) -> None:
    said = {injury: "notice v-stop" in injury_page(client, injury) for injury in tables.injuries}
    assert said == {row.id: row.locked_until_clearance for row in tables.injuries.values()}


def test_a_spot_that_is_not_clear_asks_all_signs_and_does_not_list_them(client: Client) -> None:
    said = injury_page(client, "unknown_overuse")
    assert "all of them are asked" in said
    assert tables.red_flags["rf_cauda"].question_en not in said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("phase", PHASES)
def test_each_phase_tells_its_limits_and_its_gate(client: Client, phase: str, lang: str) -> None:
    said = page(client, reverse("learn_phase", args=[phase]), lang)
    limits = re.findall(rf'href="{reverse("evidence_limits")}#(\w+)"', said)
    assert limits
    assert set(limits) <= set(HARD_LIMITS)
    assert ('id="gate"' in said) == (phase != "keep_running")
    assert ("r_next_morning_bad" in said) == (phase in ("rebuild", "keep_running"))


def test_what_leads_back_is_told_with_its_numbers(client: Client) -> None:
    said = page(client, reverse("learn_phase", args=["rebuild"]))
    assert "Pain at rest above 3, daily pain over your limit for 3 days, or limping for 2 days: to “Loosening”" in said
    assert "More than 28 days without a run: to “Strengthening”" in said


@pytest.mark.parametrize("lang", LANGS)
def test_every_warning_sign_stands_on_its_page_with_who_closes_it(client: Client, lang: str) -> None:
    said = page(client, reverse("learn_signs"), lang)
    for flag, row in tables.red_flags.items():
        assert f'<article class="card sign" id="{flag}">' in said
        assert getattr(row, f"question_{lang}") in said
    # Three of the 31 may be closed by a physiotherapist too.
    assert said.count({"nl": "Alleen het woord van een arts", "en": "Only a doctor’s word"}[lang]) == 28


@pytest.mark.parametrize("lang", LANGS)
def test_how_it_decides_counts_the_tables_and_says_who_may_clear(client: Client, lang: str) -> None:
    said = page(client, reverse("learn_deciding"), lang)
    assert f"{len(HARD_LIMITS)} {'harde grenzen' if lang == 'nl' else 'hard limits'}" in said
    assert f"{len(by_ref())} " in said
    assert {"nl": "Geeft nooit een alarmsignaal", "en": "Never clears a warning sign"}[lang] in said


def test_what_it_is_not_says_so_plainly(client: Client) -> None:
    said = page(client, reverse("learn_not"))
    assert "no certified medical device" in said
    assert "makes no diagnosis and does not replace a doctor or physiotherapist" in said


def test_every_link_to_the_register_finds_its_row(client: Client) -> None:
    shown = [injury_page(client, injury) for injury in ("mtss", "cecs", "low_back_pain")]
    shown += [page(client, reverse("learn_phase", args=[phase])) for phase in PHASES]
    refs = {unquote_plus(one) for said in shown for one in re.findall(r'\?q=([^"#]+)#', said)}
    assert len(refs) > 100
    assert refs <= set(by_ref())
    sources = set(re.findall(r'evidence\?q=(\w+)"', page(client, reverse("learn_signs"))))
    for one in sorted(sources):
        assert "<article" in page(client, f"{reverse('evidence')}?q={one}"), one


@pytest.mark.parametrize(
    ("typed", "lang", "injury"),
    [
        ("hiel", "nl", "plantar_fasciopathy"),
        ("ACHILLESPÉÉS", "nl", "achilles_midportion"),
        ("achilespees", "nl", "achilles_midportion"),
        ("scheenbeenvlies", "nl", "mtss"),
        ("hamstrng", "en", "hamstring_strain"),
        ("plantar fasciopaty", "en", "plantar_fasciopathy"),
        ("runner's knee", "en", "itbs"),
    ],
)
def test_an_injury_is_found_by_what_people_type(client: Client, typed: str, lang: str, injury: str) -> None:
    client.cookies["opbouw_language"] = lang
    said = client.get(reverse("learn"), {"q": typed}).content.decode()
    assert f'href="{reverse("learn_injury", args=[injury])}"' in said
    assert f'href="{reverse("learn_injury", args=["morton_neuroma"])}"' not in said


def test_words_that_stand_nowhere_are_answered_calmly(client: Client) -> None:
    said = client.get(reverse("learn"), {"q": "<script>zzzz qqqq"}).content.decode()
    assert "No injury has these words." in said
    assert "<script>zzzz" not in said


@pytest.mark.parametrize("address", ["/learn/phases/nothing", "/learn/injuries/nothing", "/learn/injuries/"])
def test_a_page_that_is_not_there_is_said_so(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_page_is_light_and_asks_the_database_nothing_of_a_visitor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    addresses = [reverse(name) for name in ("learn", "learn_signs", "learn_deciding", "learn_not")]
    addresses += [reverse("learn_phase", args=[one]) for one in PHASES]
    addresses += [reverse("learn_injury", args=[one]) for one in tables.injuries]
    with django_assert_num_queries(0):
        shown = {address: client.get(address).content for address in addresses}
    assert {one for one, content in shown.items() if len(gzip.compress(content)) > MOST_BYTES} == set()


def test_who_has_an_injury_finds_their_own_page_and_phase_on_top(
    owner: Account, client_of: ClientOf, episode_of: EpisodeOf
) -> None:
    episode_of(owner)
    said = client_of(owner).get(reverse("learn")).content.decode()
    top = said.split('id="road"')[0]
    assert reverse("learn_injury", args=["achilles_midportion"]) in top
    assert reverse("learn_phase", args=["rest"]) in top
    assert 'class="tabs"' in said
    assert 'class="tabs"' not in client_of(None).get(reverse("learn")).content.decode()


def test_an_exercise_leads_a_visitor_to_its_row_and_a_runner_to_their_library(
    client: Client, owner: Account, client_of: ClientOf
) -> None:
    library = reverse("library_exercise", args=[tables.injury_exercises["achilles_midportion"].phase2[0]])
    assert library not in injury_page(client, "achilles_midportion")
    mine = client_of(owner)
    assert library in injury_page(mine, "achilles_midportion")
    assert mine.get(library).status_code == 200


def test_the_pages_that_matter_lead_here(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode_of(owner)
    client = client_of(owner)
    here = {
        "today": [reverse("learn_phase", args=["rest"]), reverse("learn_injury", args=["achilles_midportion"])],
        "gate": [reverse("learn_phase", args=["rest"]), reverse("learn_injury", args=["achilles_midportion"])],
        "why": [reverse("learn_deciding")],
        "settings": [reverse("learn")],
    }
    for name, addresses in here.items():
        said = client.get(reverse(name)).content.decode()
        assert all(f'href="{one}"' in said for one in addresses), name
