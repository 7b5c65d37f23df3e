"""The words of Opbouw."""
