"""The answer to a changed week: agree, even less, leave it, or take the answer back within a day."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from opbouw.core.events import ProposalAnswered
from opbouw.core.proposal import UNDO_HOURS
from opbouw.web.daily import services
from opbouw.web.daily.day import Day, of_the_day

ANSWERS = frozenset({"agree", "less", "decline"})


def last_answer(day: Day) -> ProposalAnswered | None:
    """The newest answer that can still be taken back."""
    answers = day.log.of(ProposalAnswered)
    if not answers or answers[-1][1].answer == "undo":
        return None
    event, data = answers[-1]
    return data if timezone.now() - event.recorded_at <= timedelta(hours=UNDO_HOURS) else None


@require_POST
@of_the_day
def answer_proposal(request: HttpRequest, day: Day) -> HttpResponse:
    """Keep the answer to the open proposal; an answer to another one is not kept."""
    asked, answer = day.decision["proposal"], request.POST.get("answer", "")
    given = last_answer(day)
    fits = asked is not None and request.POST.get("proposal") == asked["id"] and answer in ANSWERS
    undoes = given is not None and answer == "undo" and request.POST.get("proposal") == given.proposal
    if fits or undoes:
        said = {"proposal": request.POST["proposal"], "answer": answer}
        services.keep(day, [{"type": "proposal_answered", "on": day.today.isoformat(), "data": said}])
    return redirect("today")
