"""Backups: a copy of the database made while families answer, and proved by restoring it."""

from feedback.backups.keeping import Found, delete_old, over_their_time
from feedback.backups.making import Backup, make_backup
from feedback.backups.manifest import BackupRefusedError, Manifest, newest_in
from feedback.backups.restoring import restore_backup

__all__ = [
    "Backup",
    "BackupRefusedError",
    "Found",
    "Manifest",
    "delete_old",
    "make_backup",
    "newest_in",
    "over_their_time",
    "restore_backup",
]
