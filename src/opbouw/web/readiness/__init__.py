"""Readiness tests and own checks: their list, and a page that measures each."""
