"""From answers to an episode: all events at once, in one transaction."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction

from opbouw.activities.model import ActivityFacts
from opbouw.core.events import parse_event
from opbouw.core.log import Log, read_log
from opbouw.history import baseline
from opbouw.history.baseline import Baseline
from opbouw.web.accounts.models import Account
from opbouw.web.activities.logged import imported
from opbouw.web.onboarding import forms, steps
from opbouw.web.onboarding.models import Draft
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Episode

Fact = dict[str, Any]
LEVEL_FIELDS = ("weekly_km", "peak_weekly_km", "weekly_runs", "longest_km", "easy_pace_s_per_km")


def finish(account: Account, draft: Draft, today: date) -> Episode:
    """Open the episode with everything that was answered; done twice, it is there once."""
    facts = list(events_from(draft, selectors.history_of(account), today))
    with transaction.atomic():
        episode = services.open_episode(actor_for(account), draft.episode_id, facts)
        draft.delete()
    return episode


def events_from(draft: Draft, activities: Iterable[ActivityFacts], today: date) -> Iterator[Fact]:
    """The log an episode opens with, as the JSON objects of the contract; ids stay the same for the same draft."""
    answers = draft.answers
    said = (
        ("episode_opened", _opened(answers)),
        ("profile_set", _profile(answers)),
        *_screens(answers),
        ("cleared", _cleared(answers)),
        ("baseline_set", _baseline(answers)),
        ("availability_set", _availability(answers)),
        ("goal_set", _goal(answers)),
    )
    for number, (kind, data) in enumerate(said):
        if data:
            name = uuid.uuid5(draft.episode_id, f"{number}:{kind}")
            yield {"id": str(name), "type": kind, "on": today.isoformat(), "data": data}
    for one in activities:
        if one.local_date is not None and one.local_date <= today:
            yield imported(draft.episode_id, one)


def log_so_far(draft: Draft, now: datetime) -> Log:
    """The log as it would begin with what is answered up to a stop, for the letter; nothing is kept.

    :param now: the moment in the runner's own time zone.
    """
    said = (("episode_opened", _opened(draft.answers)), *_screens(draft.answers))
    told = [
        {
            "id": str(uuid.uuid5(draft.episode_id, f"{number}:{kind}")),
            "episode": str(draft.episode_id),
            "type": kind,
            "on": now.date().isoformat(),
            "recorded_at": now.isoformat(),
            "by": {"role": "runner"},
            "v": 1,
            "data": data,
        }
        for number, (kind, data) in enumerate(said)
    ]
    return read_log([parse_event(one) for one in told], now.date())


def found_level(account: Account, answers: forms.Answers) -> Baseline | None:
    """The old level in the archive before the onset, or None when no week before it has a run."""
    return baseline(selectors.history_of(account), date.fromisoformat(answers["since"]["onset_on"]))


def _opened(answers: forms.Answers) -> Fact:
    side = answers["where"]["place"].split(":")[1]
    since, what = answers["since"], answers["what"]
    data = {
        name: since[name]
        for name in ("onset_on", "course", "severity", "last_run_on", "pain_starts_min")
        if name in since
    }
    again = {"yes": True, "no": False}.get(since["recurrence"])
    return _known(
        **data,
        injury=what["injury"],
        named_by=what["named_by"],
        side=side,
        spot=forms.region_of(answers),
        recurrence=again,
    )


def _profile(answers: forms.Answers) -> Fact:
    you = answers["you"]
    pregnant = False if steps.screen_answers(answers).get("rf_pregnant") == "no" else None
    return _known(
        birth_year=you.get("birth_year"),
        sex=you.get("sex"),
        years_running=you.get("years_running"),
        pregnant_or_postpartum=pregnant,
    )


def _screens(answers: forms.Answers) -> tuple[tuple[str, Fact], ...]:
    """The answers; and before them those that were taken back, so that the first report stays."""
    final = steps.screen_answers(answers)
    first = answers.get("signs_first") or {}
    taken_back = any(said == "yes" and final.get(flag) != "yes" for flag, said in first.items())
    if not taken_back:
        return (("screened", {"answers": final, "why": "first"}),)
    return (
        ("screened", {"answers": {**final, **first}, "why": "first"}),
        ("screened", {"answers": final, "why": "mistake"}),
    )


def _cleared(answers: forms.Answers) -> Fact:
    seen = answers["seen"]
    if seen["seen_by"] == "none" or not seen.get("scope"):
        return {}
    names = ("seen_by", "seen_name", "seen_on", "scope", "imaging", "max_run_min", "not_before", "said")
    told = {name: seen[name] for name in names if name in seen}
    return {**told, "flags": steps.open_flags(answers), "injury": answers["what"]["injury"], "reported_by": "runner"}


def _baseline(answers: forms.Answers) -> Fact:
    level = answers["level"]
    data = {name: level[name] for name in LEVEL_FIELDS if name in level}
    found = level.get("found")
    if found and all(level.get(name) == found.get(name) for name in LEVEL_FIELDS):
        return {**data, "weeks_used": found["weeks_used"], "source": "archive"}
    return {**data, "source": "typed"} if data else {}


def _availability(answers: forms.Answers) -> Fact:
    possible = answers["possible"]
    usual = int(possible["minutes"])
    days = {day: possible.get(f"minutes_{day}", usual) for day in possible["days"]}
    return {"weekdays": days, "modalities": possible.get("modalities", []), "equipment": possible.get("equipment", [])}


def _goal(answers: forms.Answers) -> Fact:
    level = answers["level"]
    if "goal" not in level:
        return {}
    race = level["goal"] == "race"
    return _known(kind=level["goal"], distance_km=level.get("goal_km") if race else None, on=level.get("goal_on"))


def _known(**values: Any) -> Fact:
    return {name: value for name, value in values.items() if value is not None}
