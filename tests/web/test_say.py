"""Words the pages share: sources by their first author and year, and how often something is run."""

import pytest

from opbouw.evidence import tables
from opbouw.web.ui import say


@pytest.mark.parametrize(
    ("citation", "name"),
    [
        ("Silbernagel KG, Thomeé R, Eriksson BI, Karlsson J. 2007. Am J Sports Med 35(6):897-906.", "Silbernagel 2007"),
        ("de Vos RJ et al. (Dutch multidisciplinary guideline). 2021. Br J Sports Med", "de Vos 2021"),
        ("Van Hooren B et al. 2024. Scand J Med Sci Sports", "Van Hooren 2024"),
        ("Steunebrink M. 19 Jan 2026. hardlopen.nl", "Steunebrink 2026"),
        ("adviesbijklachten.nl, 19 Feb 2026, Terug naar hardlopen", "adviesbijklachten.nl 2026"),
        ("Colagiuri P (sports physiotherapist), return-to-running protocol", "Colagiuri"),
        ("Wells DVT score as reproduced in emergency-medicine references", "Wells DVT score as reproduced in …"),
        ("NHS Couch to 5K, week-by-week text", "NHS Couch to 5K"),
    ],
)
def test_a_source_is_named_by_its_first_author_and_year(citation: str, name: str) -> None:
    assert say._short(citation) == name


def test_every_source_has_a_short_name_without_the_month_of_another_language() -> None:
    names = [say._short(row.citation) for row in tables.sources.values()]
    assert all(0 < len(name) <= 60 for name in names)
    assert not [name for name in names if " Jan " in name or " Feb " in name]


def test_the_same_name_is_said_once() -> None:
    two = [
        key for key, row in tables.sources.items() if row.citation.startswith("Nielsen RO") and "2014" in row.citation
    ]
    assert len(two) > 1
    assert say.source_names(two) == "Nielsen 2014"


@pytest.mark.parametrize(("reps", "title"), [(1, "Running, 22 min"), (4, "Running, 4 × 22 min")])
def test_how_often_is_said_when_it_is_more_than_once(reps: int, title: str) -> None:
    session = {"kind": "run", "intervals": [{"kind": "run", "reps": reps, "seconds": 1320}]}
    assert say.session_title(session).replace("\xa0", " ") == title
