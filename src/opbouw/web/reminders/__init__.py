"""Reminders and the calendar: off until asked, neutral, at most one a day."""
