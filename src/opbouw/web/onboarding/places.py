"""The body map: the dots somebody can tap, and the regions of the evidence tables each dot may mean."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.flags import questions_for
from opbouw.evidence import tables
from opbouw.web.ui import say

UNKNOWN = "unknown"
UNKNOWN_INJURY = "unknown_overuse"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the body one can tap: front or back, one dot in the middle or one on each side."""

    id: str
    word: "str | Promise"
    view: str
    regions: tuple[str, ...]
    paired: bool = True


AREAS = {
    area.id: area
    for area in (
        Area("hip", lazy("hip"), "front", ("hip_lateral", "hip_anterior")),
        Area("groin", lazy("groin"), "front", ("groin", "pelvis")),
        Area("thigh_front", lazy("front of the thigh"), "front", ("thigh_anterior",)),
        Area("knee", lazy("knee"), "front", ("knee_anterior", "knee_lateral", "knee_medial")),
        Area("shin", lazy("shin"), "front", ("shin_medial", "shin_anterior")),
        Area("ankle", lazy("ankle"), "front", ("ankle_lateral", "ankle_medial", "ankle_anterior")),
        Area("foot", lazy("foot"), "front", ("midfoot", "forefoot")),
        Area("low_back", lazy("lower back"), "back", ("low_back", "pelvis"), paired=False),
        Area("buttock", lazy("buttock"), "back", ("buttock", "pelvis")),
        Area("hamstring", lazy("back of the thigh"), "back", ("thigh_posterior",)),
        Area("knee_back", lazy("hollow of the knee"), "back", ("thigh_posterior", "calf")),
        Area("calf", lazy("calf"), "back", ("calf",)),
        Area("achilles", lazy("Achilles tendon"), "back", ("achilles",)),
        Area("heel", lazy("heel or sole"), "back", ("heel", "foot_plantar")),
    )
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One place to tap."""

    value: str
    label: str
    place: str
    view: str


def dots() -> list[Dot]:
    """Every dot with its name, spoken with its side; the class `at-...` puts it in its place."""
    return [
        Dot(f"{area.id}:{side}", spoken(area.id, side), f"at-{area.id}-{side}", area.view)
        for area in AREAS.values()
        for side in (("right", "left") if area.paired else ("none",))
    ]


def spoken(area_id: str, side: str) -> str:
    """A place in words, such as "Achilles tendon right"."""
    if area_id == UNKNOWN:
        return _("Spot not clear")
    word = str(AREAS[area_id].word)
    word = word[:1].upper() + word[1:]
    return {
        "right": _("%(place)s right") % {"place": word},
        "left": _("%(place)s left") % {"place": word},
        "both": _("%(place)s, both sides") % {"place": word},
    }.get(side, word)


def regions_of(area_id: str) -> tuple[str, ...]:
    """The regions an area may mean; the unknown area means none in particular."""
    return AREAS[area_id].regions if area_id in AREAS else ()


def injuries_at(area_id: str, region: str | None = None) -> list[str]:
    """Injuries that are felt in a region, or anywhere in an area; all of them when the area is unknown."""
    wanted = {region} if region and region != UNKNOWN else set(regions_of(area_id))
    return [
        row.id
        for row in tables.injuries.values()
        if row.id != UNKNOWN_INJURY and (not wanted or wanted & set(row.body_regions))
    ]


def named_by_a_clinician(injury: str) -> bool:
    """Bone stress is a name a professional gives; nobody picks it from a feeling."""
    return injury.startswith("bsi_")


def plain(injury: str) -> str:
    """An injury in plain words, beginning with a capital."""
    text = say.in_language(tables.injury_texts[injury], "plain")
    return text[:1].upper() + text[1:]


def flags_for(injury: str, region: str) -> list[str]:
    """The warning-sign questions for an injury at a region; all of them when either is not known."""
    return list(questions_for(tables.injuries[injury], region))
