"""The runners of the daily pages."""

from tests.web.daily.conftest import nothing_remembered, runner_with, weeks_on

__all__ = ["nothing_remembered", "runner_with", "weeks_on"]
