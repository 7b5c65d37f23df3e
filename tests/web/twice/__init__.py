"""Tests of what was recorded twice."""
