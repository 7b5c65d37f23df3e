"""Tags of the clues."""
