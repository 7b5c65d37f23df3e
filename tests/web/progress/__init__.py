"""Tests of the page of progress."""
