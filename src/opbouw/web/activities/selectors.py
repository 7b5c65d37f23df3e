"""Reading imports. Every function starts from the account that asks, so nobody sees another's."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opbouw.activities import reason_text
from opbouw.web.activities.models import Import, Line
from opbouw.web.store.selectors import Asker
from opbouw.web.ui import say

STATUS_ORDER = ("refused", "taken", "known", "skipped")
LIVE = ("waiting", "reading")


def imports_of(account: Asker) -> QuerySet[Import]:
    """What this account gave, the newest first."""
    return Import.objects.filter(runner__account_id=account.pk) if account.pk else Import.objects.none()


def own_import(account: Asker, import_id: UUID) -> Import | None:
    """One import of this account."""
    return imports_of(account).filter(pk=import_id).first()


def lines_of(account: Asker, batches: Iterable[Import] | None = None) -> QuerySet[Line]:
    """What became of each file of this account's imports, what could not be read first."""
    rank = Case(*(When(status=one, then=Value(at)) for at, one in enumerate(STATUS_ORDER)), output_field=IntegerField())
    lines = Line.objects.filter(batch__in=imports_of(account).filter(undone_at=None))
    wanted = lines if batches is None else lines.filter(batch__in=list(batches))
    return wanted.order_by(rank, "path", "again")


def still_reading(account: Asker) -> bool:
    """Whether an import of this account is waiting or being read, so that its history is not whole yet."""
    return any(one.state in LIVE for one in imports_of(account).filter(finished_at=None))


def shown(batch: Import) -> dict[str, Any]:
    """One import as its page shows it."""
    state = batch.state
    return {
        "batch": batch,
        "state": state,
        "live": state in LIVE,
        "word": _state_word(state),
        "counts": counts_of(batch),
        "can_undo": state != "undone",
        "can_go_on": state in ("cancelled", "stopped"),
    }


def counts_of(batch: Import) -> list[tuple[str, int]]:
    """How many files had which end, those that could not be read first."""
    return [(status_word(one), getattr(batch, one)) for one in STATUS_ORDER if getattr(batch, one)]


def line_shown(line: Line) -> dict[str, Any]:
    """One line of a report in words, a member of an archive by its own name with the archive beside it."""
    archive, _mark, inner = line.path.rpartition("!")
    names = {"name": inner.rsplit("/", 1)[-1], "archive": archive.rsplit("/", 1)[-1]}
    return {**names, "status": line.status, "word": status_word(line.status), "text": reason_of(line)}


def status_word(status: str) -> str:
    """What became of a file, in a word."""
    return {"taken": _("read"), "known": _("already here"), "skipped": _("no activity"), "refused": _("not readable")}[
        status
    ]


def _state_word(state: str) -> str:
    return {
        "waiting": _("Waiting to be read"),
        "reading": _("Being read"),
        "stopped": _("Stopped by itself"),
        "cancelled": _("Stopped by you"),
        "done": _("Read"),
        "undone": _("Taken back"),
    }[state]


def reason_of(line: Line) -> str:
    """What became of a file, in a sentence in the language of the page."""
    language = "nl" if (get_language() or "").startswith("nl") else "en"
    if line.status != "taken" or not line.activities:
        return reason_text(line.reason_code, line.params, language)
    parts = []
    if line.activities > 1:
        parts.append(ngettext("%(n)s activity", "%(n)s activities", line.activities) % {"n": line.activities})
    if line.distance_m:
        parts.append(f"{say.number(line.distance_m / 1000)}{say.NBSP}km")
    if line.seconds:
        parts.append(f"{say.number(line.seconds / 60, 0)}{say.NBSP}min")
    if line.reason_code == "taken_with_warnings":
        parts.append(reason_text(line.reason_code, line.params, language))
    return ", ".join(parts) or reason_text(line.reason_code, line.params, language)


def level_pairs(found: dict[str, Any] | None) -> list[tuple[str, str]]:
    """An old level as pairs of a name and a value."""
    if not found:
        return []
    pairs = []
    if "weekly_km" in found:
        pairs.append((_("Usual week"), f"{say.number(found['weekly_km'])}{say.NBSP}km"))
    if "peak_weekly_km" in found:
        pairs.append((_("Last month before"), f"{say.number(found['peak_weekly_km'])}{say.NBSP}km"))
    if "weekly_runs" in found:
        pairs.append((_("Runs a week"), say.number(found["weekly_runs"])))
    if "longest_km" in found:
        pairs.append((_("Longest run"), f"{say.number(found['longest_km'])}{say.NBSP}km"))
    if "easy_pace_s_per_km" in found:
        pairs.append((_("Easy pace"), f"{say.pace(found['easy_pace_s_per_km'])}{say.NBSP}/km"))
    return pairs
