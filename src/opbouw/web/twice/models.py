"""What a runner said about recordings. They are named by the lasting ids of their activities, which stay the same when
the files are read again."""

from django.db import models

from opbouw.activities.model import SPORTS
from opbouw.web.store.models import Runner

VERDICTS = ("apart", "together")


class PairSaid(models.Model):
    """The runner's word about one pair: these are two activities, or these are one. Taking it back removes the row."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="pairs_said")
    first = models.UUIDField()
    second = models.UUIDField()
    verdict = models.CharField(max_length=10)
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-said_at", "first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["runner", "first", "second"], name="pair_said_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="pair_in_order"),
            models.CheckConstraint(condition=models.Q(verdict__in=VERDICTS), name="pair_known_verdict"),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class SportSaid(models.Model):
    """The runner's word about what one recording was, whatever its file says. Taking it back removes the row."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="sports_said")
    activity = models.UUIDField()
    sport = models.CharField(max_length=20)
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["runner", "activity"], name="sport_said_once"),
            models.CheckConstraint(condition=models.Q(sport__in=sorted(SPORTS)), name="sport_known"),
        ]

    def __str__(self) -> str:
        return f"sport said {self.pk}"
