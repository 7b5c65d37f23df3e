"""Illness (pain_rules r_illness): nothing while ill, one whole day well, a calm week after fever, and whom to see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import See
from opbouw.core.events import AwaySet
from opbouw.core.walk import Walk
from opbouw.evidence import tables

FEVER = ("fever", "chest")
CHEST = "chest_symptoms"  # its code among the referrals
ILLNESS_LOOKBACK_DAYS = 28  # a longer silence has its own rule: restart
# Derived: r_illness refers without a number of days. Fever: as long as a sign may stay unknown (engine.md, order of
# work 2, three days); feeling unwell: as long as the calm week after fever (illness_fever_easy_days).
FEVER_LASTS_DAYS, UNWELL_LASTS_DAYS = 3, 7


def ill(case: Case, day: date) -> bool:
    """Ill, until one whole day without symptoms has passed and was told; silence after an illness stays ill."""
    if any(data.why == "ill" and data.start <= day <= data.to for _, data in case.log.of(AwaySet)):
        return True
    said = _told(case, day)
    away = _away_ill(case, day)
    sick = max([*(on for on, word in said.items() if word != "none"), *away], default=None)
    if sick is None:
        return False
    well_since = min((on for on in said if on > sick), default=None)
    return well_since is None or (day - well_since).days < int(tables.param("illness_symptom_free_days").value)


def _away_ill(case: Case, day: date) -> list[date]:
    """The last days of being away for illness that ended within four weeks; that it is over has to be told."""
    first = day - timedelta(days=ILLNESS_LOOKBACK_DAYS)
    return [data.to for _, data in case.log.of(AwaySet) if data.why == "ill" and first <= data.to < day]


def _told(case: Case, day: date) -> Mapping[date, str]:
    """What the last four weeks said of being ill, by day; nothing where all of them were well."""
    sick = case.diary.sick_between(day - timedelta(days=ILLNESS_LOOKBACK_DAYS), day)
    if not sick and not _away_ill(case, day):
        return {}
    days = (day - timedelta(days=n) for n in range(ILLNESS_LOOKBACK_DAYS + 1))
    told = ((on, case.diary.answers.get(on)) for on in days)
    return {on: one.ill for on, one in told if one is not None and one.ill is not None}


def days_ill(case: Case, day: date, *words: str) -> int:
    """Days from the first to the last sick day (of those kinds) of the illness told last, if it is not over yet."""
    said = _told(case, day)
    if not said or said[max(said)] == "none":
        return 0
    well = max((on for on, word in said.items() if word == "none"), default=date.min)
    sick = [on for on, word in said.items() if on > well and word in words]
    return (max(sick) - min(sick)).days + 1 if sick else 0


def lasts(case: Case, day: date) -> int:
    """Days ill once a fever or feeling unwell lasts too long to wait for; 0 before."""
    fever, unwell = days_ill(case, day, *FEVER), days_ill(case, day, "unwell", *FEVER)
    return unwell if fever >= FEVER_LASTS_DAYS or unwell >= UNWELL_LASTS_DAYS else 0


def chest(case: Case, walk: Walk, day: date) -> bool:
    """Chest symptoms told on a day, with nobody who looked since (illness_fever_easy_days: chest symptoms: refer)."""
    said = case.diary.answers.get(day)
    looked = walk.reviewed_on is not None and walk.reviewed_on >= day
    return said is not None and said.ill == "chest" and not looked


def chest_unseen(walk: Walk) -> bool:
    """Whether chest symptoms still wait for a doctor: nothing is planned until then."""
    return CHEST in walk.review_for


def after_fever(case: Case, day: date) -> bool:
    """Within seven days of fever: easy only, nothing new."""
    days = int(tables.param("illness_fever_easy_days").value)
    if not case.diary.sick_between(day - timedelta(days=days), day):
        return False
    recent = (case.diary.answers.get(day - timedelta(days=back)) for back in range(days + 1))
    return any(said is not None and said.ill in FEVER for said in recent)


def calm_rpe(case: Case, day: date) -> int | None:
    """The most effort (0-10) of any session within seven days of fever; None outside them."""
    return int(tables.param("illness_easy_rpe_max").value) if after_fever(case, day) else None


def calmed(case: Case, day: date, rpe: int) -> int:
    """The effort (0-10) of a session, no more than a calm one within seven days of fever."""
    most = calm_rpe(case, day)
    return rpe if most is None else min(rpe, most)


def see_for_illness(case: Case, walk: Walk, day: date) -> See | None:
    """Whom to see, and how soon: a doctor today for chest symptoms, a doctor for an illness that lasts."""
    if chest_unseen(walk):
        return See("doctor", "same_day")
    return See("doctor", "when_convenient") if lasts(case, day) else None
