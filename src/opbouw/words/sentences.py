"""A reason, a limit and a whole decision in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from opbouw.core.decision import Decision, Limit, Refusal
from opbouw.core.serialize import decision_to_dict, to_plain
from opbouw.evidence import tables
from opbouw.words.fill import Amount, Day, Named, amount, list_of, lower_first, texts
from opbouw.words.names import name

Answer = Decision | Refusal | Mapping[str, Any]


def say(code: str, params: Mapping[str, Any], lang: str) -> str:
    """The sentences of a reason.

    :param params: the parameters of the code, as a decision gives them; dates may be in ISO form.
    :raises KeyError: for a code without a sentence, or a parameter that is missing.
    :raises ValueError: for a language that is not written.
    """
    template = texts(lang)["reason"][code]
    return template.format(**{key: _shown(key, value, lang) for key, value in params.items()})


def limit_sentence(limit: Limit | Mapping[str, Any], lang: str) -> str:
    """What a limit did: the number it gave, the number it would have been, and which limit won."""
    row = limit if isinstance(limit, Mapping) else to_plain(limit)
    held = row["winner"] is not None
    return texts(lang)["text"]["limit_held" if held else "limit_free"].format(
        what=name("limit", row["id"], lang),
        value=amount(row["value"], row["unit"], lang),
        original=amount(row["original"], row["unit"], lang),
        winner=name("winner", row["winner"], lang) if held else "",
    )


def plain(answer: Answer) -> Mapping[str, Any]:
    """An answer in the shape of the contract, whatever form it came in."""
    return answer if isinstance(answer, Mapping) else decision_to_dict(answer)


def decision_in_words(decision: Answer, lang: str) -> dict[str, Any]:
    """A decision or refusal in the shape of the contract, the text of every reason filled; the input stays as it is.

    :raises KeyError: for a reason whose code has no sentence.
    """
    made = dict(plain(decision))
    made["reasons"] = _told(made["reasons"], lang)
    if made.get("proposal") is not None:
        made["proposal"] = {**made["proposal"], "reasons": _told(made["proposal"]["reasons"], lang)}
    return made


def _told(reasons: list[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    return [{**one, "text": say(one["code"], one["params"], lang)} for one in reasons]


# ---- what a parameter becomes in a sentence


def _shown(key: str, value: Any, lang: str) -> Any:
    if isinstance(value, str):
        return WORDS[key](value, lang) if key in WORDS else value
    return Day(value, lang) if isinstance(value, date) else Amount(value, lang)


def _inside(kind: str) -> Callable[[str, str], str]:
    """The name of an id of this kind as it stands inside a sentence."""

    def told(id: str, lang: str) -> str:
        return lower_first(name(kind, id, lang))

    return told


def _flag(id: str, lang: str) -> Named:
    return Named({"": name("flag", id, lang), "question": name("flag_question", id, lang)})


def _injury(id: str, lang: str) -> str:
    return name("injury", id, lang) if id in tables.injury_texts else id


def _ladder(id: str, lang: str) -> str:
    return name("ladder", id, lang) if id in tables.ladders else id


def _questions(ids: str, lang: str) -> str:
    return list_of([lower_first(name("question", one, lang)) for one in ids.split(", ")], lang)


def _near(ids: str, lang: str) -> str:
    """Ids with their names, because the one who reads it has to write the id."""
    if ids == "-":
        return texts(lang)["text"]["none_near"]
    return ", ".join(f"{one} ({_near_name(one, lang)})" for one in ids.split(", "))


def _near_name(id: str, lang: str) -> str:
    return lower_first(name("injury" if id in tables.injury_texts else "region", id, lang))


def _wish(kind: str, lang: str) -> str:
    return lower_first(name("session", kind, lang)) if kind in texts(lang)["session"] else kind


def modality_word(id: str, lang: str) -> str:
    """A way of cross-training inside a sentence, without what stands in brackets."""
    return lower_first(name("modality", id, lang).split(" (")[0])


WORDS: Mapping[str, Callable[[str, str], Any]] = {
    "on": Day,
    "from_on": Day,
    "to_on": Day,
    "onset": Day,
    "until": Day,
    "since": Day,
    "region": _inside("region"),
    "flag": _flag,
    "injury": _injury,
    "criterion": _inside("criterion"),
    "questions": _questions,
    "modality": modality_word,
    "ladder": _ladder,
    "to": _inside("phase"),
    "near": _near,
    "type": _inside("event"),
    "kind": _wish,
    "exercise": _inside("exercise"),
    "instead": _inside("exercise"),
    "side": _inside("side"),
}
