"""Writes tests/corpus again: small files a reader must accept, and files it must refuse or skip by name.

Run with `python -m tests.activities.make_corpus`. What must come of a file in accept/ stands beside what makes it, in
the corpus modules here; a file in reject/ is called CODE--what-it-is.suffix.
"""

from collections.abc import Mapping
from pathlib import Path

from tests.activities import corpus_gpx, corpus_reject, corpus_rest, corpus_tcx
from tests.activities.corpus_case import Taken

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def accepted() -> dict[str, Taken]:
    """File name -> the bytes of a file that gives activities, and which."""
    cases: dict[str, Taken] = {}
    for module in (corpus_gpx, corpus_tcx, corpus_rest):
        more = module.accepted()
        assert not cases.keys() & more.keys(), cases.keys() & more.keys()
        cases |= more
    return cases


def rejected() -> dict[str, bytes]:
    """File name -> the bytes of a file that gives no activity."""
    return corpus_reject.rejected()


def files() -> Mapping[str, Mapping[str, bytes]]:
    """Folder -> file name -> bytes."""
    return {"accept": {name: case.data for name, case in accepted().items()}, "reject": rejected()}


def main() -> None:
    """Write every file, and remove what is no longer one."""
    for folder, wanted in files().items():
        for path in (CORPUS / folder).iterdir():
            if path.name not in wanted:
                path.unlink()
        for name, data in wanted.items():
            (CORPUS / folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
