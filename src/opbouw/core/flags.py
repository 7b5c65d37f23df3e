"""Warning signs and locks: which are open, which questions wait, what a professional has cleared."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from opbouw.core.decision import See
from opbouw.core.diary import Diary
from opbouw.core.events import CheckedIn, Cleared, Event, Screened
from opbouw.core.log import Log, days_late, is_late
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

URGENCY = ("emergency", "same_day", "before_running")
UNKNOWN_REFER_DAYS = 3  # engine.md, order of work 2
MISTAKE_AGAIN_DAYS = 14
LIMP_ASK_DAYS = 3  # rf_limp_48h: still limping after 48 hours
REST_PAIN, BONE_REST_PAIN = 2, 0  # gate_criteria rl_rest_pain, rl_rest_pain_bone: above this rest pain is new
NEW_SPOT = "new_spot"
STIFF_SEVERAL_MIN = 60  # pain_rules.r_morning_stiffness, refer


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that holds running until it is yes or no."""

    id: str
    since: date


@dataclass(frozen=True, slots=True)
class FlagState:
    """How the warning signs stand on a day."""

    open: tuple[str, ...]
    pending: tuple[Pending, ...]
    screened_on: date | None
    mistake_on: date | None
    cleared_on: date | None
    new_spot: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """What valid clearances allow on a day; ``scope`` is empty without any."""

    scope: frozenset[str]
    seen: bool
    healed: bool
    max_run_min: float | None
    modalities: frozenset[str]
    body_weight_pct_max: float | None
    not_before: date | None
    valid_until: date | None


def questions_for(injury: Injury, spot: str | None) -> tuple[str, ...]:
    """Warning-sign questions of the injury's region; all of them when the spot is unknown."""
    places = set(injury.body_regions) | ({spot} if spot else set())
    if "unknown" in places:
        return tuple(tables.red_flags)
    extra = {
        q for place in places for q in (*tables.regions[place].bone_questions, *tables.regions[place].other_questions)
    }
    return tuple(
        flag.id
        for flag in tables.red_flags.values()
        if "all" in flag.regions or places & set(flag.regions) or flag.id in extra
    )


def bone_questions_for(injury: Injury, spot: str | None) -> frozenset[str]:
    """Bone questions of the spot; of every region of the injury when no spot was given."""
    places = {spot} if spot in injury.body_regions else {*injury.body_regions, *({spot} if spot else set())}
    rows = [tables.regions[place] for place in places]
    return frozenset(q for row in rows if row.palpation_bone_risk for q in row.bone_questions)


def signs_after(signs: Signs, log: Log, diary: Diary, injury: Injury, day: date) -> Signs:
    """The warning signs after what a day brought: answers, triggers and clearances, in the order they were told."""
    events = [one for one in log.by_day.get(day, ()) if one.type in ("screened", "cleared")]
    said = diary.answers.get(day)
    if said is None and not events:
        return signs
    signs = signs.copy()
    moments: list[tuple[datetime, str, Event | None]] = [(one.recorded_at, one.id, one) for one in events]
    moments += [(at, flag, None) for at, flag in _triggers(signs, log, diary, injury, day)]
    for at, name, event in sorted(moments, key=lambda one: one[:2]):
        if event is None:
            signs.ask(name, day, at)
        elif isinstance(event.data, Screened):
            signs.screen(event)
        else:
            signs.clear(event)
    return signs.settled() if moments else signs


