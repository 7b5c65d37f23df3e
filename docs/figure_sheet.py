"""The contact sheet: every figure at 120 and at 340 pixels, moving, with its strip and words; to look at, not for git.

`make figures` writes it; open it in a browser and look at each one before a change to a pose goes out.
"""

from html import escape
from pathlib import Path

from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.figures import Drawing, figures_of, movement, outline_defs
from opbouw.figures.motion import loop_seconds
from opbouw.figures.pose import VIEWS
from opbouw.figures.sound import problems

ROOT = Path(__file__).resolve().parent.parent
SHEET = ROOT / ".opbouw" / "figures" / "index.html"
WEB = ROOT / "src" / "opbouw" / "web"
STYLES = (
    WEB / "ui" / "static" / "ui" / "tokens.css",
    WEB / "ui" / "static" / "ui" / "base.css",
    WEB / "figures" / "static" / "figures" / "figures.css",
)
OWN = """
body { margin: 1rem; font-family: sans-serif; }
main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(31rem, 1fr)); }
article { border: 1px solid var(--line); padding: .75rem; }
article .row { display: flex; gap: .75rem; align-items: flex-end; }
article .large svg { inline-size: 340px; max-block-size: 340px; }
article .small svg { inline-size: 120px; max-block-size: 120px; }
article .fig-strip { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .5rem; }
h2 { font-size: 1rem; margin: 0; } p { font-size: .8rem; margin: .25rem 0; } .wrong { color: var(--stop-fg); }
"""


def sheet() -> str:
    """The whole page, with nothing to fetch."""
    style = "".join(path.read_text(encoding="utf-8") for path in STYLES) + OWN
    rows = dict.fromkeys([*tables.exercises, *tables.readiness_tests, *sorted(OWN_CHECKS)])
    drawn = [one.id for row in rows for one in figures_of(row)]
    cards = [card(name) for name in drawn]
    frames = "".join(Drawing(movement(name)).keyframes() for name in drawn)
    defs = "".join(outline_defs(view) for view in VIEWS)
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f"<title>Figures</title><style>{style}{frames}</style>"
        f'<svg class="fig-defs" width="0" height="0" aria-hidden="true"><defs>{defs}</defs></svg>'
        f"<h1>{len(cards)} figures of exercises and tests</h1><main>{''.join(cards)}</main></html>\n"
    )


def card(name: str) -> str:
    """One figure at both sizes, its dose, its words and what the checks say of it."""
    found = movement(name)
    drawing = Drawing(found)
    wrong = "".join(f'<p class="wrong">{escape(text)}</p>' for text in problems(found))
    return (
        f"<article><h2>{escape(title(found.exercise))}</h2>"
        f"<p><code>{name}</code>, {found.view}, {dose(found.exercise)}, loop {loop_seconds(found):g} s</p>{wrong}"
        f'<div class="row"><div class="large">{drawing.animated("nl")}</div>'
        f'<div class="small">{drawing.still("nl", hidden=True)}</div></div>{drawing.strip("nl")}'
        f"<p>{escape(found.alt['nl'])}</p><p>{escape(found.alt['en'])}</p></article>"
    )


def title(exercise: str) -> str:
    """The name of an exercise or test in both languages; of an own check its id."""
    row = tables.exercises.get(exercise) or tables.readiness_tests.get(exercise)
    return f"{row.name_nl} / {row.name_en}" if row else exercise


def dose(exercise: str) -> str:
    """Sets, repetitions, hold and tempo of an exercise; a test has none."""
    row = tables.exercises.get(exercise)
    return f"{row.sets} × {row.reps or ''} {row.hold_s or ''} {row.tempo_down_hold_up}" if row else "a test"


def main() -> None:
    """Write the sheet into a folder that git ignores."""
    SHEET.parent.mkdir(parents=True, exist_ok=True)
    SHEET.write_text(sheet(), encoding="utf-8")
    print(SHEET.relative_to(ROOT))


if __name__ == "__main__":
    main()
