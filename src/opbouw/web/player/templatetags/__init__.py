"""Tags of the players."""