def _triggers(signs: Signs, log: Log, diary: Diary, injury: Injury, day: date) -> list[tuple[datetime, str]]:
    """Questions that a day's answers raise, with the instant of the first answer that raised them."""
    said = diary.answers.get(day)
    if said is None:
        return []
    checks = [event for event in log.by_day.get(day, ()) if event.type == "checked_in"]
    found: list[tuple[datetime, str]] = []

    def ask(flag: str, raises: Callable[[CheckedIn], bool]) -> None:
        found.append((min(event.recorded_at for event in checks if raises(event.data)), flag))

    calm = BONE_REST_PAIN if injury.id.startswith("bsi_") else REST_PAIN
    rest_pain = signs.rest_pain
    if said.night_pain:
        ask("rf_night_pain", lambda one: one.night_pain is True)
    elif said.pain_rest is not None and rest_pain is not None and rest_pain <= calm < said.pain_rest:
        ask("rf_night_pain", lambda one: (one.pain_rest or 0) > calm)
    if said.ill == "chest":
        ask("rf_chest", lambda one: one.ill == "chest")
    if signs.limped(diary, day) >= LIMP_ASK_DAYS:
        ask("rf_limp_48h", lambda one: one.limping is True)
    if said.stiffness_spread == "several" and (said.stiffness_min or 0) > STIFF_SEVERAL_MIN:
        ask("rf_inflammatory", lambda one: True)
    signs.rest_pain = said.pain_rest if said.pain_rest is not None else rest_pain
    return found + [
        (event.recorded_at, NEW_SPOT)
        for event in checks
        if event.data.new_spot or any((one.pain or 0) > 0 for one in event.data.other_spots or ())
    ]


class Signs:
    """Answers, triggers and clearances applied in order: what stands open, what waits, what was answered when."""

    __slots__ = (
        "answered",
        "bone",
        "cleared_on",
        "limping",
        "mistake_on",
        "mistakes",
        "new_spot_at",
        "open",
        "region",
        "rest_pain",
        "state",
        "waiting",
    )

    def __init__(self, injury: Injury, spot: str | None) -> None:
        self.region, self.bone = frozenset(questions_for(injury, spot)), bone_questions_for(injury, spot)
        self.open: dict[str, date] = {}
        self.waiting: dict[str, date] = {}
        self.mistake_on: date | None = None
        self.mistakes: dict[str, date] = {}
        self.cleared_on: date | None = None
        self.new_spot_at: datetime | None = None
        self.answered: dict[str, tuple[date, datetime]] = {}
        self.limping = 0
        self.rest_pain: float | None = None
        self.state = self._result()

    def copy(self) -> Signs:
        """Another of the same, to go on from."""
        other = copy(self)
        other.open, other.waiting = dict(self.open), dict(self.waiting)
        other.mistakes, other.answered = dict(self.mistakes), dict(self.answered)
        return other

    def settled(self) -> Signs:
        """With the state as it stands now."""
        self.state = self._result()
        return self

    def limped(self, diary: Diary, day: date) -> int:
        """How many answered days in a row were limped, up to a day; days without an answer in between do not count."""
        said, before = diary.answers.get(day), diary.answers.get(day - timedelta(days=1))
        follows = self.limping == 0 or (before is not None and before.limping)
        limping = said is not None and bool(said.limping)
        self.limping = self.limping + 1 if limping and follows else int(limping)
        return self.limping

    def ask(self, flag: str, on: date, at: datetime) -> None:
        """A trigger asks a question, or tells of a new spot."""
        if flag == NEW_SPOT:
            self.new_spot_at = at
        else:
            self.waiting.setdefault(flag, on)

    def screen(self, event: Event) -> None:
        """Answers to warning-sign questions."""
        if event.data.why == "mistake" and self._mistake(event):
            return
        late = is_late(event)
        for flag, answer in event.data.answers.items():
            if flag not in tables.red_flags:
                continue
            if answer == "yes":
                self.open.setdefault(flag, event.on)
                self.waiting.pop(flag, None)
            elif answer == "no" and not late:
                self.waiting.pop(flag, None)
            elif answer == "unknown" and (tables.red_flags[flag].urgency != "before_running" or flag in self.bone):
                self.waiting.setdefault(flag, event.on)
            if not late:
                self.answered[flag] = (event.on, event.recorded_at)

    def _mistake(self, event: Event) -> bool:
        """The one way out of a slip of the thumb: same day, every question of the region, all no, once in 14 days."""
        answers = event.data.answers
        same_day = {flag for flag, since in self.open.items() if since == event.on}
        complete = self.region <= set(answers) and all(answer == "no" for answer in answers.values())
        often = any(
            flag in self.mistakes and (event.on - self.mistakes[flag]).days < MISTAKE_AGAIN_DAYS for flag in same_day
        )
        if days_late(event) > 0 or not same_day or not complete or often or same_day != set(self.open):
            return False
        for flag in same_day:
            self.open.pop(flag)
            self.mistakes[flag] = event.on
        self.waiting.clear()
        self.answered |= dict.fromkeys(self.region, (event.on, event.recorded_at))
        self.mistake_on = event.on
        return True

    def clear(self, event: Event) -> None:
        """What a professional looked at."""
        data: Cleared = event.data
        for flag in data.flags or ():
            if flag in self.open and closes(event, flag, self.open[flag]):
                self.open.pop(flag)
                self.cleared_on = event.on
            if flag in self.waiting and closes(event, flag, self.waiting[flag]):
                self.waiting.pop(flag)

    def _screened(self) -> tuple[date | None, bool]:
        """The day since which every question of the region stands answered, and whether a new spot came after."""
        known = [self.answered.get(flag) for flag in self.region]
        if any(one is None for one in known):
            return None, self.new_spot_at is not None
        said = [one for one in known if one is not None]
        new = self.new_spot_at is not None and min(at for _, at in said) < self.new_spot_at
        return min(on for on, _ in said), new

    def _result(self) -> FlagState:
        order = list(tables.red_flags)
        screened_on, new_spot = self._screened()
        return FlagState(
            tuple(
                sorted(self.open, key=lambda flag: (URGENCY.index(tables.red_flags[flag].urgency), order.index(flag)))
            ),
            tuple(
                Pending(flag, since)
                for flag, since in sorted(self.waiting.items(), key=lambda one: order.index(one[0]))
            ),
            screened_on,
            self.mistake_on,
            self.cleared_on,
            new_spot,
        )


