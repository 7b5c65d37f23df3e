"""Today's card: which state the day is in, and the words, facts and session that go with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from opbouw.core.events import Event, SessionDone
from opbouw.evidence import tables
from opbouw.web.daily import screening
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import headline
from opbouw.web.ui import say

Session = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """The first thing on Today. `state` names the block of the page that follows the words."""

    state: str
    look: str
    word: str
    sentence: str
    dose: str = ""
    text: str = ""
    on_plan: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    main: Session | None = None
    later: tuple[Session, ...] = ()
    done: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A state of the day: when it holds and what is said."""

    name: str
    holds: Callable[[Day], bool]
    look: str = ""
    word: Any = ""
    sentence: Any = ""
    text: Any = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def reason_codes(day: Day) -> set[str]:
    """The codes of all reasons of today's decision."""
    return {one["code"] for one in day.decision["reasons"]}


def _flare(day: Day) -> bool:
    return day.decision["verdict"] == "step_back" and bool(
        reason_codes(day) & {"rest_after_step_back", "mornings_not_usual"}
    )


def _locked(day: Day) -> bool:
    return bool(reason_codes(day) & {"locked", "no_clearance_for_running"})


def _finished(day: Day) -> bool:
    done = done_today(day)
    return any(one.data.kind == "run" for one in done) or (bool(done) and not open_sessions(day))


def _morning_told(day: Day) -> bool:
    """Whether the morning was told by itself; the rest of the check-in may wait where nothing is planned."""
    said = day.diary.answers.get(day.today)
    return said is not None and said.pain_morning is not None


def _first(day: Day) -> bool:
    return not day.diary.answers and day.log.opened.on == day.today


STATES = (
    State(
        "signs",
        screening.holds_running,
        "wait",
        lazy("First a few questions"),
        lazy("Without these answers your step stays the same and no run is planned."),
    ),
    State(
        "first",
        lambda day: _first(day) and day.asks("check_in"),
        "wait",
        lazy("Your first day"),
        lazy("Tell how it is this morning. Then you see what today can be."),
    ),
    State(
        "morning",
        lambda day: day.asks("check_in") and day.waiting_run is not None,
        "wait",
        lazy("One question about your last run"),
        lazy("How was the morning after? Without it your step stays the same."),
    ),
    State(
        "check_in",
        lambda day: day.asks("check_in") and _morning_told(day) and bool(open_sessions(day)),
        "wait",
        lazy("Your morning is saved"),
        lazy("Two more numbers and one question, then today's answer follows."),
    ),
    State(
        "check_in",
        lambda day: day.asks("check_in") and not _morning_told(day),
        "wait",
        lazy("How is it this morning?"),
        lazy("Check in first, then today's answer follows."),
    ),
    State(
        "ill",
        lambda day: "ill" in reason_codes(day),
        "wait",
        lazy("Pause, you are ill"),
        lazy("Nothing now. Nothing has to be caught up later."),
        lazy("One whole day without complaints, then a calm start again. Tell in the check-in how you are."),
    ),
    State(
        "away",
        lambda day: "away" in reason_codes(day),
        "wait",
        lazy("Pause, you are away"),
        lazy("Your plan is waiting. Moving is fine, catching up is not needed."),
    ),
    State(
        "mistake",
        lambda day: "flag_mistake_today" in reason_codes(day),
        "wait",
        lazy("Waiting until tomorrow"),
        lazy("You took a warning sign back today. The rest of today no run is planned."),
    ),
    State(
        "tell_run",
        lambda day: day.asks("pain_during"),
        "wait",
        lazy("One run without a word"),
        lazy("Your watch has it, but we do not know how it felt. Without an answer your step stays the same."),
    ),
    State(
        "clearance",
        _locked,
        "wait",
        lazy("Waiting for a doctor"),
        lazy("Running opens when a doctor has looked and said so. Until then this holds."),
    ),
    State(
        "review",
        lambda day: any(code.startswith("refer_") for code in reason_codes(day)),
        "wait",
        lazy("Time to have it looked at"),
        lazy("Have it looked at first. Until then you do not run."),
    ),
    State(
        "review",
        lambda day: "review" in reason_codes(day),
        "wait",
        lazy("Time to have it looked at"),
        lazy("No step was gained for a while. You do not run until a physio or doctor has looked with you."),
    ),
    State(
        "flare",
        _flare,
        "back",
        lazy("Step back"),
        lazy("A few days without running, then one step lower. You are not starting over."),
    ),
    State("done", _finished, "", "", lazy("Saved. One question tomorrow morning.")),
    State("rest_day", lambda day: not open_sessions(day)),
    State("go", lambda _day: True),
)


def done_today(day: Day) -> tuple[Event, ...]:
    """What was done today, as it was told."""
    return tuple(event for event, _data in day.log.of(SessionDone) if event.on == day.today)


