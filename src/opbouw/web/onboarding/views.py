"""From the first visit to the road."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from opbouw.web.accounts.selectors import has_owner
from opbouw.web.store.example import open_example


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Two doors: look around, or begin with your own injury."""
    return render(request, "onboarding/start.html", {"has_owner": has_owner(), "hide_example": True})


@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """Log the visitor in as the example runner."""
    account = open_example(timezone.localdate(), (get_language() or "en")[:2])
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("start")


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """The first question."""
    return redirect("start")
