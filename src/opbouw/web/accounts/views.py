"""Pages about accounts: the first one, logging in and out, and the people of the household."""

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from opbouw.web.accounts import selectors, services
from opbouw.web.accounts.forms import LoginForm, NewAccountForm, NewPersonForm
from opbouw.web.store.selectors import runner_of
from opbouw.web.ui.views import remember_language

_MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_account(request: HttpRequest) -> HttpResponse:
    """The first visit makes the owner's account; later ones log in."""
    if selectors.has_owner():
        return redirect("start") if _is_person(request) else redirect("login")
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            account = services.create_owner(data["name"], data["password"], _language())
        except services.AlreadyOwnedError:
            return redirect("login")
        except services.NameTakenError:
            form.add_error("name", _("This name is taken here. Choose another."))
        else:
            login(request, account, backend=_MODEL_BACKEND)
            return redirect("onboarding")
    return render(request, "accounts/first.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Log in with name and password."""
    if not selectors.has_owner():
        return redirect("first_account")
    goal = request.POST.get("next") or request.GET.get("next") or ""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        account = authenticate(request, username=data["name"], password=data["password"])
        if account is not None:
            login(request, account)
            response = redirect(goal if _ours(request, goal) else "start")
            runner = runner_of(account)
            return remember_language(response, runner.language) if runner else response
        form.refuse()
    return render(request, "accounts/login.html", {"form": form, "next": goal}, status=422 if form.errors else 200)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out and go to the start."""
    logout(request)
    return redirect("start")


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The owner sees who has an account here and makes further ones."""
    if not getattr(request.user, "is_owner", False):
        raise PermissionDenied
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.create_person(form.cleaned_data["name"], form.cleaned_data["password"], _language())
        except services.NameTakenError:
            form.add_error("name", _("This name is taken here. Choose another."))
        else:
            return redirect("people")
    context = {"form": form, "people": selectors.people_for(request.user), "here": "settings"}
    return render(request, "accounts/people.html", context, status=422 if form.errors else 200)


def _language() -> str:
    return "nl" if (get_language() or "").startswith("nl") else "en"


def _is_person(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not getattr(request.user, "is_example", False)


def _ours(request: HttpRequest, goal: str) -> bool:
    return bool(goal) and url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure())
