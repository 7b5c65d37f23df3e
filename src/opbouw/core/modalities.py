"""Which ways of cross-training a runner may do today: fits the injury, owned, liked, in season, pain-free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from opbouw.core.case import Case
from opbouw.core.company import Company
from opbouw.core.past import WEEK, bad_morning, sore_spots, works
from opbouw.core.spared import off_the_feet
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import ModalityForInjury

WINTER = (11, 12, 1, 2, 3)  # derived: the months of ice and snow
ON_FOOT = ("walking", "elliptical")  # the matrix: for an unknown injury not when foot, front of the shin or groin hurts
CROSS_KINDS = ("cross", "walk")


@cache
def _rows_of(injury: str) -> tuple[ModalityForInjury, ...]:
    return tuple(row for (of, name), row in tables.modality_matrix.items() if of == injury and name != "alterg")


def modalities(case: Case, walk: Walk, at: Day, company: Company) -> tuple[str, ...]:
    """Ways of cross-training for today, the liked ones first, then those with the least impact."""
    rows = _rows_of(case.injury.id)
    allowed = [row.modality for row in rows if _status_fits(case, row.modality, row.status, row.impact_level, at)]
    owned, likes = case.availability.modalities, case.availability.likes or ()
    dislikes, pauses = case.availability.dislikes or (), paused(case, walk, at)
    spots = sore_spots(case, at) | company.sore
    fine = [
        name
        for name in allowed
        if (owned is None or name in owned)
        and name not in dislikes
        and name not in pauses
        and not (walk.bone_stopped and name in ON_FOOT)
        and (company.modalities is None or name in company.modalities)
        and in_season(name, at.on)
        and not _on_a_sore_spot(case, name, spots)
    ]
    return tuple(sorted(fine, key=lambda name: (name not in likes, impact(name))))


def liked(case: Case, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``names`` between which the week varies: all that are liked, else the first two the runner named."""
    likes = case.availability.likes or ()
    found = tuple(name for name in names if name in likes)
    if found:
        return found
    return names[:1] if case.availability.modalities is None else names[:2]


def _status_fits(case: Case, modality: str, status: str, impact_level: int, at: Day) -> bool:
    if impact_level > 0 and off_the_feet(at):
        return False
    if at.locked and (case.injury.risk_class == "high" or impact_level > 0):
        return False
    if status == "ok":
        return True
    if status == "after_clearance":
        wanted = "impact" if impact_level else "movement"
        return at.allowed.seen and (modality in at.allowed.modalities or wanted in at.allowed.scope)
    return status == "ask" and modality in at.allowed.modalities


def _on_a_sore_spot(case: Case, modality: str, spots: frozenset[str]) -> bool:
    """The matrix speaks for the injury's own regions; for other sore spots and an unknown injury the modality's row."""
    avoid = set(tables.modalities[modality].avoid_regions)
    if case.injury.tissue == "unknown":
        return bool(avoid & spots) or (not spots - {"unknown"} and modality in ON_FOOT)
    return bool(avoid & (spots - set(case.injury.body_regions) - {case.log.start.spot or ""}))


def impact(modality: str) -> int:
    """Impact level of a modality, 0 none to 2 moderate."""
    return tables.modalities[modality].impact_level


def in_season(modality: str, day: date) -> bool:
    """Whether a modality can be done in the month of a day."""
    season = tables.modalities[modality].season
    return "all" in season or ("winter" in season and day.month in WINTER)


def paused(case: Case, walk: Walk, at: Day) -> Mapping[str, date]:
    """Modalities that rest for seven days after pain above the limit, with the day they may come back."""
    most = (walk.usual or 0.0) + tables.param("cross_pain_max").value["bone" if at.limits.bone else "other"]
    found: dict[str, date] = {}
    for work in works(case, at.on - timedelta(days=WEEK - 1), at.on, *CROSS_KINDS):
        name = work.data.modality or ("walking" if work.data.kind == "walk" else "")
        pain = max(work.data.pain_during or 0, work.data.pain_after or 0)
        if name in tables.modalities and (pain > most or _sore_after(case, walk, at, work.on)):
            found[name] = work.on + timedelta(days=WEEK)
    return found


def _sore_after(case: Case, walk: Walk, at: Day, on: date) -> bool:
    """A bad morning that nothing but cross-training can have brought: no run and no strength on the day or before."""
    if not bad_morning(case, walk, at, on + timedelta(days=1)):
        return False
    day_before = on - timedelta(days=1)
    return not case.diary.runs.between(day_before, on) and not works(case, day_before, on, "strength")
