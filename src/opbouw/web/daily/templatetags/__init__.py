"""Tags of the daily screens."""
