"""Clues to a cause and the runner's history, as pages."""
