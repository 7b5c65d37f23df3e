"""The pulse of a task: without it, work whose worker was killed would be called running for ever."""

from django.db import models


class Pulse(models.Model):
    """Who works on a task, when that worker was last known to be alive, and how often it was begun without progress.

    `buried_at` is set when the task was given up; it is then a dead letter, to be tried again by a person only.
    """

    task_id = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64)
    beat_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    buried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(worker=""), name="pulse_has_worker")]

    def __str__(self) -> str:
        return f"pulse of {self.task_id}"
