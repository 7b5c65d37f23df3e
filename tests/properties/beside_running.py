"""The work beside running, whatever was told: nothing on the spot, nothing that hurt, nothing before its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from hypothesis import strategies as st

from opbouw.core.decision import Decision, Session
from opbouw.evidence import tables
from tests.core.making import codes
from tests.properties.breaking import Log, holds
from tests.properties.following import answer, known_by
from tests.properties.incidents import FIRST_NUMBER, writer_for
from tests.properties.lives import Life
from tests.properties.registry import proved

WORK = ("strength", "mobility")
CROSS = ("cross", "walk")
EXERCISES = sorted(tables.exercises)
BACK = 12
HOW = st.fixed_dictionaries(
    {"reps": st.sampled_from([3, 30]), "pain": st.sampled_from([0, 3, 8]), "load_kg": st.sampled_from([5, 40])}
)
Check = Callable[[Log, Decision], Iterator[str]]


def _told(life: Life, data: st.DataObject) -> tuple[Log, date]:
    """The life with exercises told sore or heavy, most of them planned ones, other things at home, and a later day."""
    back = data.draw(st.integers(0, BACK))
    day = life.today - timedelta(days=back)
    made = answer(known_by(life.log, day), day)
    planned = sorted({name for _, name in _exercises(made)}) if isinstance(made, Decision) else []
    names = data.draw(
        st.lists(st.sampled_from([*planned, *planned, *EXERCISES[::9]]), min_size=1, max_size=5, unique=True)
    )
    disliked = data.draw(st.lists(st.sampled_from(planned or EXERCISES), max_size=2, unique=True))
    at_home = data.draw(st.sampled_from([[], ["band"], ["backpack", "ball", "foam roller"]]))
    done = [{"id": name, "sets": 3, **data.draw(HOW)} for name in names]
    cross = {"kind": "cross", "modality": data.draw(st.sampled_from(sorted(tables.modalities))), "minutes": 30}
    facts: list[tuple[str, dict[str, Any]]] = [
        ("session_done", {"kind": data.draw(st.sampled_from(WORK)), "minutes": 20, "exercises": done}),
        ("session_done", cross | {"pain_during": data.draw(st.sampled_from([0, 10]))}),
        ("availability_set", {"equipment": at_home, "dislikes": disliked}),
    ]
    writer = writer_for(life.log)
    writer.written = 4 * FIRST_NUMBER
    number = (day - writer.onset).days
    return (*life.log, *(writer.write(name, number, told, hour=20) for name, told in facts)), day + timedelta(days=1)


def _holds(life: Life, data: st.DataObject, check: Check) -> None:
    log, day = _told(life, data)

    def wrong(one: Log) -> str | None:
        known = known_by(one, day)
        made = answer(known, day)
        return next((f"{day}: {what}" for what in check(known, made)), None) if isinstance(made, Decision) else None

    holds(log, wrong)


def _exercises(made: Decision) -> Iterator[tuple[Session, str]]:
    for session in made.week:
        for dose in session.exercises:
            yield session, dose.id


def _spots(log: Log, made: Decision) -> set[str]:
    opened = next(one for one in log if one.type == "episode_opened").data
    return {*tables.injuries[made.injury].body_regions, *([opened.spot] if opened.spot else [])}


@proved("no exercise is offered that the injury avoids, or that waits for a clearance nobody gave")
def avoided(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        plan = tables.injury_exercises[made.injury]
        given = {word for one in log if one.type == "cleared" for word in one.data.scope or ()}
        for _, name in _exercises(made):
            row = tables.exercises[name]
            if name in plan.avoid or made.injury in row.contraindicated_injuries:
                yield f"{name} is not for {made.injury}"
            if name in plan.locked_until_clearance and ("impact" if row.impact else "strength") not in given:
                yield f"{name} waits for a clearance"

    _holds(life, data, check)


def _sore(log: Log, made: Decision) -> set[str]:
    """Exercises that hurt too much in the last week."""
    limit, first = tables.injuries[made.injury].pain_hold_max, made.on - timedelta(days=6)
    return {
        done.id
        for one in log
        if one.type == "session_done" and one.on >= first
        for done in one.data.exercises or ()
        if (done.pain or 0) > limit
    }


def _disliked(log: Log) -> set[str]:
    """Exercises the runner said not to do."""
    said = [one.data.dislikes for one in log if one.type == "availability_set" and one.data.dislikes is not None]
    return set(said[-1]) if said else set()


@proved("no exercise comes back within a week of hurting")
def hurt(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        sore = _sore(log, made)
        yield from (f"{name} hurt in the last week" for _, name in _exercises(made) if name in sore)

    _holds(life, data, check)


@proved("release work never lies on the spot")
def release(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        spots = _spots(log, made)
        for _, name in _exercises(made):
            row = tables.exercises[name]
            if "mobility_release" in row.exercise_group and spots & set(row.target_region):
                yield f"{name} lies on {sorted(spots)}"

    _holds(life, data, check)


@proved("nothing jumps before running is back")
def jumps(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        if made.phase in ("rebuild", "keep_running"):
            return
        yield from (f"{name} in {made.phase}" for _, name in _exercises(made) if tables.exercises[name].impact)

    _holds(life, data, check)


@proved("a session has three to six exercises, none twice")
def three_to_six(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        # only its own list may fill a session (also as long as bone is not ruled out), a bone stop spares all that
        # strengthens the bone's own region, or one of the few of the lowest level hurt or is disliked and no other is
        # as light
        bone = {"bone_stop", "bone_suspected"} & set(codes(made))
        plan = tables.injury_exercises[made.injury]
        own = {*plan.phase2, *plan.upkeep, *chain.from_iterable(plan.phase3.values())}
        short = bone or plan.needs_agreement or (_sore(log, made) | _disliked(log)) & own
        for session in (one for one in made.week if one.kind in WORK):
            names = [dose.id for dose in session.exercises]
            if len(names) != len(set(names)) or len(names) > 6 or (len(names) < 3 and not short):
                yield f"{session.kind} of {names}"

    _holds(life, data, check)


@proved("a dose grows from what was done, and stays near its table")
def doses(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        lifted: dict[str, float] = {}
        for one in (event for event in log if event.type == "session_done"):
            for done in one.data.exercises or ():
                lifted[done.id] = max(lifted.get(done.id, 0), done.load_kg or 0)
        for dose in (dose for session in made.week for dose in session.exercises):
            row = tables.exercises[dose.id]
            if dose.load_kg is not None and dose.load_kg > lifted.get(dose.id, 0) * 1.10:
                yield f"{dose.id} with {dose.load_kg} kg after {lifted.get(dose.id)} kg"
            if (dose.reps or 0) > (row.reps or 0) + 4 or (dose.hold_s or 0) > (row.hold_s or 0) + 10:
                yield f"{dose}"
            if (dose.sets or 0) > (row.sets or 0) or min(dose.sets or 1, dose.reps or 1, dose.hold_s or 1) < 1:
                yield f"{dose}"

    _holds(life, data, check)


@proved("cross-training suits the injury, is not what hurt, and fits the old week")
def cross(life: Life, data: st.DataObject) -> None:
    def check(log: Log, made: Decision) -> Iterator[str]:
        sessions = [one for one in made.week if one.kind in CROSS]
        old = 150.0
        if made.baseline is not None and made.baseline.weekly_km is not None:
            old = made.baseline.weekly_km * (made.baseline.easy_pace_s_per_km or 600) / 60
        credited = sum(
            (one.minutes or 0) * tables.modalities[one.modality or ""].run_minute_equivalent for one in sessions
        )
        if credited > old:
            yield f"{credited} of {old} minutes"
        first = made.on - timedelta(days=6)
        sore = {
            one.data.modality
            for one in log
            if one.type == "session_done"
            and one.data.kind in CROSS
            and one.on >= first
            and (one.data.pain_during or 0) >= 10
        }
        for one in sessions:
            row = tables.modality_matrix[(made.injury, one.modality or "")]
            if row.status == "avoid" or one.modality in sore or not 10 <= (one.minutes or 0) <= 90:
                yield f"{one.modality} {one.minutes}"
            if row.impact_level and (one.minutes or 0) > 45:
                yield f"{one.modality} with impact for {one.minutes} minutes"

    _holds(life, data, check)


@proved("no exercise loads, releases or presses on another spot that is followed")
def followed_spots(life: Life, data: st.DataObject) -> None:
    spot = data.draw(st.sampled_from(sorted(set(tables.regions) - {"unknown"})))
    back, later = data.draw(st.integers(0, BACK)), data.draw(st.integers(0, BACK))
    day = life.today - timedelta(days=back)
    writer = writer_for(life.log)
    writer.written = 4 * FIRST_NUMBER
    told = {"other_spots": [{"spot": spot, "pain": data.draw(st.integers(1, 5))}]}
    log = (*life.log, writer.write("checked_in", (day - writer.onset).days, told, hour=20))

    def wrong(one: Log) -> str | None:
        on = day + timedelta(days=later)
        known = known_by(one, on)
        made = answer(known, on)
        quiet = any(event.type == "checked_in" and event.data.other_spots for event in known if event.on > day)
        if not isinstance(made, Decision) or quiet or spot in _spots(known, made):
            return None
        for _, name in _exercises(made):
            row = tables.exercises[name]
            loads = row.phase == 3 and {spot, "all"} & set(row.target_region)
            presses = "mobility_release" in row.exercise_group and spot in row.target_region
            if loads or presses or spot in row.avoid_regions:
                return f"{on}: {name} while {spot} is followed since {day}"
        return None

    holds(log, wrong)


@proved(
    "while a question about the hip as bone is open nothing jumps, nothing is done on the feet, the hip stays quiet"
)
def groin(life: Life, data: st.DataObject) -> None:
    hip = {"groin", "hip_anterior", "hip_lateral", "thigh_anterior", "pelvis"}
    day = life.today - timedelta(days=data.draw(st.integers(0, BACK)))
    writer = writer_for(life.log)
    writer.written = 4 * FIRST_NUMBER
    ways: list[tuple[str, dict[str, Any]]] = [
        ("checked_in", {"other_spots": [{"spot": "groin", "pain": 2}]}),
        ("screened", {"answers": {"rf_bone_groin": "unknown"}, "why": "asked"}),
    ]
    told = data.draw(st.sampled_from(ways))
    log = (*life.log, writer.write(told[0], (day - writer.onset).days, told[1], hour=20))

    def wrong(one: Log) -> str | None:
        known = known_by(one, day)
        made = answer(known, day)
        asked = {"rf_bone_groin", "rf_fn_displaced"}
        if not isinstance(made, Decision) or not asked & {question.id for question in made.questions}:
            return None
        if made.running_allowed or any(session.kind == "run" for session in made.week):
            return f"{day}: a run"
        for session in made.week:
            if session.kind in CROSS and tables.modalities[session.modality or ""].impact_level:
                return f"{day}: {session.modality}"
        for session, name in _exercises(made):
            row = tables.exercises[name]
            if row.impact or (row.phase == 3 and {*hip, "all"} & set(row.target_region)):
                return f"{day}: {name} in {session.kind}"
        return None

    holds(log, wrong)
