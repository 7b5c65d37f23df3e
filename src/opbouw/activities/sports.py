"""The names vendors give to sports, in our words. Returns (sport, indoor); indoor None means not said."""

from __future__ import annotations

Sport = tuple[str, bool | None]

_OTHER: Sport = ("other", None)
_NOT_OURS = ("wheelchair", "motor", "skateboard", "water_ski", "snowmobil", "handcycle", "hand_cycl", "transition")

_WORDS: tuple[tuple[str, Sport], ...] = (
    ("treadmill", ("treadmill", True)),
    ("loopband", ("treadmill", True)),
    ("laufband", ("treadmill", True)),
    ("tapis", ("treadmill", True)),
    ("virtuele_hardloop", ("treadmill", True)),
    ("virtueller_lauf", ("treadmill", True)),
    ("virtuele_fiets", ("cycle", True)),
    ("virtuelle_rad", ("cycle", True)),
    ("virtualrun", ("treadmill", True)),
    ("virtual_run", ("treadmill", True)),
    ("indoor_running", ("treadmill", True)),
    ("indoorrunning", ("treadmill", True)),
    ("trail", ("trail", False)),
    ("indoor_row", ("row", True)),
    ("virtualrow", ("row", True)),
    ("row", ("row", None)),
    ("elliptical", ("elliptical", True)),
    ("crosstrainer", ("elliptical", True)),
    ("ellipti", ("elliptical", True)),
    ("stair", ("elliptical", True)),
    ("indoor_cycling", ("cycle", True)),
    ("indoor_bik", ("cycle", True)),
    ("indoor_rid", ("cycle", True)),
    ("virtualride", ("cycle", True)),
    ("virtual_ride", ("cycle", True)),
    ("spinning", ("cycle", True)),
    ("lap_swim", ("swim", True)),
    ("pool", ("swim", True)),
    ("open_water", ("swim", False)),
    ("swim", ("swim", None)),
    ("zwem", ("swim", None)),
    ("schwimm", ("swim", None)),
    ("natati", ("swim", None)),
    ("nuoto", ("swim", None)),
    ("strength", ("strength", True)),
    ("weighttraining", ("strength", True)),
    ("weight_training", ("strength", True)),
    ("crossfit", ("strength", True)),
    ("kracht", ("strength", True)),
    ("kraft", ("strength", True)),
    ("muscu", ("strength", True)),
    ("roller", ("skate", None)),
    ("rollski", ("ski", None)),
    ("inline", ("skate", None)),
    ("skat", ("skate", None)),
    ("schaats", ("skate", None)),
    ("eislauf", ("skate", None)),
    ("ski", ("ski", None)),
    ("langlauf", ("ski", None)),
    ("snowshoe", ("hike", False)),
    ("hik", ("hike", None)),
    ("walk", ("walk", None)),
    ("wandel", ("walk", None)),
    ("wander", ("hike", None)),
    ("randonn", ("hike", None)),
    ("spazier", ("walk", None)),
    ("gehen", ("walk", None)),
    ("marche", ("walk", None)),
    ("caminata", ("walk", None)),
    ("camminata", ("walk", None)),
    ("mountainbik", ("cycle", None)),
    ("ride", ("cycle", None)),
    ("cycl", ("cycle", None)),
    ("bik", ("cycle", None)),
    ("fiets", ("cycle", None)),
    ("radfahr", ("cycle", None)),
    ("velo", ("cycle", None)),
    ("vélo", ("cycle", None)),
    ("cicl", ("cycle", None)),
    ("roeien", ("row", None)),
    ("rudern", ("row", None)),
    ("run", ("run", None)),
    ("hardlop", ("run", None)),
    ("hardloop", ("run", None)),
    ("lauf", ("run", None)),
    ("course_", ("run", None)),
    ("carrera", ("run", None)),
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
    name = (text or "").strip().casefold()
    name = _STRAVA_NUMBERS.get(name, name)
    underscored = name.replace(" ", "_").replace("-", "_")
    if any(word in underscored for word in _NOT_OURS):
        return _OTHER
    for word, sport in _WORDS:
        if word in underscored or word in underscored.replace("_", ""):
            return sport
    return _OTHER


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
