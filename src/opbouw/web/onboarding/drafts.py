"""The draft of a beginning: kept answer by answer, so it can be left and taken up again."""

from typing import Any

from django.db import transaction

from opbouw.web.onboarding import steps
from opbouw.web.onboarding.models import Draft
from opbouw.web.store.models import Runner


def draft_of(runner: Runner) -> Draft:
    """This runner's draft; an empty one when there is none."""
    return Draft.objects.get_or_create(runner=runner)[0]


def keep(runner: Runner, slug: str, kept: dict[str, Any]) -> Draft:
    """Keep the answers of one screen. A changed place drops the answers that were about the old one."""
    with transaction.atomic():
        draft_of(runner)
        draft = Draft.objects.select_for_update().get(runner=runner)
        if slug in draft.answers and draft.answers[slug] != kept:
            steps.forget_later(draft.answers, slug)
        draft.answers[slug] = kept
        _remember_first_yes(draft)
        draft.save()
    return draft


def _remember_first_yes(draft: Draft) -> None:
    """A warning sign that is taken back stays in the history: keep the answers as they were first given."""
    if "signs_first" not in draft.answers and steps.open_flags(draft.answers):
        draft.answers["signs_first"] = steps.screen_answers(draft.answers)
