"""What somebody filled in so far, before anything is written to an episode."""

import uuid

from django.db import models

from opbouw.web.store.models import Runner


class Draft(models.Model):
    """The answers of a beginning, by question; left and taken up again at will."""

    runner = models.OneToOneField(Runner, on_delete=models.CASCADE, primary_key=True, related_name="draft")
    episode_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"draft of {self.pk}"
