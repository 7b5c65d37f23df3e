"""Decisions that were shown are append-only in the database itself, as events are."""

from typing import Any

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER decision_no_update BEFORE UPDATE ON store_decisionrow
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END
    """,
    """
    CREATE TRIGGER decision_no_delete BEFORE DELETE ON store_decisionrow
    WHEN NOT EXISTS (SELECT 1 FROM store_erasure WHERE episode_id = OLD.episode_id)
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION decision_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM store_erasure WHERE episode_id = OLD.episode_id) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'decisions are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON store_decisionrow
    FOR EACH ROW EXECUTE FUNCTION decision_refuse_change()
    """,
    """
    CREATE FUNCTION decision_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM store_decisionrow) THEN
            RAISE EXCEPTION 'decisions are append-only' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON store_decisionrow
    FOR EACH STATEMENT EXECUTE FUNCTION decision_refuse_truncate()
    """,
)


def guard(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unguard(_apps: Any, schema_editor: Any) -> None:
    """Take the triggers away, for a migration back."""
    if schema_editor.connection.vendor == "sqlite":
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name in ("decision_no_update", "decision_no_delete")]
    else:
        functions = ("decision_refuse_change", "decision_refuse_truncate")
        statements = [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in functions]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The triggers that keep the record what it was."""

    dependencies = [("store", "0003_decisions")]
    operations = [migrations.RunPython(guard, unguard)]
