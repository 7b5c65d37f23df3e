"""A body that hurts as a body may: pain follows load against a capacity that nobody sees."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from opbouw.core.events import SEVERITIES
from opbouw.evidence import tables

# Plausible, not measured: how fast a tissue calms down (share of its irritation left after a day) by tissue.
LEFT_AFTER_A_DAY = {"tendon": 0.95, "fascia": 0.95, "bone": 0.93, "muscle": 0.88, "joint": 0.92}
FIRST_IRRITATION = dict(zip(SEVERITIES, (2.0, 4.0, 6.0, 7.5), strict=True))
GROWS_A_DAY, SHRINKS_A_DAY = 1.015, 0.998
LIMPS_FROM, WAKES_FROM, SWELLS_FROM = 5.0, 7.0, 4.0


@dataclass
class Body:
    """Irritation 0-10 of the sore spot, and the minutes of running it bears without more."""

    tissue: str
    irritation: float
    capacity_min: float
    dice: Random
    during: float = 0.0

    @staticmethod
    def of(injury: str, severity: str, dice: Random) -> Body:
        """The body on the day of the onset; the dice say how strong and how unlucky."""
        tissue = tables.injuries[injury].tissue
        return Body(tissue, FIRST_IRRITATION[severity] + dice.uniform(-1, 1), dice.uniform(4, 25), dice)

    def sleep(self) -> None:
        """A night: the spot calms down, or flares for no reason; capacity grows a little when it is calm."""
        self.irritation *= LEFT_AFTER_A_DAY.get(self.tissue, 0.94)
        if self.dice.random() < 0.01:
            self.irritation += self.dice.uniform(0.5, 3)
        self.capacity_min *= GROWS_A_DAY if self.irritation < 1.5 else SHRINKS_A_DAY
        self.irritation = min(10.0, max(0.0, self.irritation))

    def run(self, minutes: float) -> float:
        """Minutes of running; the pain (0-10) during them."""
        over = max(0.0, minutes / self.capacity_min - 1)
        self.irritation = min(10.0, self.irritation + 2.5 * over)
        self.capacity_min += 0.15 if over < 0.1 else 0.0
        self.during = self.felt(0.8 * self.irritation + over)
        return self.during

    def felt(self, pain: float) -> float:
        """Pain as a runner gives it: whole points, a little off."""
        return float(min(10, max(0, round(pain + self.dice.uniform(-0.4, 0.4)))))

    def morning(self) -> dict[str, object]:
        """What the runner feels on getting up."""
        sore = self.irritation
        swollen = sore > SWELLS_FROM and self.tissue in ("joint", "ligament", "nerve")
        return {
            "pain_rest": self.felt(sore - 3),
            "pain_daily": self.felt(sore - 1),
            "pain_morning": self.felt(sore - 0.3),
            "stiffness_min": float(round(6 * sore)) if sore > 1 else 0.0,
            "swelling": "more" if swollen and self.dice.random() < 0.3 else "same" if swollen else "none",
            "limping": sore > LIMPS_FROM,
            "night_pain": sore > WAKES_FROM and self.dice.random() < 0.3,
            "ill": "none",
        }
