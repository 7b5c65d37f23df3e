"""Tags of the tests."""
