"""What is kept: who runs, their injuries, events, decisions shown, uploaded bytes, rebuildable facts of activities."""

import uuid

from django.conf import settings
from django.db import models

ROLES = ("runner", "trainer", "physio", "doctor", "import", "system")


class Runner(models.Model):
    """The person an account runs as: how to call them, in which language, and where their day begins."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="runner")
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, choices=[("nl", "Nederlands"), ("en", "English")])
    time_zone = models.CharField(max_length=64)
    example_on = models.DateField(null=True, editable=False)  # the day the example runner's log was made for

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(language__in=["nl", "en"]), name="runner_known_language")
        ]

    def __str__(self) -> str:
        return f"runner {self.pk}"


class Episode(models.Model):
    """One injury of one runner, from onset to long after the return."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    runner = models.ForeignKey(Runner, on_delete=models.PROTECT, related_name="episodes")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"episode {self.pk}"


class EventRow(models.Model):
    """One immutable fact. Triggers in the database refuse a change, and a removal outside an `Erasure`."""

    seq = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(unique=True, db_column="id")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="events")
    type = models.CharField(max_length=40)
    on_date = models.DateField()
    recorded_at = models.DateTimeField()
    by_role = models.CharField(max_length=10)
    by_id = models.CharField(max_length=80)
    v = models.PositiveSmallIntegerField()
    data = models.JSONField()
    original = models.TextField()

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["episode", "seq"], name="event_episode_seq")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(type=""), name="event_has_type"),
            models.CheckConstraint(condition=models.Q(by_role__in=ROLES), name="event_known_role"),
            models.CheckConstraint(condition=models.Q(v__gte=1), name="event_v_from_1"),
            models.CheckConstraint(condition=~models.Q(original=""), name="event_has_original"),
        ]

    def __str__(self) -> str:
        return f"event {self.event_id}"


class DecisionRow(models.Model):
    """One decision as the runner was shown it: what it saw, what it said, by which rules. Never changed afterwards.

    It saw the first `events` events of the log in the order they were kept, whose hash is `events_sha256`; `output`
    holds the decision packed, with the sentences of its reasons in every language, so that it stays readable when a
    later version words them otherwise. `rules_change` stands in the first decision by other rules than the one before.
    """

    seq = models.BigAutoField(primary_key=True)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="decisions")
    on_date = models.DateField()
    shown_at = models.DateTimeField()
    events = models.PositiveIntegerField()
    events_sha256 = models.CharField(max_length=64)
    rules_version = models.CharField(max_length=80)
    output = models.TextField()
    output_sha256 = models.CharField(max_length=64)
    rules_change = models.JSONField(null=True)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["episode", "on_date", "seq"], name="decision_episode_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "on_date", "rules_version", "events_sha256"], name="decision_once_for_what_it_saw"
            ),
            models.CheckConstraint(condition=~models.Q(rules_version=""), name="decision_has_rules"),
            models.CheckConstraint(condition=~models.Q(output=""), name="decision_has_output"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Erasure(models.Model):
    """While this row stands, and only then, events and decisions of its episode may be removed; it goes with them."""

    episode = models.OneToOneField(Episode, on_delete=models.CASCADE, primary_key=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"erasure of {self.pk}"


class Upload(models.Model):
    """Bytes a runner gave us, kept as they came so that a better reader can read them again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    runner = models.ForeignKey(Runner, on_delete=models.PROTECT, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["received_at", "name"]
        constraints = [
            models.UniqueConstraint(fields=["runner", "sha256"], name="upload_bytes_once_a_runner"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="upload_is_sha256"),
        ]

    def __str__(self) -> str:
        return f"upload {self.pk}"


class ActivityRow(models.Model):
    """The light facts of one activity, made from an upload and made again whenever wanted. Unknown is null, never 0."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="activities")
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="activities")
    activity_id = models.UUIDField()
    reader = models.PositiveSmallIntegerField(default=1)  # the version of the readers that made it
    file_hash = models.CharField(max_length=64)
    sport = models.CharField(max_length=20)
    indoor = models.BooleanField(null=True)
    start = models.DateTimeField(null=True)
    local_date = models.DateField(null=True)
    seconds = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    ascent_m = models.FloatField(null=True)
    cadence_spm = models.FloatField(null=True)
    heart_rate_bpm = models.FloatField(null=True)
    ground_contact_ms = models.FloatField(null=True)
    balance_left_pct = models.FloatField(null=True)
    device = models.CharField(max_length=200, null=True)
    elapsed_s = models.FloatField(null=True)
    run_s = models.FloatField(null=True)
    run_m = models.FloatField(null=True)
    trace = models.TextField(null=True)  # the shape of the run, to see when two devices recorded the same one

    class Meta:
        ordering = ["local_date", "start"]
        constraints = [models.UniqueConstraint(fields=["runner", "activity_id"], name="activity_once_a_runner")]
        indexes = [models.Index(fields=["runner", "local_date"], name="activity_runner_day")]

    def __str__(self) -> str:
        return f"activity {self.activity_id}"
