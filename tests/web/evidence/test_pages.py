"""The evidence register on pages: readable by everybody, searched without script, in both languages."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.web.accounts.models import Account
from opbouw.words.evidence import found, table_name
from opbouw.words.hard_limits import hard_limits
from opbouw.words.register import by_ref, contested, table_ids
from tests.web.conftest import ClientOf

pytestmark = pytest.mark.django_db
LANGS = ("nl", "en")


def page(client: Client, address: str, lang: str = "en") -> str:
    """What a page says, its entities undone."""
    client.cookies["opbouw_language"] = lang
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("lang", LANGS)
def test_the_overview_names_every_table_and_what_is_contested(client: Client, lang: str) -> None:
    said = page(client, reverse("evidence"), lang)
    assert all(table_name(one, lang) in said for one in table_ids())
    assert all(getattr(one, lang) in said for one in contested().values())
    assert f'lang="{lang}"' in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_search_shows_value_unit_use_source_grade_and_dispute(client: Client, lang: str) -> None:
    said = page(client, f"{reverse('evidence')}?q=params:session_cap_pct", lang)
    assert "<b>10</b> %" in said
    assert f"{reverse('evidence_limits')}#session_cap" in said
    assert "Frandsen JSB et al. 2025. Br J Sports Med 59(17):1203-1210." in said
    assert 'href="https://doi.org/10.1136/bjsports-2024-109380"' in said
    assert {"nl": "schatting", "en": "estimate"}[lang] in said
    assert {"nl": "omstreden", "en": "contested"}[lang] in said
    assert contested()["session_spike"].en in said if lang == "en" else contested()["session_spike"].nl in said


def test_a_table_of_one_row_is_not_called_rows(client: Client) -> None:
    for lang, one, wrong in (("nl", "1 rij<", "1 rijen"), ("en", "1 row<", "1 rows")):
        text = client.get("/evidence", headers={"accept-language": lang}).content.decode()
        assert one in text
        assert f">{wrong}" not in text


def test_rows_are_shown_twenty_at_a_time(client: Client) -> None:
    address = f"{reverse('evidence')}?table=criteria"
    first, second = page(client, address), page(client, f"{address}&page=2")
    ids = re.compile(r'<article class="card number" id="([^"]+)"')
    assert len(ids.findall(first)) == len(ids.findall(second)) == 20
    assert not set(ids.findall(first)) & set(ids.findall(second))
    assert f"Page 1 of {-(-len(found('en', table='criteria')) // 20)}" in first
    assert "?table=criteria&page=2" in first
    assert "?table=criteria&page=1" in second


def test_grade_and_dispute_narrow_the_rows(client: Client) -> None:
    said = page(client, f"{reverse('evidence')}?grade=trial&argued=1")
    assert len(found("en", grade="trial", argued=True)) == said.count('<article class="card number"') > 0
    assert "checked" in said
    assert '<option value="trial" selected>' in said


@pytest.mark.parametrize(
    "query", ["q=zzzz+nothing", "table=nothing&page=-1", "page=2²", "grade=x&page=99999", "q=%00%3Cscript%3E"]
)
def test_what_is_not_there_is_answered_calmly(client: Client, query: str) -> None:
    response = client.get(f"{reverse('evidence')}?{query}")
    assert response.status_code == 200
    assert b"</h1>" in response.content
    assert b"<script>" not in response.content


def test_a_page_beyond_the_last_is_the_last(client: Client) -> None:
    said = page(client, f"{reverse('evidence')}?table=pain_rules&page=9")
    assert said.count('<article class="card number"') == len(found("en", table="pain_rules"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_hard_limit_stands_on_its_page_with_numbers_rows_and_hazard(client: Client, lang: str) -> None:
    said = page(client, reverse("evidence_limits"), lang)
    for one in hard_limits(lang):
        assert f'<article class="card number" id="{one.id}">' in said
        assert one.text in said
        assert all(hazard in said for _, hazard in one.hazards)
    assert len(HARD_LIMITS) == said.count("<article")


def test_who_is_logged_in_keeps_the_bars_and_a_visitor_has_none(owner: Account, client_of: ClientOf) -> None:
    assert 'class="tabs"' in page(client_of(owner), reverse("evidence"))
    assert 'class="tabs"' not in page(client_of(None), reverse("evidence"))


def test_every_link_to_a_row_finds_that_row(client: Client) -> None:
    rows = {ref for limit in HARD_LIMITS.values() for ref in limit.rows}
    assert rows <= set(by_ref())
    for ref in sorted(rows)[::7]:
        assert f'id="{ref}"' in page(client, f"{reverse('evidence')}?q={ref}")


def test_every_page_leads_to_the_register(client: Client) -> None:
    assert f'href="{reverse("evidence")}"' in page(client, reverse("evidence"))
