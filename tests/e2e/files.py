"""People who gave files: read, waiting, and recorded by two devices at once."""

from django.core.files.uploadedfile import SimpleUploadedFile

from opbouw.activities import write_fit, write_gpx
from opbouw.web.accounts.models import Account
from opbouw.web.activities.models import Import
from opbouw.web.activities.services import give
from opbouw.web.background.work import work_now
from opbouw.web.store.models import Runner
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


def newest_import(account: Account) -> str:
    """The address of the newest import."""
    return f"/settings/archive/{Import.objects.filter(runner__account=account).latest('begun_at').pk}"


def take_back(account: Account) -> str:
    """The address where it is taken back."""
    return f"{newest_import(account)}/take-back"