def doctor_needed(flag: str) -> bool:
    """Whether only a doctor's clearance closes a sign."""
    return tables.red_flags[flag].urgency != "before_running" or tables.flag_texts[flag].who != "physio_or_doctor"


def closes(event: Event, flag: str, since: date, *, bone: bool = False) -> bool:
    """Whether a clearance closes a sign: it names it, was seen no earlier, and by who may; a trainer never may."""
    data: Cleared = event.data
    if event.by.role == "trainer" or flag not in (data.flags or ()) or (data.seen_on or event.on) < since:
        return False
    return data.seen_by == "doctor" or not (bone or doctor_needed(flag))


def see_for_flags(flags: tuple[str, ...]) -> See | None:
    """Whom to see for the most urgent open sign."""
    if not flags:
        return None
    first = flags[0]
    return See(tables.flag_texts[first].who, tables.red_flags[first].urgency)


def permission(log: Log, injury: Injury, day: date) -> Permission:
    """What the newest valid clearance of the injury allows; an older one never widens it."""
    valid = [(event, data) for event, data in log.of(Cleared) if _counts(event, data, injury, day)]
    if not valid:
        return Permission(frozenset(), False, False, None, frozenset(), None, None, None)
    event, newest = valid[-1]
    scope, modalities = frozenset(newest.scope or ()), frozenset(newest.modalities or ())
    return Permission(
        scope=scope,
        seen=bool(scope or modalities),
        healed=any(data.imaging == "healed" for _, data in valid),
        max_run_min=newest.max_run_min,
        modalities=modalities,
        body_weight_pct_max=newest.body_weight_pct_max,
        not_before=newest.not_before,
        valid_until=_until(event, newest, injury),
    )


def _until(event: Event, data: Cleared, injury: Injury) -> date:
    if data.valid_until is not None:
        return data.valid_until
    days = tables.param("valid_days_clearance").value["bone" if injury.tissue == "bone" else "other"]
    return (data.seen_on or event.on) + timedelta(days=int(days))


def _counts(event: Event, data: Cleared, injury: Injury, day: date) -> bool:
    if event.on > day or data.injury != injury.id or event.by.role == "trainer" or _until(event, data, injury) < day:
        return False
    if data.seen_on is not None and data.seen_on > day:
        return False
    if injury.locked_until_clearance and data.seen_by != "doctor":
        return False
    return injury.risk_class != "high" or data.imaging == "healed" or "running" not in (data.scope or ())
