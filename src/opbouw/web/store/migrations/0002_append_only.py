"""Events are append-only in the database itself: no change, and no removal unless an erasure of the episode stands."""

from django.db import migrations

from opbouw.web.store.migrations._append_only import append_only


class Migration(migrations.Migration):
    """The triggers that keep the log what it is."""

    dependencies = [("store", "0001_initial")]
    operations = [append_only("event")]
