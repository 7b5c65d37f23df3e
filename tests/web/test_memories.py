"""What a process remembers of a log: read once while nothing is told, and gone when the log goes."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from opbouw.core.events import event_to_dict
from opbouw.core.log import LogRefused
from opbouw.web.accounts.models import Account
from opbouw.web.store import forgetting, selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.decided import Remembered
from tests.web.conftest import EpisodeOf

CALM = {"pain_rest": 0, "pain_daily": 0, "pain_morning": 2}


def test_after_an_erasure_no_memory_of_any_page_holds_what_it_held() -> None:
    memory = Remembered[int](2)
    assert (memory.get("phases", lambda: 1), memory.get("phases", lambda: 2)) == (1, 1)
    selectors.forget_decisions()
    assert memory.get("phases", lambda: 2) == 2


def test_what_another_process_erased_is_forgotten_here_too_and_once_more_for_a_page_on_its_way(
    owner: Account, episode_of: EpisodeOf
) -> None:
    episode, look, memory = episode_of(owner), forgetting.looking(), Remembered[int](2)
    selectors.newest_of(owner, episode)
    memory.get("phases", lambda: 1)
    look()
    assert memory.get("phases", lambda: 2) == 1, "nothing is gone, so nothing is forgotten"
    services.erase_episode(episode)  # what this process does after the commit is not done here, as in another one
    assert memory.get("phases", lambda: 2) == 1
    look()
    assert memory.get("phases", lambda: 3) == 3
    look()
    assert memory.get("phases", lambda: 4) == 4
    look()
    assert memory.get("phases", lambda: 5) == 4, "after that this process remembers as before"


def test_a_log_that_is_kept_again_under_its_id_is_not_the_one_that_was_erased(
    owner: Account, episode_of: EpisodeOf
) -> None:
    episode, today = episode_of(owner), timezone.localdate()
    facts = [event_to_dict(event) for event in selectors.events_of(owner, episode)]
    pk, runner = episode.pk, episode.runner
    services.append_events(actor_for(owner), episode, [{"type": "checked_in", "on": today.isoformat(), "data": CALM}])
    assert today in selectors.told_for(owner, episode, today)[1].answers
    services.erase_episode(episode)
    again = services.load_log(runner, facts)
    again.opened_at += timedelta(microseconds=1)  # the clock of tests stands still
    again.save()
    assert again.pk == pk
    assert today not in selectors.told_for(owner, again, today)[1].answers


def test_a_log_is_read_once_until_something_is_told(owner: Account, episode_of: EpisodeOf) -> None:
    episode, today = episode_of(owner), timezone.localdate()
    before = selectors.told_for(owner, episode, today)
    assert selectors.told_for(owner, episode, today) is before
    assert today not in before[1].answers
    fact = {"id": str(uuid.uuid4()), "type": "checked_in", "on": today.isoformat(), "data": CALM}
    services.append_events(actor_for(owner), episode, [fact])
    log, diary = selectors.told_for(owner, episode, today)
    assert diary.answers[today].pain_morning == 2
    assert len(log.by_type["checked_in"]) == 1
    assert today not in before[1].answers, "what was handed out before does not change under a page"


def test_nobody_reads_the_log_of_somebody_else(owner: Account, other: Account, episode_of: EpisodeOf) -> None:
    episode, today = episode_of(owner), timezone.localdate()
    selectors.told_for(owner, episode, today)
    assert selectors.events_of(other, episode) == []
    with pytest.raises(LogRefused):
        selectors.told_for(other, episode, today)
