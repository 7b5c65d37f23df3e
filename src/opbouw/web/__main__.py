"""`python -m opbouw.web COMMAND` runs one of Django's commands."""

from opbouw.web.manage import main

main()
