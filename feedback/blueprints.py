"""Everything people do, one blueprint each; a feature is loaded when somebody asks for its list."""

from flask import Blueprint

# Where families' pages lead to pages that are loaded late, by the address of each.
LEADS_TO = {"open_pages.changes": "/you-said-we-did"}


def for_families() -> tuple[Blueprint, ...]:
    """What every family comes for; no feature of staff is loaded for it."""
    from feedback.health import health
    from feedback.respond.routes import respond
    from feedback.respond.tablet import tablet

    return health, respond, tablet


def everything() -> tuple[Blueprint, ...]:
    """Everything people do, one blueprint each."""
    from feedback.admit.routes import admit
    from feedback.coproduce.file_routes import evidence_files
    from feedback.coproduce.routes import coproduce
    from feedback.hand_on.routes import hand_on
    from feedback.languages.routes import languages
    from feedback.listen.routes import listen
    from feedback.look_back.routes import look_back
    from feedback.plan.routes import plan
    from feedback.reply.routes import reply
    from feedback.speak.routes import speak
    from feedback.weigh_in.routes import weigh_in

    return (
        *for_families(),
        *_ways_in(),
        admit,
        *_asking(),
        *_moderated(),
        *_results(),
        *_exports(),
        reply,
        listen,
        hand_on,
        coproduce,
        evidence_files,
        plan,
        weigh_in,
        *_published(),
        languages,
        speak,
        look_back,
    )


def _moderated() -> tuple[Blueprint, ...]:
    """All in which officers read words before anybody else may."""
    from feedback.moderate.aloud_routes import said_aloud
    from feedback.moderate.routes import moderate

    return moderate, said_aloud


def _results() -> tuple[Blueprint, ...]:
    """All that shows what was released."""
    from feedback.review.routes import review
    from feedback.review.scans import scans

    return review, scans


def _exports() -> tuple[Blueprint, ...]:
    """Numbers for people with tools of their own."""
    from feedback.export.interface import api
    from feedback.export.raw_routes import raw
    from feedback.export.routes import export

    return export, api, raw


def _asking() -> tuple[Blueprint, ...]:
    """How families are asked: on screens, on walls, and on paper."""
    from feedback.copy_in.routes import copy_in
    from feedback.invite.poster_page import posters
    from feedback.invite.routes import invite

    return (invite, posters, copy_in, *_composing())


def _composing() -> tuple[Blueprint, ...]:
    """How officers make surveys of their own."""
    from feedback.compose.publish_routes import publishing
    from feedback.compose.question_routes import questions
    from feedback.compose.routes import compose
    from feedback.compose.words_routes import composed_words

    return compose, questions, publishing, composed_words


def _published() -> tuple[Blueprint, ...]:
    """What anybody may read, where the statement is made, and where evidence is handed over."""
    from feedback.evidence.paper_routes import papers
    from feedback.evidence.routes import evidence
    from feedback.publish.open_routes import open_pages
    from feedback.publish.routes import local_offer, publish

    return publish, local_offer, open_pages, evidence, papers


def _ways_in() -> tuple[Blueprint, ...]:
    """All that belongs to signing in."""
    from feedback.sign_in.account import account
    from feedback.sign_in.by_link import by_link
    from feedback.sign_in.routes import sign_in
    from feedback.sign_in.two_steps import two_steps
    from feedback.sign_in.work_account import work_account

    return sign_in, account, by_link, two_steps, work_account
