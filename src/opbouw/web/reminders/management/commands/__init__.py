"""Commands of the reminders."""
