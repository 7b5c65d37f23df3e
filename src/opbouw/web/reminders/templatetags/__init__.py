"""Tags of the reminders."""
