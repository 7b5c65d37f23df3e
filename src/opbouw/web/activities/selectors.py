"""Reading imports. Every function starts from the account that asks, so nobody sees another's."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opbouw.activities import reason_text
from opbouw.activities.model import activity_id
from opbouw.web.activities.models import Import, Line
from opbouw.web.store.selectors import Asker
from opbouw.web.twice.wording import FIELDS
from opbouw.web.ui import say

STATUS_ORDER = ("refused", "taken", "known", "skipped")
_FILES = ("fit", "tcx", "gpx")  # a file of these is of activities alone
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
    return wanted.select_related("batch").order_by(rank, "path", "again")


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
        "again": again_said(batch),
        "can_undo": state != "undone",
        "can_go_on": state in ("cancelled", "stopped"),
    }


def again_said(batch: Import) -> list[str]:
    """Why an import was read again and what became different by it, in sentences; nothing for a first reading."""
    if batch.reading == 1 or batch.undone_at is not None:
        return []
    why = {
        "reader": _("Opbouw has become better at reading, so these files are read again."),
        "columns": _("You told what the columns of a table hold, so these files are read again."),
    }
    said = [why[batch.why]] if batch.why in why else []
    if batch.finished_at is None:
        return [*said, _("Everything from before stays until that is done.")]
    return [*said, *_changes_said(batch.changed)] if said or batch.changed else []


def _changes_said(changed: dict[str, int]) -> list[str]:
    said = []
    if number := changed.get("new"):
        said.append(ngettext("%(n)s activity is new.", "%(n)s activities are new.", number) % {"n": number})
    if number := changed.get("activities"):
        fields = ", ".join(str(word).lower() for name, word in FIELDS.items() if name in changed)
        other = ngettext(
            "%(n)s activity says something else now: %(fields)s.",
            "%(n)s activities say something else now: %(fields)s.",
            number,
        )
        plain = ngettext("%(n)s activity says something else now.", "%(n)s activities say something else now.", number)
        said.append((other if fields else plain) % {"n": number, "fields": fields})
    if number := changed.get("gone"):
        text = ngettext("%(n)s activity is not found any more.", "%(n)s activities are not found any more.", number)
        said.append(text % {"n": number})
    if number := changed.get("log"):
        text = ngettext(
            "Your plan was decided again with %(n)s corrected activity. Of what is older than two days the larger of"
            " the old and the new value counts.",
            "Your plan was decided again with %(n)s corrected activities. Of what is older than two days the larger of"
            " the old and the new value counts.",
            number,
        )
        said.append(text % {"n": number})
    return said or [_("Nothing became different.")]


def counts_of(batch: Import) -> list[tuple[str, int]]:
    """How many files had which end, those that could not be read first."""
    return [(status_word(one), getattr(batch, one)) for one in STATUS_ORDER if getattr(batch, one)]


def line_shown(line: Line) -> dict[str, Any]:
    """One line of a report in words, a member of an archive by its own name with the archive beside it."""
    archive, _mark, inner = line.path.rpartition("!")
    names = {"name": inner.rsplit("/", 1)[-1], "archive": archive.rsplit("/", 1)[-1]}
    own = {"id": line.pk, "batch": line.batch_id, "table": line.table if line.batch.finished_at is not None else None}
    single = line.status == "taken" and line.activities == 1 and line.format in _FILES
    own["activity"] = activity_id(line.file_hash, 0) if single and line.file_hash else None
    return {**names, **own, "status": line.status, "word": status_word(line.status), "text": reason_of(line)}


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
