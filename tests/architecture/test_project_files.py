"""No file of the project tells about one machine, and nothing is left for later."""

import pytest

from tests.architecture.files import named, project_files, text_of
from tests.architecture.traces import traces


def test_no_file_has_a_trace_of_a_machine_a_registry_or_unfinished_work() -> None:
    texts = {named(path): text_of(path) for path in project_files()}
    found = [f"{name}:{what}" for name, text in texts.items() if text is not None for what in traces(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("see /wo" + "rk/main/x", "1: a path of one machine (/wo" + "rk/m)"),
        ("a\nb = '/ho" + "me/ann/x'", "2: a path of one machine (/ho" + "me/a)"),
        ("-i https://py" + "pi.org/simple", "1: an address of a registry (py" + "pi.org)"),
        ("# TO" + "DO later", "1: work left for later (TO" + "DO)"),
        ("<<<" + "<<<< HEAD", "1: a conflict (<<<" + "<<<<)"),
    ],
)
def test_a_trace_is_found_and_named_with_its_line(text: str, what: str) -> None:
    assert traces(text) == [what]


@pytest.mark.parametrize(
    "text", ["https://doi.org/10.1136/x", "/ho" + "mework", "docs/wo" + "rk/plan", "the road/ro" + "ot cause"]
)
def test_an_ordinary_text_has_no_trace(text: str) -> None:
    assert traces(text) == []


def test_every_pinned_package_has_a_hash() -> None:
    for name in ("build", "runtime", "dev"):
        path = next(path for path in project_files() if named(path) == f"requirements/{name}.txt")
        entries = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        assert entries
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
