"""Every table as rows and back, on the database of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from opbouw.cli.problems import Problem
from opbouw.cli.rows import kept_models, read_rows, write_rows
from opbouw.core.events import event_to_dict
from opbouw.exports.logs import read_log
from opbouw.web.accounts import services as accounts
from opbouw.web.store import services
from opbouw.web.store.models import EventRow, Runner
from tests.cli.conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OPENED = {"injury": "achilles_midportion", "onset_on": "2026-03-01"}


def _fill() -> None:
    account = accounts.create_owner("Anna", "three calm words", "en")
    log = read_log([line("episode_opened", "2026-03-02", OPENED, 1), line("checked_in", "2026-03-03", {}, 2)])
    services.load_log(account.runner, [event_to_dict(event) for event in log])


def _everything() -> dict[str, list[object]]:
    return {str(model): list(model.objects.order_by("pk").values()) for model in kept_models()}  # type: ignore[attr-defined]


def test_rows_come_back_as_they_were_and_new_ones_follow(tmp_path: Path) -> None:
    _fill()
    before = _everything()
    assert len(write_rows(tmp_path)) == len(kept_models())
    more = read_log([line("checked_in", "2026-03-04", {}, 3)])
    runner = Runner.objects.get()
    services.load_log(runner, [event_to_dict(event) for event in more])
    read_rows(tmp_path)
    assert _everything() == before
    services.load_log(Runner.objects.get(), [event_to_dict(event) for event in more])
    assert EventRow.objects.count() == 3


@pytest.mark.parametrize("content", ["not json\n", '{"id": 1, "colour": "blue"}\n', None])
def test_rows_that_do_not_fit_change_nothing(tmp_path: Path, content: str | None) -> None:
    _fill()
    before = _everything()
    write_rows(tmp_path)
    path = tmp_path / "store.runner.jsonl"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    with pytest.raises(Problem, match=r"with the version that made it|do not fit"):
        read_rows(tmp_path)
    assert _everything() == before
