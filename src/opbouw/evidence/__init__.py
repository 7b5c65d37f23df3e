"""The clinical tables: rules as data, with their sources, typed and read once.

Prose in a table is for people and is never parsed. See ``data/README.md`` for what each table holds.
"""

from opbouw.evidence.tables import Tables, tables

__all__ = ["Tables", "tables"]
