"""The screens of every day: today, check-in, log, week, history, settings."""
