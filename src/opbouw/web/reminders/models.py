"""What a runner chose about reminders, the browsers that get them, what was sent, and the address of the calendar."""

import uuid
from datetime import time

from django.db import models

from opbouw.web.store.models import Runner

KINDS = ("morning", "session", "silent_4", "silent_10")


class Choice(models.Model):
    """What a runner wants to be reminded of; no row means that nobody was asked yet, and nothing is sent."""

    runner = models.OneToOneField(Runner, on_delete=models.CASCADE, related_name="reminder_choice")
    is_on = models.BooleanField(default=False)
    morning = models.BooleanField(default=True)
    session = models.BooleanField(default=False)
    silence = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(7))

    def __str__(self) -> str:
        return f"reminders of {self.runner_id}"


class Browser(models.Model):
    """A browser that may be woken: an address at its maker's push service, and nothing else."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.CharField(max_length=1000, unique=True)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"browser {self.pk}"


class Sent(models.Model):
    """A reminder that went out; the number of the day keeps it at one, or two where a question is asked again."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="reminders_sent")
    on_date = models.DateField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["runner", "on_date", "number"], name="reminder_number_once_a_day"),
            models.CheckConstraint(condition=models.Q(number__in=[1, 2]), name="reminder_at_most_twice"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="reminder_known_kind"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class CalendarAddress(models.Model):
    """The private address of a calendar. A new name makes the old address dead; the address is signed, not kept."""

    runner = models.OneToOneField(Runner, on_delete=models.CASCADE, related_name="calendar")
    name = models.UUIDField(unique=True, default=uuid.uuid4)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
