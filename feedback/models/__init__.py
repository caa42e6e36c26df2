"""Every table; table classes do not validate, so build them only from checked values."""

from feedback.models.answers import (
    Answer,
    Channel,
    Comment,
    ImportRun,
    KeptPulse,
    PaperForm,
    Reading,
    Response,
)
from feedback.models.asking import Collection, Placement, PlacementKind
from feedback.models.audit import READS, Action, AuditEntry, Subject
from feedback.models.coproduction import (
    Confirmation,
    Decision,
    Initiative,
    InitiativeKind,
    Involvement,
    Reply,
    Stage,
    Verdict,
)
from feedback.models.moderating import (
    CommentTranslation,
    Judgement,
    Noticing,
    Ruling,
    SecondOpinion,
    TranslationReading,
)
from feedback.models.plan import Colour, MilestoneMark, PlanCount, PlanRating
from feedback.models.recordings import Recording, RecordingRevision
from feedback.models.releases import (
    CountedResponse,
    GateSetting,
    ParticipationPlan,
    ResultsRelease,
)
from feedback.models.room import ClearedForm, MissingLanguage, Pace
from feedback.models.staff import (
    LinkPurpose,
    RecoveryCode,
    Role,
    StaffLink,
    StaffMember,
    StaffSession,
    Throttle,
)
from feedback.models.wording import Translation

__all__ = [
    "READS",
    "Action",
    "Answer",
    "AuditEntry",
    "Channel",
    "ClearedForm",
    "Collection",
    "Colour",
    "Comment",
    "CommentTranslation",
    "Confirmation",
    "CountedResponse",
    "Decision",
    "GateSetting",
    "ImportRun",
    "Initiative",
    "InitiativeKind",
    "Involvement",
    "Judgement",
    "KeptPulse",
    "LinkPurpose",
    "MilestoneMark",
    "MissingLanguage",
    "Noticing",
    "Pace",
    "PaperForm",
    "ParticipationPlan",
    "Placement",
    "PlacementKind",
    "PlanCount",
    "PlanRating",
    "Reading",
    "Recording",
    "RecordingRevision",
    "RecoveryCode",
    "Reply",
    "Response",
    "ResultsRelease",
    "Role",
    "Ruling",
    "SecondOpinion",
    "StaffLink",
    "StaffMember",
    "StaffSession",
    "Stage",
    "Subject",
    "Throttle",
    "Translation",
    "TranslationReading",
    "Verdict",
]
