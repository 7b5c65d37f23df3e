"""Everything of one runner, gone for good: on this server nothing stays; backups keep it until they expire."""

from django.db import transaction

from opbouw.web.accounts.models import Account
from opbouw.web.store import services, uploads
from opbouw.web.store.models import ActivityRow, Runner


def erase_everything(account: Account) -> None:
    """Remove episodes, events, decisions, uploads, activities, words about these, drafts; the account stays.

    Whoever calls this has asked for the password and a typed confirmation.
    """
    with transaction.atomic():
        runner = Runner.objects.select_for_update().get(account=account)
        for episode in runner.episodes.all():
            services.erase_episode(episode)
        runner.imports.all().delete()
        runner.seen_files.all().delete()
        runner.tables_told.all().delete()
        ActivityRow.objects.filter(runner=runner).delete()
        runner.pairs_said.all().delete()
        runner.sports_said.all().delete()
        for upload in runner.uploads.all():
            uploads.forget(upload)
        draft = getattr(runner, "draft", None)
        if draft is not None:
            draft.delete()
