"""Rows that are append-only in the database itself: no change, and no removal unless an erasure of the episode stands.

Migrations that were applied stand on this: it is not changed, only added to.
"""

from collections.abc import Iterator
from typing import Any

from django.db.migrations import RunPython


def append_only(name: str) -> RunPython:
    """The triggers that guard the table of ``event`` or ``decision`` rows, with the way back."""
    return RunPython(
        lambda _apps, editor: _execute(editor, _sqlite(name), _postgresql(name)),
        lambda _apps, editor: _execute(editor, _off_sqlite(name), _off_postgresql(name)),
    )


def _execute(editor: Any, sqlite: Iterator[str], postgresql: Iterator[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
        editor.execute(statement)


def _sqlite(name: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name}s are append-only'); END"
    yield f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON store_{name}row {refuse}"
    yield f"""
    CREATE TRIGGER {name}_no_delete BEFORE DELETE ON store_{name}row
    WHEN NOT EXISTS (SELECT 1 FROM store_erasure WHERE episode_id = OLD.episode_id)
    {refuse}
    """


def _postgresql(name: str) -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{name}s are append-only' USING ERRCODE = 'integrity_constraint_violation';"
    yield f"""
    CREATE FUNCTION {name}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM store_erasure WHERE episode_id = OLD.episode_id) THEN
            RETURN OLD;
        END IF;
        {refuse}
    END $$
    """
    yield f"""
    CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON store_{name}row
    FOR EACH ROW EXECUTE FUNCTION {name}_refuse_change()
    """
    yield f"""
    CREATE FUNCTION {name}_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM store_{name}row) THEN
            {refuse}
        END IF;
        RETURN NULL;
    END $$
    """
    yield f"""
    CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON store_{name}row
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse_truncate()
    """


def _off_sqlite(name: str) -> Iterator[str]:
    return (f"DROP TRIGGER IF EXISTS {name}_no_{what}" for what in ("update", "delete"))


def _off_postgresql(name: str) -> Iterator[str]:
    return (f"DROP FUNCTION IF EXISTS {name}_refuse_{what}() CASCADE" for what in ("change", "truncate"))
