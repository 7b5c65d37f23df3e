"""One injury as a page: every line from the tables, with the row it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from opbouw.core.flags import URGENCY, bone_questions_for, most_urgent_first, questions_for
from opbouw.core.pain import MODEL_BY_INJURY, MODEL_BY_TISSUE, pain_limits, scope_of
from opbouw.core.transitions import GATES
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion, Injury, LadderStage
from opbouw.evidence.tables import plain_rows
from opbouw.web.learn.proof import Proof, of_row, row_address
from opbouw.web.learn.told import told
from opbouw.web.ui import say
from opbouw.words import name
from opbouw.words.fill import lower_first
from opbouw.words.register import DERIVED

Said = dict[str, Any]
MINUTE_S = 60
DRIVERS: dict[str, str | Promise] = {
    "volume": lazy("running longer"),
    "speed": lazy("speed"),
    "uphill": lazy("uphill"),
    "downhill": lazy("downhill"),
    "forefoot_strike": lazy("landing on the forefoot"),
    "overstriding": lazy("strides that are too long"),
    "footwear_change": lazy("other shoes"),
    "uneven_surface": lazy("uneven ground"),
}
HOW_MUCH: dict[int, str | Promise] = {
    3: lazy("Most of all"),
    2: lazy("Clearly"),
    1: lazy("A little"),
    0: lazy("Hardly"),
    -1: lazy("Eases it rather"),
}
STATUS: dict[str, str | Promise] = {
    "ok": lazy("Fine, as long as it stays pain-free"),
    "ask": lazy("Ask your physio or doctor first"),
    "after_clearance": lazy("After a clearance"),
    "avoid": lazy("Not for now"),
}
URGENCIES: dict[str, str | Promise] = {
    "emergency": lazy("Call the emergency number now"),
    "same_day": lazy("Have it looked at today"),
    "before_running": lazy("Have it looked at before you run"),
}


def page_of(injury: Injury, lang: str) -> Said:
    """Everything the page of one injury shows."""
    plain = tables.injury_texts[injury.id]
    return {
        "id": injury.id,
        "title": sentence_start(name("injury", injury.id, lang)),
        "feels": say.in_language(plain, "feels"),
        "formal": name("injury_name", injury.id, lang),
        "locked": injury.locked_until_clearance,
        "known": told(injury.id, "known", lang),
        "watch": told(injury.id, "watch", lang),
        "known_row": of_row(f"injuries:{injury.id}", lang, seen=_noted(injury)),
        "row": of_row(f"injuries:{injury.id}", lang, seen=injury.confidence),
        "own_row": of_row(f"injuries:{injury.id}", lang, grade=DERIVED),
        "pain": list(_pain(injury)),
        "pain_row": _pain_row(injury, lang),
        "rest": list(_rest(injury, lang)),
        "drivers": _drivers(injury),
        "after": _after_30(injury, lang),
        "gates": [_gate(gate, injury, lang) for gate in GATES],
        "ladder": _ladder(injury, lang),
        "exercises": _exercises(injury, lang),
        "cross": _cross(injury, lang),
        "signs": signs_by_urgency(questions_for(injury, None), lang),
        "all_signs": "unknown" in injury.body_regions,
        "range": _range(injury, lang),
    }


def sentence_start(text: str) -> str:
    """A name at the beginning of a line; in Dutch one accent of één falls away on a capital."""
    return f"{text[:1].upper()}{text[1:]}".replace("Één", "Eén", 1)


def _noted(injury: Injury) -> str:
    """Whether what is noted of an injury was read in its source (a column of its own)."""
    return next(str(row["notes_confidence"]) for row in plain_rows("injuries.toml", "injury") if row["id"] == injury.id)


def _pain(injury: Injury) -> Iterator[str]:
    """The limits the engine reads (0-10), in the order of a run."""
    limits = pain_limits(injury, bone_suspected=False)
    if limits.bone:
        yield _("At a bone spot any pain counts: during the run, after it and the next morning. Then you stop.")
        return
    yield _("Up to and including %(pain)s while running: the run counts for your next step.") % {
        "pain": limits.progress
    }
    if limits.hold > limits.progress:
        yield _("Up to and including %(pain)s: the same step once more.") % {"pain": limits.hold}
    yield _("Above %(pain)s: stop, and a step back.") % {"pain": limits.hold}
    yield _("After the run: at most %(pain)s.") % {"pain": limits.after}
    if limits.settles_min is not None:
        minutes = say.number(limits.settles_min)
        yield _("Within %(minutes)s minutes after the run the spot is as before.") % {"minutes": minutes}
    yield _("The next morning: at most %(pain)s, and as good as your usual morning.") % {"pain": limits.morning}
    if bone_questions_for(injury, None):
        yield _("As long as it is not certain that the bone plays no part, the strictest limit holds: no pain.")


def _pain_row(injury: Injury, lang: str) -> Said | None:
    """The model behind the limits, where one of its own holds."""
    if scope_of(injury) == "unknown":
        return None
    model = tables.pain_models[MODEL_BY_INJURY.get(injury.id, MODEL_BY_TISSUE[injury.tissue])]
    return {"name": say.named(model), "proof": of_row(f"pain_models:{model.id}", lang)}


def _rest(injury: Injury, lang: str) -> Iterator[tuple[str, Proof]]:
    row, default = of_row(f"injuries:{injury.id}", lang, grade=DERIVED), tables.default_ladders[injury.id]
    if injury.min_runfree_days is not None:
        days = injury.min_runfree_days
        yield (
            ngettext(
                "At least %(n)s day without running before the first run. It may be longer, never shorter.",
                "At least %(n)s days without running before the first run. It may be longer, never shorter.",
                days,
            )
            % {"n": days},
            row,
        )
    ladder = tables.ladders[default.ladder]
    between = max(injury.min_rest_days_between_runs, default.min_rest_days, ladder.min_rest_days)
    words = ngettext(
        "Between two runs at least %(n)s day without running.",
        "Between two runs at least %(n)s days without running.",
        between,
    )
    yield words % {"n": between}, of_row(f"ladders:{ladder.id}", lang)
    if injury.locked_until_clearance:
        yield (
            _("No impact and no strength work of this spot until a professional has said what is allowed."),
            row,
        )
    elif injury.clearance != "not_required":
        yield _("It is wise to let a doctor or physiotherapist take a look."), row


def _drivers(injury: Injury) -> list[Said]:
    """What loads the spot, the most first; what hardly does is left out."""
    found = []
    for level in (3, 2, 1, -1):
        names = [str(word) for driver, word in DRIVERS.items() if injury.load_drivers.get(driver) == level]
        if names:
            found.append({"how": str(HOW_MUCH[level]), "level": level, "names": ", ".join(names)})
    return found


def _after_30(injury: Injury, lang: str) -> Said | None:
    group = next((one for one in tables.road_groups if injury.id in one.injuries), None)
    if group is None:
        return None
    return {"text": say.in_language(group, "text"), "proof": of_row(f"road_groups:{group.id}", lang)}


def _gate(gate: str, injury: Injury, lang: str) -> Said:
    start, to = GATES[gate]
    rows = [row for row in tables.criteria.values() if row.gate == gate and row.holds_for(injury.id)]
    return {
        "from": say.phase_word(start),
        "to": say.phase_word(to),
        "phase": start,
        "points": [point(row, lang) for row in sorted(rows, key=lambda row: not row.blocking)],
    }


def point(row: Criterion, lang: str) -> Said:
    """One point of a gate: what it asks, who may sign it where the app cannot measure it, and its row."""
    return {
        "text": name("criterion", row.id, lang),
        "advice": not row.blocking,
        "signed_by": [lower_first(name("role", one, lang)) for one in row.signable_by],
        "grade": name("grade", row.evidence_level, lang),
        "address": row_address(f"criteria:{row.id}"),
    }


def _ladder(injury: Injury, lang: str) -> Said:
    default = tables.default_ladders[injury.id]
    ladder = tables.ladders[default.ladder]
    return {
        "name": say.named(ladder),
        "first": stage_words(ladder.stage[0]),
        "last": stage_words(ladder.stage[-1]),
        "steps": len(ladder.stage),
        "clean": ladder.clean_needed,
        "joins": say.named(tables.ladders[ladder.joins.ladder]) if ladder.joins else "",
        "proof": of_row(f"ladders:{ladder.id}", lang),
    }


def stage_words(stage: LadderStage) -> str:
    """One step in words: how often, how long running, how long walking."""
    parts = []
    for bout in stage.bouts:
        amounts = {"reps": bout.reps, "run": _time(bout.run_s), "walk": _time(bout.walk_s)}
        if bout.reps == 1 and not bout.walk_s:
            parts.append(_("%(run)s running") % amounts)
        elif not bout.walk_s:
            parts.append(_("%(reps)s times %(run)s running") % amounts)
        else:
            parts.append(_("%(reps)s times %(run)s running and %(walk)s walking") % amounts)
    return ", ".join(parts)


def _time(seconds: int) -> str:
    """Minutes, or seconds where it is less than one."""
    return f"{seconds}{say.NBSP}s" if seconds < MINUTE_S else f"{say.number(seconds / MINUTE_S)}{say.NBSP}min"


def _exercises(injury: Injury, lang: str) -> Said:
    row = tables.injury_exercises[injury.id]
    levels = ((_("Level %(n)s") % {"n": number}, ids) for number, ids in enumerate(row.phase3.values(), 1))
    groups = [(_("Loosening"), row.phase2), *levels, (_("Upkeep after the return"), row.upkeep)]
    return {
        "why": say.in_language(row, "why"),
        "agreed": row.needs_agreement,
        "groups": [{"name": title, "rows": [_exercise(one, lang) for one in ids]} for title, ids in groups if ids],
        "avoid": [_exercise(one, lang) for one in row.avoid],
    }


def _exercise(id: str, lang: str) -> tuple[str, str, str]:
    """Its name, its id for the library, and its row for who is not logged in."""
    return name("exercise", id, lang), id, row_address(f"exercises:{id}")


def _cross(injury: Injury, lang: str) -> list[Said]:
    rows = [row for (one, _modality), row in tables.modality_matrix.items() if one == injury.id]
    return [
        {"status": str(word), "css": status, "names": [_modality(row.injury, row.modality, lang) for row in found]}
        for status, word in STATUS.items()
        if (found := [row for row in rows if row.status == status])
    ]


def _modality(injury: str, modality: str, lang: str) -> tuple[str, str]:
    return name("modality", modality, lang), row_address(f"modality_matrix:{injury}.{modality}")


def signs_by_urgency(flags: tuple[str, ...], lang: str) -> list[Said]:
    """Warning-sign questions, the most urgent first."""
    ordered = most_urgent_first(flags)
    return [
        {"urgency": urgency, "word": str(URGENCIES[urgency]), "rows": rows}
        for urgency in URGENCY
        if (
            rows := [
                {"id": flag, "question": name("flag_question", flag, lang)}
                for flag in ordered
                if tables.red_flags[flag].urgency == urgency
            ]
        )
    ]


def _range(injury: Injury, lang: str) -> Said:
    """The spread of recovery that the dates of the road are drawn with (days)."""
    row = tables.recovery_fallbacks[injury.id]
    days = {key: round(getattr(row, f"{key}_days")) for key in ("median", "p10", "p90")}
    return {**days, "proof": of_row(f"recovery_fallbacks:{injury.id}", lang)}
