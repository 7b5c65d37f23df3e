"""Why a file was not taken, in words: one table, code -> English and Dutch, each as (what it is, what to do)."""

from __future__ import annotations

from collections.abc import Mapping

Words = tuple[str, str]

REASONS: dict[str, tuple[Words, Words]] = {
    "taken": (("Read.", ""), ("Gelezen.", "")),
    "taken_with_warnings": (("Read, with a remark: {warnings}", ""), ("Gelezen, met een opmerking: {warnings}", "")),
    "cut_short": (
        ("The file is damaged or cut off; the {value} samples before that were kept.", ""),
        ("Het bestand is beschadigd of afgebroken; de {value} metingen ervoor zijn bewaard.", ""),
    ),
    "checksum": (
        ("The checksum does not match; every value was checked on its own.", ""),
        ("De controlesom klopt niet; elke waarde is apart gecontroleerd.", ""),
    ),
    "never_closed": (
        ("The recording was never closed; the {value} samples in it were kept.", ""),
        ("De opname is nooit afgesloten; de {value} metingen erin zijn bewaard.", ""),
    ),
    "wrong_length": (
        ("The file states a wrong length; it was read to its real end.", ""),
        ("Het bestand geeft een verkeerde lengte op; het is tot het echte einde gelezen.", ""),
    ),
    "bytes_behind": (
        ("Behind the recording stands something that is no FIT; it was left out, the recording was kept.", ""),
        ("Achter de opname staat iets dat geen FIT is; dat is weggelaten, de opname is bewaard.", ""),
    ),
    "sessions_left_out": (
        ("The file holds more sessions than any recording; the last {value} were left out.", ""),
        ("Het bestand bevat meer sessies dan een opname kan hebben; de laatste {value} zijn weggelaten.", ""),
    ),
    "laps_left_out": (
        ("The file holds more laps than any recording; the last {value} were left out.", ""),
        ("Het bestand bevat meer ronden dan een opname kan hebben; de laatste {value} zijn weggelaten.", ""),
    ),
    "times_sorted": (
        ("Times were out of order; the samples were sorted by time.", ""),
        ("Tijden stonden door elkaar; de metingen zijn op tijd gesorteerd.", ""),
    ),
    "tracks_without_time": (
        ("{value} tracks without times were left out.", ""),
        ("{value} sporen zonder tijden zijn weggelaten.", ""),
    ),
    "sport_not_said": (
        ("The file does not say which sport it was; only where you or another file says so is it a run.", ""),
        (
            "Het bestand zegt niet welke sport het was; alleen als jij of een ander bestand het zegt, telt het mee.",
            "",
        ),
    ),
    "day_unknown": (
        ("Activities that do not count, as no day is known (a clock that was never set, or is ahead): {value}.", ""),
        ("Activiteiten die niet meetellen, omdat de dag niet bekend is (klok nooit gezet, of vooruit): {value}.", ""),
    ),
    "also_recorded": (
        ("The same activity was also recorded in {value} other files; the best of each was used.", ""),
        ("Dezelfde activiteit staat ook in {value} andere bestanden; het beste van elk is gebruikt.", ""),
    ),
    "known": (
        ("Already imported: exactly the same file was read before.", ""),
        ("Al geïmporteerd: precies hetzelfde bestand is eerder gelezen.", ""),
    ),
    "same_file": (
        ("The same file as {name}, so it counts once.", ""),
        ("Hetzelfde bestand als {name}, dus het telt één keer.", ""),
    ),
    "in_other_files": (
        ("All {rows} rows of this table belong to activity files that were read.", ""),
        ("Alle {rows} regels van deze tabel horen bij activiteitbestanden die gelezen zijn.", ""),
    ),
    "not_found": (
        ("There is no file or folder with this name.", "Check the name and try again."),
        ("Er is geen bestand of map met deze naam.", "Controleer de naam en probeer het opnieuw."),
    ),
    "unreadable": (
        ("The file could not be opened ({error}).", "Check that you may read it and try again."),
        ("Het bestand kon niet worden geopend ({error}).", "Controleer of je het mag lezen en probeer het opnieuw."),
    ),
    "empty_file": (
        ("The file is empty.", "Export or copy it again."),
        ("Het bestand is leeg.", "Exporteer of kopieer het opnieuw."),
    ),
    "empty_folder": (
        ("The folder holds no files.", "Choose the folder with your activity files."),
        ("De map bevat geen bestanden.", "Kies de map met je activiteitbestanden."),
    ),
    "file_too_large": (
        ("The file is larger than {limit_mb} MB, more than one activity can be.", "Split it or leave it out."),
        ("Het bestand is groter dan {limit_mb} MB, meer dan één activiteit kan zijn.", "Splits het of laat het weg."),
    ),
    "unknown_type": (
        (
            "This is not a FIT, TCX, GPX, gzip or zip file, nor a Strava activities.csv.",
            "Export the activity as FIT, TCX or GPX.",
        ),
        (
            "Dit is geen FIT-, TCX-, GPX-, gzip- of zipbestand en geen activities.csv van Strava.",
            "Exporteer de activiteit als FIT, TCX of GPX.",
        ),
    ),
    "not_what_name_says": (
        (
            "The name ends in .{suffix} but the content is not {suffix}.",
            "Export the activity again from the watch or its app.",
        ),
        (
            "De naam eindigt op .{suffix}, maar de inhoud is geen {suffix}.",
            "Exporteer de activiteit opnieuw uit het horloge of de app.",
        ),
    ),
    "not_activity_file": (
        ("A file of another kind, not an activity: left alone.", ""),
        ("Een ander soort bestand, geen activiteit: overgeslagen.", ""),
    ),
    "json_training": (
        (
            "Training of Polar, Suunto, Health Connect or Samsung in JSON, which is not read here.",
            "Export those activities as FIT, TCX or GPX.",
        ),
        (
            "Training van Polar, Suunto, Health Connect of Samsung in JSON; dat wordt hier niet gelezen.",
            "Exporteer die activiteiten als FIT, TCX of GPX.",
        ),
    ),
    "system_file": (
        ("A file the computer added itself: left alone.", ""),
        ("Een bestand dat de computer zelf heeft toegevoegd: overgeslagen.", ""),
    ),
    "unknown_table": (
        ("A table without activities or days of rest that can be recognised: left alone.", ""),
        ("Een tabel zonder herkenbare activiteiten of dagen van rust: overgeslagen.", ""),
    ),
    "strava_other_language": (
        (
            "A Strava table whose column names are not English.",
            "Set the language of Strava to English and ask for the export again.",
        ),
        (
            "Een tabel van Strava waarvan de kolomnamen niet Engels zijn.",
            "Zet Strava in het Engels en vraag de export opnieuw aan.",
        ),
    ),
    "table_damaged": (
        ("The table could not be read: {problem}.", "Export it again and do not edit it."),
        ("De tabel kon niet worden gelezen: {problem}.", "Exporteer hem opnieuw en bewerk hem niet."),
    ),
    "table_empty": (
        ("The table has column names but no activities.", ""),
        ("De tabel heeft kolomnamen maar geen activiteiten.", ""),
    ),
    "told_nothing": (
        (
            "By the columns as you told them not one row has a readable day with a distance or a time.",
            "Check which column holds what, and how days are written.",
        ),
        (
            "Met de kolommen zoals jij ze opgaf heeft geen enkele regel een leesbare dag met een afstand of een tijd.",
            "Controleer welke kolom wat bevat, en hoe de dagen geschreven zijn.",
        ),
    ),
    "table_unsure": (
        ("A table of activities, but not all of it is sure: {warnings}", "Change that in the table and give it again."),
        (
            "Een tabel met activiteiten, maar niet alles is zeker: {warnings}",
            "Pas dat aan in de tabel en geef hem opnieuw.",
        ),
    ),
    "doubt_distance_unit": (
        ("Kilometres or miles?", "Call the column “Distance (km)” or “Distance (mi)”."),
        ("Kilometers of mijlen?", "Noem de kolom “Afstand (km)” of “Afstand (mi)”."),
    ),
    "doubt_duration_unit": (
        ("How long is one?", "Call the column “Duration (min)” or “Duration (s)”, or write 1:02:03."),
        ("Hoe lang is één?", "Noem de kolom “Duur (min)” of “Duur (s)”, of schrijf 1:02:03."),
    ),
    "doubt_date_order": (
        ("Day or month first?", "Write dates as 2026-03-02."),
        ("Eerst de dag of eerst de maand?", "Schrijf datums als 2026-03-02."),
    ),
    "doubt_sport": (
        ("Which sport?", "Add a column “Sport”, with “run” where you ran."),
        ("Welke sport?", "Maak een kolom “Sport”, met “hardlopen” waar je liep."),
    ),
    "doubt_people": (
        ("It holds several people. Keep only your own rows.", ""),
        ("Er staan meer mensen in. Houd alleen je eigen regels over.", ""),
    ),
    "rows_left_out": (
        ("Rows without a readable date, or without distance and time: {value}. Those were left out.", ""),
        ("Regels zonder leesbare datum, of zonder afstand en tijd: {value}. Die zijn weggelaten.", ""),
    ),
    "table_too_large": (
        ("The table is larger than {limit_mb} MB or has more than {rows} rows.", "Split it by year."),
        ("De tabel is groter dan {limit_mb} MB of heeft meer dan {rows} regels.", "Splits hem per jaar."),
    ),
    "json_damaged": (
        ("The JSON file could not be read ({problem}).", "Export or download it again."),
        ("Het JSON-bestand kon niet worden gelezen ({problem}).", "Exporteer of download het opnieuw."),
    ),
    "json_too_large": (
        ("The JSON file is larger than {limit_mb} MB.", "Ask for an export of fewer years."),
        ("Het JSON-bestand is groter dan {limit_mb} MB.", "Vraag een export van minder jaren aan."),
    ),
    "taken_wellness": (
        ("Read: {days} days with resting heart rate, heart rate variability or sleep. It holds no activities.", ""),
        ("Gelezen: {days} dagen met rusthartslag, hartslagvariatie of slaap. Er staan geen activiteiten in.", ""),
    ),
    "wellness_days": (
        ("It also holds {value} days with resting heart rate, heart rate variability or sleep.", ""),
        ("Er staan ook {value} dagen met rusthartslag, hartslagvariatie of slaap in.", ""),
    ),
    "wellness_empty": (
        ("No day in it has a resting heart rate, heart rate variability or sleep: left alone.", ""),
        ("Geen enkele dag heeft een rusthartslag, hartslagvariatie of slaap: overgeslagen.", ""),
    ),
    "shoes_named": (
        ("Number of pairs of shoes it names: {value}.", ""),
        ("Aantal paren schoenen dat erin staat: {value}.", ""),
    ),
    "gear_only": (
        ("A list of gear; {count} pairs of shoes were found. The activities are in other files.", ""),
        (
            "Een lijst met uitrusting; er staan {count} paren schoenen in. De activiteiten staan in andere bestanden.",
            "",
        ),
    ),
    "apple_health": (
        ("An export of Apple Health without workouts, resting heart rate or sleep: left alone.", ""),
        ("Een export van Apple Gezondheid zonder work-outs, rusthartslag of slaap: overgeslagen.", ""),
    ),
    "export_cut_short": (
        ("The file breaks off at line {value}; what came before it was kept.", ""),
        ("Het bestand breekt af bij regel {value}; wat ervoor stond is bewaard.", ""),
    ),
    "workouts_left_out": (
        ("It holds {value} workouts more than can be read at once; those were left out.", ""),
        ("Er staan {value} work-outs meer in dan in één keer gelezen kunnen worden; die zijn weggelaten.", ""),
    ),
    "fit_damaged": (
        (
            "The FIT file is damaged before its first measurement: {problem}.",
            "Copy it again from the watch or export it again.",
        ),
        (
            "Het FIT-bestand is beschadigd vóór de eerste meting: {problem}.",
            "Kopieer het opnieuw van het horloge of exporteer het opnieuw.",
        ),
    ),
    "fit_workout": (
        ("A planned workout, not a done activity: left alone.", ""),
        ("Een geplande training, geen gedane activiteit: overgeslagen.", ""),
    ),
    "fit_course": (
        ("A course to follow, not a done activity: left alone.", ""),
        ("Een route om te volgen, geen gedane activiteit: overgeslagen.", ""),
    ),
    "fit_settings": (
        ("Settings of a device, not an activity: left alone.", ""),
        ("Instellingen van een apparaat, geen activiteit: overgeslagen.", ""),
    ),
    "fit_monitoring": (
        ("Daily monitoring (steps, resting heart rate), not an activity: left alone.", ""),
        ("Dagelijkse metingen (stappen, rusthartslag), geen activiteit: overgeslagen.", ""),
    ),
    "fit_weight": (
        ("Measurements of a scale, not an activity: left alone.", ""),
        ("Metingen van een weegschaal, geen activiteit: overgeslagen.", ""),
    ),
    "fit_other": (
        ("A FIT file of the kind '{kind}', not an activity: left alone.", ""),
        ("Een FIT-bestand van de soort '{kind}', geen activiteit: overgeslagen.", ""),
    ),
    "fit_no_activity": (
        ("A FIT file without any session or measurement: left alone.", ""),
        ("Een FIT-bestand zonder sessie of meting: overgeslagen.", ""),
    ),
    "xml_damaged": (
        ("The file stops being readable at line {line}: {problem}.", "Export the activity again."),
        ("Het bestand is vanaf regel {line} niet leesbaar: {problem}.", "Exporteer de activiteit opnieuw."),
    ),
    "xml_entities": (
        (
            "The file declares its own document type or entities, which can be used to harm a computer.",
            "Export the activity again from the watch or its app.",
        ),
        (
            "Het bestand legt een eigen documenttype of entiteiten vast, waarmee een computer kan worden beschadigd.",
            "Exporteer de activiteit opnieuw uit het horloge of de app.",
        ),
    ),
    "xml_encoding": (
        ("The text is in a code that is not read ({encoding}).", "Save it or export it again as UTF-8."),
        ("De tekst staat in een code die niet wordt gelezen ({encoding}).", "Bewaar of exporteer het als UTF-8."),
    ),
    "xml_too_deep": (
        (
            "The elements lie more than {limit} deep in each other; no activity is written so.",
            "Export the activity again from the watch or its app.",
        ),
        (
            "De elementen liggen meer dan {limit} diep in elkaar; zo wordt geen activiteit geschreven.",
            "Exporteer de activiteit opnieuw uit het horloge of de app.",
        ),
    ),
    "xml_too_long": (
        (
            "One tag or remark in it is longer than {limit_mb} MB; no activity is written so.",
            "Export the activity again from the watch or its app.",
        ),
        (
            "Eén label of opmerking erin is langer dan {limit_mb} MB; zo wordt geen activiteit geschreven.",
            "Exporteer de activiteit opnieuw uit het horloge of de app.",
        ),
    ),
    "xml_too_many_names": (
        (
            "It has more than {limit} different names of elements; no activity is written so.",
            "Export the activity again from the watch or its app.",
        ),
        (
            "Er staan meer dan {limit} verschillende namen van elementen in; zo wordt geen activiteit geschreven.",
            "Exporteer de activiteit opnieuw uit het horloge of de app.",
        ),
    ),
    "too_many_points": (
        ("It holds more than {limit} points, more than ten days by the second.", "Split it into activities."),
        ("Er staan meer dan {limit} punten in, meer dan tien dagen per seconde.", "Splits het in activiteiten."),
    ),
    "too_many_parts": (
        ("It holds more than {limit} tracks, segments or laps.", "Split it into activities."),
        ("Er staan meer dan {limit} sporen, delen of rondes in.", "Splits het in activiteiten."),
    ),
    "xml_other": (
        ("An XML file that is neither GPX nor TCX: left alone.", ""),
        ("Een XML-bestand dat geen GPX of TCX is: overgeslagen.", ""),
    ),
    "tcx_course": (
        ("A TCX course to follow, not a done activity: left alone.", ""),
        ("Een TCX-route om te volgen, geen gedane activiteit: overgeslagen.", ""),
    ),
    "tcx_workout": (
        ("A planned TCX workout, not a done activity: left alone.", ""),
        ("Een geplande TCX-training, geen gedane activiteit: overgeslagen.", ""),
    ),
    "tcx_no_activity": (
        ("A TCX file without any activity: left alone.", ""),
        ("Een TCX-bestand zonder activiteit: overgeslagen.", ""),
    ),
    "gpx_route": (
        ("A route without times, so nobody can tell when or how fast: left alone.", ""),
        ("Een route zonder tijden, dus niemand weet wanneer of hoe snel: overgeslagen.", ""),
    ),
    "gpx_waypoints": (
        ("Only separate points of interest, no track: left alone.", ""),
        ("Alleen losse punten, geen gelopen spoor: overgeslagen.", ""),
    ),
    "gpx_empty": (
        ("A GPX file without a single point: left alone.", ""),
        ("Een GPX-bestand zonder één punt: overgeslagen.", ""),
    ),
    "gzip_damaged": (
        ("The gzip file is damaged or is not gzip inside.", "Download or copy it again."),
        ("Het gzip-bestand is beschadigd of bevat geen gzip.", "Download of kopieer het opnieuw."),
    ),
    "zip_damaged": (
        ("The zip file is damaged: {problem}.", "Download or copy it again."),
        ("Het zipbestand is beschadigd: {problem}.", "Download of kopieer het opnieuw."),
    ),
    "zip_encrypted": (
        ("This member of the zip file has a password.", "Unpack it yourself and import the files."),
        ("Dit onderdeel van het zipbestand heeft een wachtwoord.", "Pak het zelf uit en importeer de bestanden."),
    ),
    "zip_bad_name": (
        (
            "The name of this member points outside the archive, so it was not opened.",
            "Make the zip file again from your own files.",
        ),
        (
            "De naam van dit onderdeel wijst buiten het archief, dus het is niet geopend.",
            "Maak het zipbestand opnieuw van je eigen bestanden.",
        ),
    ),
    "zip_link": (
        ("This member is a link to another file, so it was not opened.", "Put the file itself in the zip file."),
        (
            "Dit onderdeel is een verwijzing naar een ander bestand en is niet geopend.",
            "Zet het bestand zelf in de zip.",
        ),
    ),
    "empty_archive": (
        ("The archive is empty.", "Export it again."),
        ("Het archief is leeg.", "Exporteer het opnieuw."),
    ),
    "archive_too_many": (
        ("The archive holds more than {limit} files.", "Split it into smaller archives."),
        ("Het archief bevat meer dan {limit} bestanden.", "Splits het in kleinere archieven."),
    ),
    "archive_too_large": (
        (
            "Unpacked, the archive is larger than {limit_mb} MB; reading stopped here.",
            "Split it into smaller archives.",
        ),
        (
            "Uitgepakt is het archief groter dan {limit_mb} MB; hier is het lezen gestopt.",
            "Splits het in kleinere archieven.",
        ),
    ),
    "no_room": (
        ("There is no room on the disk to unpack this archive.", "Make room, or unpack it first and give its files."),
        (
            "Er is geen ruimte op de schijf om dit archief uit te pakken.",
            "Maak ruimte, of pak het eerst uit en geef de bestanden.",
        ),
    ),
    "archive_bomb": (
        (
            "It unpacks to more than {limit} times its own size, which no activity does.",
            "Leave it out, or export it again.",
        ),
        (
            "Uitgepakt is het meer dan {limit} keer zo groot, en dat is geen activiteit.",
            "Laat het weg of exporteer het opnieuw.",
        ),
    ),
    "archive_too_deep": (
        ("Archives within archives, more than {limit} deep.", "Unpack the outer ones first."),
        ("Archieven in archieven, meer dan {limit} diep.", "Pak eerst de buitenste uit."),
    ),
    "several_activities": (
        ("It holds {count} activities where one was asked for.", "Use the import for whole archives."),
        ("Het bevat {count} activiteiten waar er één werd gevraagd.", "Gebruik de import voor hele archieven."),
    ),
    "no_activity": (
        ("It holds no activity.", "Choose a file with an activity."),
        ("Het bevat geen activiteit.", "Kies een bestand met een activiteit."),
    ),
    "unexpected": (
        ("The file could not be understood ({problem}).", "Export it again as FIT, TCX or GPX."),
        ("Het bestand kon niet worden begrepen ({problem}).", "Exporteer het opnieuw als FIT, TCX of GPX."),
    ),
}


