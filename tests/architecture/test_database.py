"""The tests of the database run on the database they say."""

import os

import pytest
from django.db import connection

from tests.postgresql import free_port


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_was_asked_for() -> None:
    expected = "postgresql" if os.environ.get("OPBOUW_TEST_DATABASE_URL") else "sqlite"
    assert connection.vendor == expected


def test_two_free_ports_are_ports_that_can_be_used() -> None:
    assert 1024 <= free_port() <= 65535
