"""What a process remembers of a log goes when the log goes."""

from opbouw.web.store import selectors
from opbouw.web.store.decided import Remembered


def test_after_an_erasure_no_memory_of_any_page_holds_what_it_held() -> None:
    memory = Remembered[int](2)
    assert (memory.get("phases", lambda: 1), memory.get("phases", lambda: 2)) == (1, 1)
    selectors.forget_decisions()
    assert memory.get("phases", lambda: 2) == 2
