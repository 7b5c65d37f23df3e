"""Letters for the tests: a small story in the words of the log, and the letter of one of its days."""

import re
from datetime import date
from typing import Any

from opbouw.core.log import read_log
from opbouw.exports.letter import LetterFacts, letter_facts, walked
from opbouw.exports.letter_words import Letter, letter_of
from tests.core.making import Story

ONSET = date(2026, 3, 2)


def achilles(**opened: Any) -> Story:
    """An Achilles complaint of Monday 2 March 2026, right, every warning sign answered with no on that day."""
    said = {"side": "right", "spot": "achilles", "course": "gradual", "severity": "limits_running", "named_by": "self"}
    story = Story("achilles_midportion", ONSET, **{**said, **opened})
    story.screen(0, why="first")
    return story


def facts_on(story: Story, day: int) -> LetterFacts:
    """The facts of the letter of a day, on what was told by its end."""
    return letter_facts(walked(read_log(story.told_by(day), story.on(day))))


def letter_on(story: Story, day: int, lang: str = "en", runner: str = "") -> Letter:
    """The letter of a day in words."""
    return letter_of(walked(read_log(story.told_by(day), story.on(day))), lang, runner)


def lines_of(letter: Letter) -> dict[str, tuple[str, ...]]:
    """What is told under each heading; a space that keeps words together is a space here."""
    rows = (*letter.rows, *letter.more)
    return {row.label: tuple(line.replace("\u00a0", " ") for line in row.lines) for row in rows}


def bare(text: str) -> str:
    """A text without spaces, line breaks and the hyphens that a break brings: what was written, wherever it broke."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def full() -> Story:
    """As much as one page ever has to hold: many signs, long notes, long names, runs, visits, other spots."""
    long_word = "hottentottententententoonstellingsmakersopleidingsprogramma" * 4
    story = Story(
        "bsi_femoral_neck",
        ONSET,
        side="both",
        spot="groin",
        course="after_one_session",
        severity="limits_daily_life",
        pain_starts_min=12,
        named_by="doctor",
        recurrence=True,
        last_run_on="2026-03-01",
    )
    story.screen(0, why="first")
    story.add("profile_set", 0, birth_year=1990, sex="f", pregnant_or_postpartum=True)
    story.add(
        "baseline_set",
        0,
        weekly_km=42.5,
        peak_weekly_km=60,
        weekly_runs=4,
        longest_km=21.1,
        weeks_used=12,
        source="typed",
    )
    for day in (1, 2, 3):
        story.add(
            "cleared",
            day,
            role="runner",
            seen_by="doctor",
            seen_name="Dr. " + "Van der Molenaar-Westerhuizen " * 6,
            seen_on=story.on(day).isoformat(),
            injury="bsi_femoral_neck",
            scope=["movement", "strength"],
            imaging="none",
            max_run_min=10,
            valid_until="2026-12-01",
            said=f"{long_word} #import $x$ "
            + "Rustig aan doen en over zes weken terugkomen voor een nieuwe foto. " * 12,
        )
    for day in range(4, 15):
        spots = [{"spot": spot, "pain": 4} for spot in ("knee_anterior", "low_back", "ankle_lateral", "hip_lateral")]
        story.check(
            day,
            pain_rest=4,
            pain_daily=6,
            stiffness_min=45,
            limping=True,
            night_pain=True,
            swelling="more",
            painkiller=True,
            new_spot=True,
            ill="unwell",
            other_spots=spots,
            note=f"{long_word} " + "De hele nacht wakker gelegen van een zeurende pijn in mijn lies. " * 25,
        )
    for day in (5, 8, 11, 13):
        story.run(
            day,
            17.5,
            pain_during=5,
            pain_after=6,
            pain_course="builds_up",
            sharp_pain=True,
            gait_changed=True,
            stopped_early=True,
            painkiller_8h=True,
        )
    from opbouw.evidence import tables

    answers = {flag: "unknown" if number % 3 == 0 else "yes" for number, flag in enumerate(tables.red_flags)}
    story.add("screened", 14, answers=answers, why="asked")
    return story
