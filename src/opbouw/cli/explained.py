"""A decision explained: the proposal, every limit, every point of every gate, each with its rule, source and grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.page import SIGNS, bullet, criterion_line, section
from opbouw.cli.texts import text
from opbouw.core.decision import PHASES
from opbouw.core.serialize import to_plain
from opbouw.words import (
    Standing,
    amount,
    criterion_standing,
    grade,
    limit_sentence,
    limit_standing,
    name,
    sources,
    standing,
)

Answer = Mapping[str, Any]


def explained(told: Answer, lang: str) -> Iterator[RenderableType]:
    """Everything behind a decision, as it is read in the terminal."""
    yield from section("proposal", lang, list(_proposal(told["before_limits"], lang)))
    yield from section("limits", lang, list(_limits(told["limits"], lang)) or [Text(text("limits_none", lang))])
    for gate in told["gates"]:
        yield from _gate(gate, told["phase"], lang)
    yield from section("rules", lang, [_rule(one, lang) for one in told["reasons"]])
    yield Text(f"\n{text('rules_version', lang, version=told['rules_version'])}", style="dim")


def standings(told: Answer, lang: str) -> dict[str, Any]:
    """The same for machines: what every reason, limit and point of a gate stands on, and the citations."""
    rules = {
        "reasons": {one["code"]: standing(one["code"], lang) for one in told["reasons"]},
        "limits": {one: limit_standing(one, lang) for one in _limit_ids(told)},
        "criteria": {one: criterion_standing(one) for one in _criterion_ids(told)},
    }
    cited = sorted({source for found in rules.values() for one in found.values() for source in one.source_ids})
    return {"rules": to_plain(rules), "sources": dict(zip(cited, sources(cited), strict=True))}


def _limit_ids(told: Answer) -> list[str]:
    limits = told.get("limits", ())
    winners = [one["winner"] for one in limits if one["winner"] is not None]
    return sorted({*winners, *(other["id"] for one in limits for other in one["others"])})


def _criterion_ids(told: Answer) -> list[str]:
    return sorted({one["id"] for gate in told.get("gates", ()) for one in gate["criteria"]})


def _proposal(before: Answer, lang: str) -> Iterator[RenderableType]:
    if all(value is None for value in before.values()):
        yield Text(text("before_nothing", lang))
    if before["stage_n"] is not None:
        yield Text(text("before_stage", lang, value=before["stage_n"]))
    for key, line in (("run_minutes", "before_run"), ("cross_minutes", "before_cross")):
        if before[key] is not None:
            yield Text(text(line, lang, value=amount(before[key], "min", lang)))


def _limits(limits: Iterable[Answer], lang: str) -> Iterator[RenderableType]:
    for limit in limits:
        parts: list[RenderableType] = [Text(limit_sentence(limit, lang))]
        if limit["winner"] is not None:
            parts.append(_stands_on(limit_standing(limit["winner"], lang), lang))
        for other in limit["others"]:
            value = amount(other["value"], limit["unit"], lang)
            also = Text(text("limit_other", lang, name=name("winner", other["id"], lang), value=value))
            parts.append(Padding(Group(also, _stands_on(limit_standing(other["id"], lang), lang)), (0, 0, 0, 2)))
        yield bullet(Group(*parts))


def _gate(gate: Answer, phase: str, lang: str) -> Iterator[RenderableType]:
    """A gate with all its points as they stand today; those that only advise are named as such."""
    words = {"start": name("phase", gate["from"], lang), "to": name("phase", gate["to"], lang)}
    behind = PHASES.index(gate["from"]) < PHASES.index(phase)
    state = text("gate_behind" if behind else "gate_open" if gate["open"] else "gate_shut", lang)
    yield Text(f"\n{text('gate_head', lang, **words)} {state}", style="bold")
    for one in gate["criteria"]:
        label = Text(f"{SIGNS[one['status']]} {criterion_line(one, lang)}")
        if not one["blocking"]:
            label.append(text("gate_advice", lang), style="dim")
        yield Padding(
            Group(label, Padding(_stands_on(criterion_standing(one["id"]), lang), (0, 0, 0, 2))), (0, 0, 0, 2)
        )


def _rule(one: Answer, lang: str) -> RenderableType:
    return bullet(Group(Text(one["text"]), _stands_on(standing(one["code"], lang), lang)))


def _stands_on(found: Standing, lang: str) -> RenderableType:
    """The rule, how strong it is, and the citations, small."""
    head = text("stands_on", lang, id=found.id, grade=grade(found.grade, lang))
    rule = [f"“{found.text}”"] if found.text else []
    return Text("\n".join([head, *rule, *(found.published or [text("own_rule", lang)])]), style="dim")
