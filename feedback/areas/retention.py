"""How long a local area keeps what is about people, in days."""

from typing import Annotated

from pydantic import Field, Strict
from pydantic.dataclasses import dataclass

from feedback.areas.shapes import SHAPE

# Ten years at most: longer is no period anybody could give a reason for.
Days = Annotated[int, Strict(), Field(ge=28, le=3650)]
# A backup of yesterday must still be there when somebody notices what went wrong.
BackupDays = Annotated[int, Strict(), Field(ge=7, le=365)]


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Retention:
    """Days to keep each kind of thing; docs/retention.md says from when they count."""

    comments: Days = 365
    quotes: Days = 730
    responses: Days = 1095
    paper: Days = 180
    wishes: Days = 365
    backups: BackupDays = 35
