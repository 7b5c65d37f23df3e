"""Events are append-only in the database itself: no change, and no removal unless an erasure of the episode stands."""

from typing import Any

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON store_eventrow
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON store_eventrow
    WHEN NOT EXISTS (SELECT 1 FROM store_erasure WHERE episode_id = OLD.episode_id)
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM store_erasure WHERE episode_id = OLD.episode_id) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON store_eventrow
    FOR EACH ROW EXECUTE FUNCTION event_refuse_change()
    """,
    """
    CREATE FUNCTION event_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM store_eventrow) THEN
            RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON store_eventrow
    FOR EACH STATEMENT EXECUTE FUNCTION event_refuse_truncate()
    """,
)


def guard(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unguard(_apps: Any, schema_editor: Any) -> None:
    """Take the triggers away, for a migration back."""
    if schema_editor.connection.vendor == "sqlite":
        names = ("event_no_update", "event_no_delete")
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    else:
        functions = ("event_refuse_change", "event_refuse_truncate")
        statements = [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in functions]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The triggers that keep the log what it is."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
