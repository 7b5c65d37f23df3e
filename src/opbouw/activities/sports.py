"""The names vendors give to sports, in our words. Returns (sport, indoor); indoor None means not said."""

from __future__ import annotations

import re

from opbouw.activities.dates import plain

Sport = tuple[str, bool | None]

_OTHER: Sport = ("other", None)
_NOT_OURS = (
    "wheelchair",
    "rolstoel",
    "rollstuhl",
    "motor",
    "skateboard",
    "water_ski",
    "waterski",
    "jetski",
    "skipping",
    "snowmobil",
    "handcycle",
    "hand_cycl",
    "transition",
)
# These hold the letters of running and are none.
_NO_RUN = re.compile(r"grund|[bc]runch|trunk")
_INSIDE = ("indoor", "binnen", "virtu")
_WALKED = ("walk", "gehen", "wandel", "marche")
_RAN = ("run", "hardlo", "lauf_", "laufen", "jog")

_WORDS: tuple[tuple[str, Sport], ...] = (
    ("treadmill", ("treadmill", True)),
    ("loopband", ("treadmill", True)),
    ("laufband", ("treadmill", True)),
    ("tapis", ("treadmill", True)),
    ("cinta", ("treadmill", True)),
    ("esteira", ("treadmill", True)),
    ("aquajog", ("swim", None)),  # in the water no step lands, whatever it is called
    ("aquarun", ("swim", None)),
    ("waterrun", ("swim", None)),
    ("trail", ("trail", False)),
    ("senderismo", ("hike", None)),
    ("sendero", ("trail", False)),
    ("carrera_de_monta", ("trail", False)),
    ("carrera_por_monta", ("trail", False)),
    ("row", ("row", None)),
    ("crosstrainer", ("elliptical", True)),
    ("ellipti", ("elliptical", True)),
    ("ellips", ("elliptical", True)),
    ("elipti", ("elliptical", True)),
    ("ellitti", ("elliptical", True)),
    ("stair", ("elliptical", True)),
    ("stepper", ("elliptical", True)),
    ("treppe", ("elliptical", True)),
    ("traptrain", ("elliptical", True)),
    ("spinning", ("cycle", True)),
    ("lap_swim", ("swim", True)),
    ("pool", ("swim", True)),
    ("open_water", ("swim", False)),
    ("swim", ("swim", None)),
    ("zwem", ("swim", None)),
    ("schwimm", ("swim", None)),
    ("natati", ("swim", None)),
    ("nataci", ("swim", None)),
    ("nataca", ("swim", None)),
    ("nuoto", ("swim", None)),
    ("strength", ("strength", True)),
    ("weighttraining", ("strength", True)),
    ("weight_training", ("strength", True)),
    ("crossfit", ("strength", True)),
    ("kracht", ("strength", True)),
    ("kraft", ("strength", True)),
    ("muscu", ("strength", True)),
    ("gewicht", ("strength", True)),
    ("pesas", ("strength", True)),
    ("sollevamento", ("strength", True)),
    ("roller", ("skate", None)),
    ("rollski", ("ski", None)),
    ("inline", ("skate", None)),
    ("skat", ("skate", None)),
    ("schaats", ("skate", None)),
    ("eislauf", ("skate", None)),
    ("schlittschuh", ("skate", None)),
    ("rollschuh", ("skate", None)),
    ("skeeler", ("skate", None)),
    ("patina", ("skate", None)),
    ("pattina", ("skate", None)),
    ("sci_di_fondo", ("ski", None)),
    ("esqui", ("ski", None)),
    ("ski", ("ski", None)),
    ("langlauf", ("ski", None)),
    ("snowshoe", ("hike", False)),
    ("raquette", ("hike", False)),
    ("hik", ("hike", None)),
    ("walk", ("walk", None)),
    ("wandel", ("walk", None)),
    ("wander", ("hike", None)),
    ("randonn", ("hike", None)),
    ("spazier", ("walk", None)),
    ("gehen", ("walk", None)),
    ("marche", ("walk", None)),
    ("camina", ("walk", None)),
    ("camminata", ("walk", None)),
    ("caminhada", ("walk", None)),
    ("escursion", ("hike", None)),
    ("mountainbik", ("cycle", None)),
    ("ride", ("cycle", None)),
    ("cycl", ("cycle", None)),
    ("bik", ("cycle", None)),
    ("fiets", ("cycle", None)),
    ("radfahr", ("cycle", None)),
    ("velo", ("cycle", None)),
    ("cicl", ("cycle", None)),
    ("bici", ("cycle", None)),
    ("gravel", ("cycle", None)),
    ("roei", ("row", None)),
    ("rudern", ("row", None)),
    ("aviron", ("row", None)),
    ("canottaggio", ("row", None)),
    ("run", ("run", None)),
    ("hardlop", ("run", None)),
    ("hardloop", ("run", None)),
    ("lauf", ("run", None)),
    ("course_", ("run", None)),
    ("carrera", ("run", None)),
    ("correr", ("run", None)),
    ("corrida", ("run", None)),
    ("corsa", ("run", None)),
    ("jog", ("run", None)),
)
# Strava writes its own numbers in the type of a GPX track.
_STRAVA_NUMBERS = {"1": "ride", "4": "hike", "9": "run", "10": "walk", "16": "swim"}
_FIT_INDOOR = frozenset(
    {
        "treadmill",
        "spin",
        "indoor_cycling",
        "indoor_rowing",
        "indoor_running",
        "elliptical",
        "stair_climbing",
        "lap_swimming",
        "virtual_activity",
        "indoor_walking",
        "strength_training",
        "cardio_training",
        "flexibility_training",
        "indoor_skiing",
        "yoga",
        "pilates",
    }
)
_FIT_OUTDOOR = frozenset({"trail", "street", "track", "road", "mountain", "open_water", "cyclocross", "gravel_cycling"})


