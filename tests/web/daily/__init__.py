"""Tests of the daily screens."""
