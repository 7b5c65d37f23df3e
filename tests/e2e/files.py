"""People who gave files: read, waiting, and recorded by two devices at once."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from opbouw.activities import ColumnMapping, look_at, write_fit, write_gpx
from opbouw.web.accounts.models import Account
from opbouw.web.activities.columns import tell
from opbouw.web.activities.models import Import, Line
from opbouw.web.activities.naming import name
from opbouw.web.activities.services import give
from opbouw.web.background.work import work_now
from opbouw.web.store.models import ActivityRow, Runner
from tests.activities.making import ten_minutes
from tests.e2e.people import World, weeks


def _give(account: Account, **files: bytes) -> None:
    named = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    give(Runner.objects.get(account=account), named)


def with_two_devices(world: World) -> Account:
    """One run as a phone wrote it and as a watch did, and a file that holds no activity."""
    account = weeks(world, today=True).account
    kept = {name: values for name, values in ten_minutes().columns.items() if name in {"time_s", "lat", "lon"}}
    phone = ten_minutes(columns=kept, heart_rate_bpm=None, cadence_spm=None)
    _give(account, phone_gpx=write_gpx(phone), watch_fit=write_fit(ten_minutes()), broken_fit=b"no fit at all")
    work_now()
    return account


def with_waiting_files(world: World) -> Account:
    """Files that were sent a moment ago."""
    account = weeks(world, today=True).account
    _give(account, watch_fit=write_fit(ten_minutes()))
    return account


def with_tables(world: World) -> Account:
    """Tables whose columns want a word: one with doubts, one without names, and one of which it was told."""
    account = weeks(world, today=True).account
    days = ("2026-03-02 08:00", "2026-03-04 08:00", "?", "2026-03-08 08:00", "2026-03-10 08:00", "2026-03-12 08:00")
    log = "\n".join(["Type,Date,Distance,Time,Remarks", *(f"Run,{day},5.0,00:45:00," for day in days), ""])
    bare = "2026-03-02,Rondje plas,5,45\n2026-03-04,Herstelduurloop langs de Bernisse,6,54\n"
    told = "wat,wanneer,hoever\nlos,2026-03-02,5\nduin,2026-03-04,6\n"
    _give(account, log_csv=log.encode(), bare_csv=bare.encode(), told_csv=told.encode())
    work_now()
    mapping = ColumnMapping({"date": 1, "distance": 2}, sport="run")
    tell(Runner.objects.get(account=account), look_at(told.encode()).key, mapping)
    work_now()
    return account


def columns_of(name: str) -> Callable[[Account], str]:
    """The address about the columns of a table of the newest import."""

    def found(account: Account) -> str:
        line = Line.objects.get(batch__runner__account=account, path=name)
        return f"{newest_import(account)}/columns/{line.pk}"

    return found


def with_a_word(world: World) -> Account:
    """A run of which the runner says that it was a walk."""
    account = with_two_devices(world)
    name(account, ActivityRow.objects.filter(runner__account=account).latest("pk").activity_id, "walk")
    return account


def an_activity(account: Account) -> str:
    """The address of the activity that was kept last."""
    return f"/activities/{ActivityRow.objects.filter(runner__account=account).latest('pk').activity_id}"


def newest_import(account: Account) -> str:
    """The address of the newest import."""
    return f"/settings/archive/{Import.objects.filter(runner__account=account).latest('begun_at').pk}"


def take_back(account: Account) -> str:
    """The address where it is taken back."""
    return f"{newest_import(account)}/take-back"