def open_sessions(day: Day) -> list[Session]:
    """Today's sessions that were not done yet: by their id, or one of the same kind."""
    done = done_today(day)
    ids = {one.data.planned for one in done}
    kinds = {one.data.kind for one in done}
    return [one for one in day.decision["today"] if one["id"] not in ids and one["kind"] not in kinds]


def still_planned(day: Day) -> list[Session]:
    """The sessions of these seven days that were not done yet."""
    later = [one for one in day.sessions() if one["on"] != day.today.isoformat()]
    return [*open_sessions(day), *later]


def state_of(day: Day) -> State:
    """The state the day is in, the most pressing first."""
    return next(state for state in STATES if state.holds(day))


def card_of(day: Day) -> Card:
    """Everything the first card says."""
    state, decision = state_of(day), day.decision
    verdict = decision["verdict"]
    planned = open_sessions(day)
    main = planned[0] if planned else None
    asks = state.name in {"signs", "first", "morning", "check_in"}
    return Card(
        state=state.name,
        look=state.look or say.look(verdict),
        word=str(state.word) or say.verdict_word(verdict),
        sentence=str(state.sentence) or _sentence(state, verdict, decision["phase"]),
        dose="" if asks else _dose(day, state),
        text=str(state.text),
        on_plan=_on_plan(main) if state.name in {"check_in", "morning"} else "",
        facts=facts_of(main) if main is not None and not asks else (),
        main=main,
        later=tuple(planned[1:]),
        done=done_today(day),
    )


def _sentence(state: State, verdict: str, phase: str) -> str:
    """What the verdict says; a rest day on a green road says just that."""
    if state.name == "rest_day" and verdict == "go_on":
        return _("Today is a rest day.")
    return say.verdict_sentence(verdict, phase)


def _dose(day: Day, state: State) -> str:
    planned = open_sessions(day)
    if state.name in {"ill", "away", "mistake", "rest_day"} or (state.name == "done" and not planned):
        return ""
    if state.name == "flare" and not planned and not day.decision["see"]:
        return _without_running(day)
    return headline({**day.decision, "today": planned})


def _without_running(day: Day) -> str:
    """The days of a flare counted from today; without a date the mornings decide."""
    until = _rest_until(day)
    if until is None:
        return _("No running until your mornings are calm again")
    days = (until - day.today).days
    return ngettext("No running until tomorrow", "No running for %(days)s more days", days) % {"days": days}


def _on_plan(main: Session | None) -> str:
    return _("On the plan for today, if your answers are calm:") if main else _("Today is a rest day")


def facts_of(session: Session) -> tuple[tuple[str, str], ...]:
    """Three facts of a session: how long, how hard, and how much pain is fine."""
    pain = (_("Pain at most"), _("%(number)s of 10") % {"number": session["pain_limit"]})
    total = (_("In all"), _minutes(session.get("minutes")))
    if session.get("run_minutes"):
        return (_("Running"), _minutes(session["run_minutes"])), total, pain
    count = len(session.get("exercises") or ())
    if count:
        return (_("Exercises"), str(count)), total, pain
    effort = session.get("rpe_max")
    if effort is None:
        return total, pain
    return total, (_("Effort at most"), _("%(number)s of 10") % {"number": effort}), pain


def _minutes(value: float | None) -> str:
    return _("%(number)s min") % {"number": say.number(value, 0)} if value is not None else _("open")


def position(day: Day) -> dict[str, Any]:
    """Where the runner is: the phase, the step, and what the next step needs."""
    decision = day.decision
    number = say.PHASES.index(decision["phase"]) + 1
    stage = decision["stage"]
    gate = next((one for one in decision["gates"] if one["from"] == decision["phase"]), None)
    needed = [one for one in gate["criteria"] if one["blocking"]] if gate else []
    missing = [one for one in needed if one["status"] != "met"]
    return {
        "number": number,
        "phase": say.phase_word(decision["phase"]),
        "stage": stage,
        "step": _step(stage),
        "to": say.phase_word(gate["to"]) if gate else "",
        "met": len(needed) - len(missing),
        "total": len(needed),
        "missing": [say.in_language(tables.criteria[one["id"]], "label") for one in missing][:2],
    }


def _step(stage: Mapping[str, Any] | None) -> str:
    if stage is None:
        return ""
    said = {"n": stage["n"], "of": stage["of"], "clean": stage["clean"], "needed": stage["needed"]}
    if stage["clean"] >= stage["needed"] or stage["n"] >= stage["of"]:
        return _("Step %(n)s of %(of)s.") % said
    return _("Step %(n)s of %(of)s. The next step opens after %(needed)s calm runs; so far %(clean)s.") % said


def _rest_until(day: Day) -> date | None:
    found: Iterator[Mapping[str, Any]] = (
        one["params"] for one in day.decision["reasons"] if one["code"] == "rest_after_step_back"
    )
    until = next(found, {}).get("until")
    return date.fromisoformat(until) if until else None


def rest_until(day: Day) -> str:
    """The first day on which running may come back after a flare, in words; empty when none is known."""
    until = _rest_until(day)
    return date_format(until, "l j F") if until else ""
