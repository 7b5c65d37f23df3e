"""The app on a phone without signal: what it keeps, what it may still show, and answers that wait to be sent."""
