"""The pages of the action plan that the accessibility checks look at."""

# The terms of which the action plan is frozen, the earlier one first; the later one by the sample.
FROZEN = ("2025-autumn", "2026-summer")
# The pages of the action plan.
PLAN = {
    "action plan": "/staff/plan",
    "a row of the plan": "/staff/plan/1.1",
    "a measure of the strategy": "/staff/plan/P1.4",
    "who was asked what": "/staff/plan/asks",
    "rate a row of the plan": "/staff/plan/1.1/rate",
    "add a number to the plan": "/staff/plan/1.1/counts/new",
    "a milestone of the plan": "/staff/plan/1.1/milestones/1.1.m1",
    "bring in numbers": "/staff/plan/3.1/series/new",
    "freeze the plan": "/staff/plan/terms/2026-spring/freeze",
    "a row with scans of codes": "/staff/plan/3.5",
    "a row with numbers from elsewhere": "/staff/plan/3.1",
    "the plan as it was frozen": f"/staff/plan/terms/{FROZEN[1]}",
    "local offer statements": "/staff/local-offer",
    "a local offer statement": "/staff/local-offer/2025-26",
    "publish a local offer statement": "/staff/local-offer/2025-26/publish",
    "evidence packs": "/staff/evidence",
    "papers": "/staff/evidence/papers",
}
