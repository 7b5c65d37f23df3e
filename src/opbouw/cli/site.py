"""The way from the command line to the store of the web part."""

from __future__ import annotations

import os

from opbouw.cli.problems import Problem


def open_site() -> None:
    """Load the settings and models of the web part; any number of times.

    :raises Problem: naming the setting that cannot be used, and what to do.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opbouw.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise Problem(str(problem)) from None


def bring_up_to_date() -> None:
    """Give the database every table of this version.

    :raises Problem: when the database cannot be reached or is of a newer version.
    """
    from django.core.management import call_command
    from django.db import Error

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Error as problem:
        raise Problem(
            f"the database cannot be used ({one_line(problem)}). Check OPBOUW_DATABASE_URL, or the rights and the "
            "space of the data folder; `opbouw doctor` looks further."
        ) from None


def one_line(problem: BaseException) -> str:
    """The first line of an error's text."""
    return str(problem).strip().partition("\n")[0] or type(problem).__name__
