"""Tests of the numbers behind the pictures of progress."""
