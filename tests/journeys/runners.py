"""Virtual runners: what each style tells of what it felt, and what it does of what it was given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Chances (0-1) a day, and habits, that make one kind of runner."""

    name: str
    shades: float = 0.0
    skips: float = 0.0
    extra_runs: float = 0.0
    longer: float = 1.0
    recorded_only: float = 0.0
    falls_ill: float = 0.002
    away: float = 0.001
    silent: float = 0.0
    back_dates: float = 0.0
    takes_back: float = 0.0
    unknown_signs: float = 0.0
    yes_signs: float = 0.001
    leaves_out: float = 0.0
    guide: float = 0.004
    wishes: float = 0.01
    painkillers: float = 0.003


STYLES: tuple[Style, ...] = (
    Style("honest"),
    Style("shades_pain_down", shades=2.0, painkillers=0.05),
    Style("skips_check_ins", skips=0.2, leaves_out=0.06, unknown_signs=0.1),
    Style("does_too_much", extra_runs=0.08, longer=1.6, recorded_only=0.2, wishes=0.1),
    Style("falls_ill", falls_ill=0.03, away=0.005),
    Style("leaves_gaps", away=0.01, silent=0.015),
    Style("back_dates", back_dates=0.1, takes_back=0.03, skips=0.03),
)
