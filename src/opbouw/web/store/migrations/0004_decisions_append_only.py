"""Decisions that were shown are append-only in the database itself, as events are."""

from django.db import migrations

from opbouw.web.store.migrations._append_only import append_only


class Migration(migrations.Migration):
    """The triggers that keep the record what it was."""

    dependencies = [("store", "0003_decisions")]
    operations = [append_only("decision")]
