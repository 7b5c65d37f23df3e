"""Dutch and English are of equal quality: every text has its translation, with the same parameters, compiled."""

import shutil
from pathlib import Path

import polib
import pytest

from tests.architecture.catalogs import catalog_problems, keys_in_sources, keys_of
from tests.architecture.files import PACKAGE, named
from tests.plugin import required

CATALOGS = sorted(PACKAGE.rglob("*.po"))


@pytest.mark.parametrize("path", CATALOGS, ids=named)
def test_every_text_is_translated_with_the_same_parameters_and_compiled(path: Path) -> None:
    assert catalog_problems(path) == []


def test_the_pages_have_a_dutch_catalogue() -> None:
    assert "src/opbouw/web/locale/nl/LC_MESSAGES/django.po" in [named(path) for path in CATALOGS]


def test_the_catalogue_holds_every_text_of_code_and_templates_and_no_other(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        if required():
            pytest.fail("gettext is not installed, and nothing may be left out here. Install gettext.")
        pytest.skip("Not run: gettext is not installed, so texts cannot be collected.")
    asked = keys_in_sources(PACKAGE / "web", "nl", tmp_path)
    held = keys_of(PACKAGE / "web" / "locale" / "nl" / "LC_MESSAGES" / "django.po")
    assert {"asked but not in the catalogue": asked - held, "in the catalogue but not asked": held - asked} == {
        "asked but not in the catalogue": set(),
        "in the catalogue but not asked": set(),
    }


def catalogue(folder: Path, *entries: polib.POEntry, compiled: bool = True) -> Path:
    """A catalogue with these entries in a scratch folder."""
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    file.extend(entries)
    file.save(str(folder / "django.po"))
    if compiled:
        file.save_as_mofile(str(folder / "django.mo"))
    return folder / "django.po"


def test_a_whole_catalogue_has_no_problems(tmp_path: Path) -> None:
    plural = polib.POEntry(msgid="one day", msgid_plural="%(n)s days", msgstr_plural={0: "één dag", 1: "%(n)s dagen"})
    path = catalogue(tmp_path, polib.POEntry(msgid="Go on, %(name)s", msgstr="Doorgaan, %(name)s"), plural)
    assert catalog_problems(path) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Stop", msgstr=""), "not translated: 'Stop'"),
        (polib.POEntry(msgid="Go on", msgstr="Door", flags=["fuzzy"]), "fuzzy: 'Go on'"),
        (polib.POEntry(msgid="%(n)s km", msgstr="kilometer"), "other parameters: '%(n)s km'"),
        (polib.POEntry(msgid="{a} km", msgstr="{a} {b} km"), "other parameters: '{a} km'"),
        (
            polib.POEntry(msgid="a day", msgid_plural="{n} days", msgstr_plural={0: "een dag", 1: "dagen"}),
            "other parameters: 'a day'",
        ),
    ],
)
def test_a_problem_of_a_translation_is_named(tmp_path: Path, entry: polib.POEntry, problem: str) -> None:
    assert problem in catalog_problems(catalogue(tmp_path, entry))


def test_a_catalogue_that_was_not_compiled_again_is_named(tmp_path: Path) -> None:
    path = catalogue(tmp_path, polib.POEntry(msgid="Stop", msgstr="Stop"), compiled=False)
    assert catalog_problems(path) == ["not compiled: django.mo is missing"]
    catalogue(tmp_path, polib.POEntry(msgid="Stop", msgstr="Stop"))
    catalogue(tmp_path, polib.POEntry(msgid="Stop", msgstr="Halt"), compiled=False)
    assert catalog_problems(path) == ["not compiled again: django.mo differs from django.po"]
