"""The `heard` command: what an operator types, answered in plain sentences."""

import sys
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from analysis.gate.refusals import SpecError
from feedback.areas import AreaError
from feedback.backups import BackupRefusedError
from feedback.bring_in import ImportRefusedError
from feedback.carry_over import CarryRefusedError
from feedback.cli.auditing import AuditRefusedError, audit_group
from feedback.cli.backing_up import backup, restore
from feedback.cli.carrying import move_to_postgres
from feedback.cli.checking import check
from feedback.cli.erasing import erase
from feedback.cli.exporting import ExportRefusedError, export_group
from feedback.cli.generating import generate
from feedback.cli.importing import import_responses
from feedback.cli.new_area import NewAreaRefusedError, new_area
from feedback.cli.papers import committee_paper, self_evaluation
from feedback.cli.protecting import protect
from feedback.cli.proxy_pages import proxy_pages
from feedback.cli.reading import read_comments
from feedback.cli.reading_sheets import SheetError
from feedback.cli.releasing import releases_group
from feedback.cli.rereading import reread
from feedback.cli.running import migrate, run
from feedback.cli.staffing import StaffRefusedError, add_staff
from feedback.cli.survey_files import SurveyMissingError, surveys_group
from feedback.cli.training import train_themes, train_tone
from feedback.cli.translating import translations_group
from feedback.config import ConfigError
from feedback.erase import EraseRefusedError
from feedback.results.refusals import ReleaseUnsafeError
from feedback.results.rules import SettingRefusedError
from feedback.results.stored import ReleaseBrokenError
from feedback.sample import SampleRefusedError
from feedback.sample.growing import GrowthRefusedError
from feedback.typeset import CannotPrintError
from forms.survey_files import FileRefusedError
from translations.ledger import LedgerError

EXPECTED = (
    ConfigError,
    AreaError,
    AuditRefusedError,
    BackupRefusedError,
    CannotPrintError,
    CarryRefusedError,
    EraseRefusedError,
    ExportRefusedError,
    GrowthRefusedError,
    ImportRefusedError,
    LedgerError,
    NewAreaRefusedError,
    ReleaseBrokenError,
    ReleaseUnsafeError,
    SampleRefusedError,
    SettingRefusedError,
    SheetError,
    SpecError,
    FileRefusedError,
    SurveyMissingError,
    StaffRefusedError,
)


class Heard(click.Group):
    """Expected trouble is one sentence and exit code 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and say what went wrong."""
        try:
            return super().invoke(ctx)
        except EXPECTED as error:
            reason = str(error)
        except OperationalError as error:
            reason = _database_trouble(error)
        click.echo(f"heard: {reason}", err=True)
        sys.exit(2)


def _database_trouble(error: OperationalError) -> str:
    # With a statement come its values, which may be a family's answers: those are not repeated.
    if error.statement is None and error.orig is not None:
        return f"The database cannot be opened: {str(error.orig).splitlines()[0]}"
    return "The database was busy, full or gone, so nothing was changed. Please try again."


for _paper in (committee_paper, self_evaluation):
    export_group.add_command(_paper)


@click.group(cls=Heard, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Heard: ask families, answer them, and show what changed."""


for _command in (
    run,
    migrate,
    move_to_postgres,
    check,
    add_staff,
    audit_group,
    backup,
    restore,
    erase,
    export_group,
    generate,
    read_comments,
    reread,
    train_tone,
    import_responses,
    new_area,
    protect,
    proxy_pages,
    releases_group,
    train_themes,
    surveys_group,
    translations_group,
):
    main.add_command(_command)