# What stopped the reading of a FIT file, as part of the sentence of fit_damaged.
PROBLEMS: dict[str, Words] = {
    "header": ("it does not begin as FIT does", "het begint niet zoals FIT begint"),
    "cut": ("it ends in the middle of a message", "het houdt midden in een bericht op"),
    "undefined": ("a message does not follow the format", "een bericht volgt het formaat niet"),
    "limit": ("it holds more messages than any recording", "het bevat meer berichten dan een opname kan hebben"),
    "never_closed": ("the recording was never closed", "de opname is nooit afgesloten"),
}


class _Params(dict[str, object]):
    """The parameters of a template; one that is missing shows its name instead of failing."""

    def __missing__(self, key: str) -> str:
        return key


def reason_parts(code: str, params: Mapping[str, object], lang: str = "en") -> Words:
    """(what it is, what to do) of a reason in English or Dutch. Raises KeyError for a code that has no words."""
    english, dutch = REASONS[code]
    what, todo = dutch if lang == "nl" else english
    filled = _Params(params)
    if isinstance(warnings := params.get("warnings"), (tuple, list)):
        filled["warnings"] = " ".join(warning_text(str(warning), lang) for warning in warnings)
    if (words := PROBLEMS.get(str(params.get("problem")))) is not None:
        filled["problem"] = words[lang == "nl"]
    return what.format_map(filled), todo.format_map(filled)


def reason_text(code: str, params: Mapping[str, object], lang: str = "en") -> str:
    """A reason as one readable text in `lang` ("nl" or "en")."""
    return " ".join(part for part in reason_parts(code, params, lang) if part)


def warning_text(warning: str, lang: str = "en") -> str:
    """A warning of an activity ("cut_short:1200") as a sentence in `lang`."""
    code, _, value = warning.partition(":")
    return reason_text(code, {"value": value}, lang)
