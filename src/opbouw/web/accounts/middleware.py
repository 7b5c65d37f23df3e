"""What an account changes about a request: its time zone, and that the example runner is only looked at."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opbouw.web.store.selectors import runner_of

_OPEN_TO_EXAMPLE = frozenset({"language", "theme", "motion", "logout", "login", "example", "first_account"})


class RunnerZone:
    """Dates and times on the page are those of the runner."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        runner = runner_of(request.user) if request.user.is_authenticated else None
        request.runner = runner  # type: ignore[attr-defined] # so that no page asks for it again
        with timezone.override(ZoneInfo(runner.time_zone) if runner else timezone.get_default_timezone()):
            return self.get_response(request)


class ExampleIsReadOnly:
    """A form sent as the example runner is answered with a sentence; nothing is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view_and_arguments: object) -> HttpResponse | None:
        """Stop a writing request before its view runs."""
        if request.method in {"GET", "HEAD", "OPTIONS"} or not getattr(request.user, "is_example", False):
            return None
        if request.resolver_match and request.resolver_match.view_name in _OPEN_TO_EXAMPLE:
            return None
        messages.info(
            request, _("Thank you, but this is the example runner, so nothing was kept. With your own injury it is.")
        )
        return redirect(request.path)
