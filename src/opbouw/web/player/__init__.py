"""The players: a run with its walks, and exercises set by set. The plan comes as data; nothing is decided here."""