def sport_of_text(text: str | None) -> Sport:
    """The sport that a free vendor name means ("Virtual Ride", "lap_swimming", "9"), or ("other", None)."""
    name = plain(text or "")
    name = _NO_RUN.sub(" ", _STRAVA_NUMBERS.get(name, name))
    underscored = re.sub(r"[\s\-–/]+", "_", name)
    if any(word in underscored for word in _NOT_OURS):
        return _OTHER
    joined = underscored.replace("_", "")
    found = next((sport for word, sport in _WORDS if word in underscored or word in joined), _OTHER)
    return _placed(underscored, found)


def _placed(name: str, found: Sport) -> Sport:
    """What else the name says: walking on a treadmill, walking and running by turns, and whether it was inside."""
    sport, indoor = found
    walked, ran = (any(word in f"{name}_" for word in words) for words in (_WALKED, _RAN))
    if sport == "treadmill" and walked and not ran:
        return "walk", True
    if sport == "walk" and ran:
        sport = "run"
    if indoor is None and sport != "other" and any(word in name for word in _INSIDE):
        indoor = True
    return ("treadmill", True) if sport == "run" and indoor else (sport, indoor)


def sport_of_fit(sport: object, sub_sport: object) -> Sport:
    """The sport of a FIT session from its sport and sub_sport names."""
    main, sub = str(sport or ""), str(sub_sport or "")
    indoor = True if sub in _FIT_INDOOR else False if sub in _FIT_OUTDOOR else None
    if main == "running":
        kind = "treadmill" if sub in {"treadmill", "indoor_running", "virtual_activity"} else "run"
        return ("trail", False) if sub == "trail" else (kind, indoor)
    if main == "transition":
        return _OTHER
    if main in {"generic", "fitness_equipment", "training", "", "None"}:
        found = sport_of_text(sub)
        return (found[0], True if main == "fitness_equipment" else found[1] if indoor is None else indoor)
    found = sport_of_text(main)
    return (found[0], found[1] if indoor is None else indoor)
