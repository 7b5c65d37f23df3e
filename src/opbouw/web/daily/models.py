"""Phone numbers a runner may need in a hurry. They are no part of the log: they say nothing about the injury."""

from django.db import models

from opbouw.web.store.models import Runner

EMERGENCY = "112"


class PhoneNumbers(models.Model):
    """Whom to call: the emergency number, the own doctor, and the doctor in the evening and weekend."""

    runner = models.OneToOneField(Runner, on_delete=models.CASCADE, related_name="phone_numbers")
    emergency = models.CharField(max_length=20, default=EMERGENCY)
    doctor_name = models.CharField(max_length=80, blank=True)
    doctor = models.CharField(max_length=20, blank=True)
    out_of_hours = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(emergency=""), name="numbers_have_emergency")]

    def __str__(self) -> str:
        return f"phone numbers of {self.runner_id}"
