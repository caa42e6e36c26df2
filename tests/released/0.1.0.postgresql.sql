--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit_only_grows(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_only_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF NEW.number IS DISTINCT FROM
                (SELECT coalesce(max(number), 0) + 1 FROM audit_entry)
            OR NEW.previous_hash IS DISTINCT FROM coalesce(
                (SELECT entry_hash FROM audit_entry ORDER BY number DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')
            THEN
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;


--
-- Name: audit_refuses(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_refuses() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$;


--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                -- Gone with its comment: the family took its answers back.
                IF NOT EXISTS (SELECT 1 FROM comment WHERE id = OLD.comment_id) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$;


--
-- Name: refuse_thaw(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_thaw() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.answer (
    response_id uuid NOT NULL,
    question_id character varying(40) NOT NULL,
    code character varying(40) NOT NULL
);


--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_entry (
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    who character varying(40) NOT NULL,
    action character varying(40) NOT NULL,
    subject character varying(40),
    subject_id character varying(200),
    how_many integer,
    reason character varying(500),
    previous_hash character varying(64) NOT NULL,
    entry_hash character varying(64) NOT NULL
);


--
-- Name: cleared_form; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cleared_form (
    key_hash character varying(64) NOT NULL,
    week date NOT NULL
);


--
-- Name: collection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.collection (
    id uuid NOT NULL,
    survey_slug character varying(40) NOT NULL,
    survey_version integer NOT NULL,
    occasion character varying(200) NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    initiative_id uuid,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    is_sample boolean NOT NULL,
    erased_until date,
    CONSTRAINT ck_collection_closes_after_opening CHECK ((closes_at > opens_at))
);


--
-- Name: comment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.comment (
    id uuid NOT NULL,
    response_id uuid NOT NULL,
    question_id character varying(40) NOT NULL,
    question_kind character varying(20) NOT NULL,
    language character varying(20) NOT NULL,
    text character varying NOT NULL
);


--
-- Name: comment_theme; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.comment_theme (
    comment_id uuid NOT NULL,
    reply_id uuid NOT NULL
);


--
-- Name: comment_translation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.comment_translation (
    id uuid NOT NULL,
    comment_id uuid NOT NULL,
    text character varying NOT NULL,
    staff_id uuid NOT NULL,
    translated_at timestamp with time zone NOT NULL
);


--
-- Name: confirmation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.confirmation (
    id uuid NOT NULL,
    initiative_id uuid NOT NULL,
    staff_id uuid,
    role character varying(20) NOT NULL,
    verdict character varying(9) NOT NULL,
    comment character varying NOT NULL,
    fingerprint character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ck_confirmation_verdict CHECK (((verdict)::text = ANY ((ARRAY['proposed'::character varying, 'confirmed'::character varying, 'disputed'::character varying])::text[])))
);


--
-- Name: counted_response; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.counted_response (
    response_id uuid NOT NULL,
    release_id uuid NOT NULL
);


--
-- Name: gate_setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.gate_setting (
    number integer NOT NULL,
    base integer NOT NULL,
    threshold integer NOT NULL,
    reason character varying(500) NOT NULL,
    set_by character varying(200) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_gate_setting_base_floor CHECK ((base >= 10)),
    CONSTRAINT ck_gate_setting_says_why CHECK ((length((reason)::text) >= 10)),
    CONSTRAINT ck_gate_setting_threshold_floor CHECK ((threshold >= 5))
);


--
-- Name: gate_setting_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.gate_setting_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: gate_setting_number_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.gate_setting_number_seq OWNED BY public.gate_setting.number;


--
-- Name: import_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_run (
    id uuid NOT NULL,
    collection_id uuid NOT NULL,
    file_hash character varying(64) NOT NULL,
    accepted integer NOT NULL,
    refused integer NOT NULL,
    already_there integer NOT NULL,
    finished_at timestamp with time zone NOT NULL
);


--
-- Name: initiative; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.initiative (
    id uuid NOT NULL,
    area_key character varying(80),
    title character varying(200) NOT NULL,
    description character varying NOT NULL,
    kind character varying(13) NOT NULL,
    stage character varying(10) NOT NULL,
    owner character varying(200) NOT NULL,
    audience character varying(200) NOT NULL,
    priority_ref character varying(10) NOT NULL,
    measure_refs character varying(200) NOT NULL,
    options_fixed_on date,
    delivered_on date,
    delivered_link character varying(500) NOT NULL,
    not_counted_reason character varying NOT NULL,
    source character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    evidence_changed_at timestamp with time zone,
    CONSTRAINT ck_initiative_initiative_kind CHECK (((kind)::text = ANY ((ARRAY['funding'::character varying, 'consultation'::character varying, 'influence'::character varying, 'co_design'::character varying, 'co_production'::character varying])::text[]))),
    CONSTRAINT ck_initiative_stage CHECK (((stage)::text = ANY ((ARRAY['idea'::character varying, 'scoped'::character varying, 'designed'::character varying, 'decided'::character varying, 'delivering'::character varying, 'live'::character varying, 'reviewed'::character varying, 'closed'::character varying, 'stopped'::character varying])::text[])))
);


--
-- Name: involvement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.involvement (
    id uuid NOT NULL,
    initiative_id uuid NOT NULL,
    happened_on date NOT NULL,
    stage character varying(10) NOT NULL,
    rung integer NOT NULL,
    rung_reason character varying NOT NULL,
    parent_carers integer NOT NULL,
    young_people integer NOT NULL,
    new_voices integer NOT NULL,
    support character varying(200) NOT NULL,
    note character varying NOT NULL,
    note_link character varying(500) NOT NULL,
    is_witnessed_statement boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_involvement_new_voices CHECK (((new_voices >= 0) AND (new_voices <= (parent_carers + young_people)))),
    CONSTRAINT ck_involvement_parent_carers CHECK ((parent_carers >= 0)),
    CONSTRAINT ck_involvement_rung CHECK (((rung >= 1) AND (rung <= 7))),
    CONSTRAINT ck_involvement_stage CHECK (((stage)::text = ANY ((ARRAY['idea'::character varying, 'scoped'::character varying, 'designed'::character varying, 'decided'::character varying, 'delivering'::character varying, 'live'::character varying, 'reviewed'::character varying, 'closed'::character varying, 'stopped'::character varying])::text[]))),
    CONSTRAINT ck_involvement_young_people CHECK ((young_people >= 0))
);


--
-- Name: judgement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.judgement (
    id uuid NOT NULL,
    comment_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    saw_estimate boolean NOT NULL,
    tone character varying(20),
    ruling character varying(11) NOT NULL,
    themes character varying NOT NULL,
    regulation character varying(20),
    edited_copy character varying,
    copy_language character varying(20),
    why character varying,
    CONSTRAINT ck_judgement_ruling CHECK (((ruling)::text = ANY ((ARRAY['publish'::character varying, 'themes'::character varying, 'individual'::character varying, 'identifying'::character varying, 'vexatious'::character varying, 'hold'::character varying])::text[])))
);


--
-- Name: kept_pulse; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_pulse (
    collection_id uuid NOT NULL,
    code character varying(40) NOT NULL,
    how_many integer NOT NULL,
    CONSTRAINT ck_kept_pulse_from_one CHECK ((how_many >= 1))
);


--
-- Name: milestone_mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.milestone_mark (
    id uuid NOT NULL,
    milestone_ref character varying(20) NOT NULL,
    reached_on date,
    note character varying(2000) NOT NULL,
    staff_id uuid NOT NULL,
    marked_at timestamp with time zone NOT NULL
);


--
-- Name: missing_language; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.missing_language (
    id uuid NOT NULL,
    code character varying(20),
    typed character varying(60) NOT NULL,
    week date NOT NULL,
    key_hash character varying(64) NOT NULL,
    is_quarantined boolean NOT NULL,
    CONSTRAINT ck_missing_language_says_which CHECK (((code IS NOT NULL) OR ((typed)::text <> ''::text)))
);


--
-- Name: noticing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.noticing (
    id uuid NOT NULL,
    comment_id uuid NOT NULL,
    reader character varying(160) NOT NULL,
    language character varying(20) NOT NULL,
    language_confidence double precision NOT NULL,
    themes character varying NOT NULL,
    names character varying NOT NULL,
    concerns character varying NOT NULL,
    has_names boolean NOT NULL,
    has_concerns boolean NOT NULL
);


--
-- Name: outcome; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outcome (
    id uuid NOT NULL,
    reply_id uuid NOT NULL,
    changed_on date NOT NULL,
    what_changed character varying NOT NULL,
    evidence_link character varying(500) NOT NULL,
    checked_on date,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: pace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pace (
    what character varying(40) NOT NULL,
    level integer NOT NULL,
    minute bigint NOT NULL
);


--
-- Name: paper_form; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.paper_form (
    number character varying(16) NOT NULL,
    response_id uuid NOT NULL,
    is_checked boolean NOT NULL,
    CONSTRAINT ck_paper_form_number_is_uppercase CHECK (((number)::text = upper((number)::text)))
);


--
-- Name: participation_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.participation_plan (
    id uuid NOT NULL,
    release_id uuid NOT NULL,
    text character varying(5000) NOT NULL,
    staff_id uuid,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_participation_plan_says_something CHECK ((length((text)::text) >= 1))
);


--
-- Name: placement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.placement (
    id uuid NOT NULL,
    collection_id uuid NOT NULL,
    code character varying(16) NOT NULL,
    kind character varying(15) NOT NULL,
    label character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_placement_code_is_uppercase CHECK (((code)::text = upper((code)::text))),
    CONSTRAINT ck_placement_placement_kind CHECK (((kind)::text = ANY ((ARRAY['library'::character varying, 'clinic'::character varying, 'school'::character varying, 'family_hub'::character varying, 'in_the_room'::character varying, 'decision_letter'::character varying, 'local_offer'::character varying, 'newsletter'::character varying, 'other'::character varying])::text[])))
);


--
-- Name: plan_count; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.plan_count (
    id uuid NOT NULL,
    action_ref character varying(20) NOT NULL,
    what character varying(200) NOT NULL,
    counted integer NOT NULL,
    out_of integer,
    as_at date NOT NULL,
    staff_id uuid NOT NULL,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_plan_count_counted CHECK ((counted >= 0)),
    CONSTRAINT ck_plan_count_out_of CHECK (((out_of IS NULL) OR (out_of >= counted))),
    CONSTRAINT ck_plan_count_says_what CHECK ((length((what)::text) >= 1))
);


--
-- Name: plan_rating; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.plan_rating (
    id uuid NOT NULL,
    action_ref character varying(20) NOT NULL,
    term_ref character varying(40) NOT NULL,
    colour character varying(5) NOT NULL,
    reason character varying(2000) NOT NULL,
    staff_id uuid NOT NULL,
    rated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_plan_rating_colour CHECK (((colour)::text = ANY ((ARRAY['blue'::character varying, 'green'::character varying, 'amber'::character varying, 'red'::character varying])::text[]))),
    CONSTRAINT ck_plan_rating_says_why CHECK ((length((reason)::text) >= 10))
);


--
-- Name: reading; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reading (
    id uuid NOT NULL,
    comment_id uuid NOT NULL,
    reader character varying(60) NOT NULL,
    status character varying(30) NOT NULL,
    tone character varying(20),
    polarity double precision,
    positive double precision,
    neutral_or_mixed double precision,
    negative double precision,
    point integer,
    confidence double precision,
    model_hash character varying(64)
);


--
-- Name: recording; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recording (
    id uuid NOT NULL,
    question_id character varying(40) NOT NULL,
    language character varying(20) NOT NULL,
    variant character varying(10) NOT NULL,
    wording_hash character varying(64) NOT NULL,
    content bytea NOT NULL,
    content_hash character varying(32) NOT NULL,
    content_type character varying(20) NOT NULL,
    spoken_by character varying(200) NOT NULL,
    added_by uuid,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_recording_variant CHECK (((variant)::text = ANY ((ARRAY['standard'::character varying, 'easy'::character varying])::text[])))
);


--
-- Name: recording_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recording_revision (
    id integer NOT NULL,
    revision character varying(32) NOT NULL
);


--
-- Name: recovery_code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recovery_code (
    code_hash character varying(64) NOT NULL,
    staff_id uuid NOT NULL
);


--
-- Name: reply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reply (
    id uuid NOT NULL,
    initiative_id uuid,
    theme character varying NOT NULL,
    raised_on date NOT NULL,
    decision character varying(12),
    reason character varying NOT NULL,
    we_did character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    source character varying(8),
    source_note character varying(200) DEFAULT ''::character varying NOT NULL,
    audience character varying(20) DEFAULT 'families'::character varying NOT NULL,
    regulation character varying(20),
    replied_on date,
    passed_on_to character varying(200) DEFAULT ''::character varying NOT NULL,
    owner character varying(200) DEFAULT ''::character varying NOT NULL,
    due_on date,
    CONSTRAINT ck_reply_decision CHECK (((decision)::text = ANY ((ARRAY['doing'::character varying, 'done'::character varying, 'planned'::character varying, 'not_possible'::character varying, 'already'::character varying, 'passed_on'::character varying])::text[]))),
    CONSTRAINT ck_reply_source CHECK (((source)::text = ANY ((ARRAY['comments'::character varying, 'session'::character varying, 'forum'::character varying])::text[])))
);


--
-- Name: response; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.response (
    id uuid NOT NULL,
    collection_id uuid NOT NULL,
    placement_id uuid,
    import_run_id uuid,
    survey_version integer NOT NULL,
    variant character varying(10) NOT NULL,
    language character varying(20) NOT NULL,
    channel character varying(8) NOT NULL,
    week date NOT NULL,
    key_hash character varying(64) NOT NULL,
    receipt_hash character varying(64),
    consent_version integer,
    is_quarantined boolean NOT NULL,
    is_in_burst boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_response_channel CHECK (((channel)::text = ANY ((ARRAY['online'::character varying, 'paper'::character varying, 'imported'::character varying])::text[]))),
    CONSTRAINT ck_response_variant CHECK (((variant)::text = ANY ((ARRAY['standard'::character varying, 'easy'::character varying])::text[])))
);


--
-- Name: results_release; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.results_release (
    id uuid NOT NULL,
    number integer NOT NULL,
    survey_slug character varying(40) NOT NULL,
    term_ref character varying(40) NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    content character varying NOT NULL,
    hash character varying(64) NOT NULL,
    CONSTRAINT ck_results_release_number_from_one CHECK ((number >= 1))
);


--
-- Name: second_opinion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.second_opinion (
    id uuid NOT NULL,
    comment_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    tone character varying(20) NOT NULL
);


--
-- Name: staff_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff_link (
    token_hash character varying(64) NOT NULL,
    staff_id uuid NOT NULL,
    purpose character varying(12) NOT NULL,
    address_hash character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_staff_link_purpose CHECK (((purpose)::text = ANY ((ARRAY['invitation'::character varying, 'new_password'::character varying, 'sign_in'::character varying])::text[])))
);


--
-- Name: staff_member; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff_member (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    role character varying(13) NOT NULL,
    password_hash character varying(200) NOT NULL,
    is_disabled boolean NOT NULL,
    is_sample boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    totp_secret character varying(300),
    totp_last_step integer,
    provider_issuer character varying(255),
    provider_subject character varying(255),
    CONSTRAINT ck_staff_member_role CHECK (((role)::text = ANY ((ARRAY['officer'::character varying, 'forum'::character varying, 'advocate'::character varying, 'viewer'::character varying, 'administrator'::character varying])::text[])))
);


--
-- Name: staff_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff_session (
    id_hash character varying(64) NOT NULL,
    staff_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    needs_second_step boolean DEFAULT false NOT NULL
);


--
-- Name: telling; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.telling (
    id uuid NOT NULL,
    reply_id uuid NOT NULL,
    told_on date NOT NULL,
    how character varying(200) NOT NULL,
    languages character varying(200) NOT NULL,
    formats character varying(200) NOT NULL,
    is_in_their_format boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: throttle; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.throttle (
    key_hash character varying(64) NOT NULL,
    window_start timestamp with time zone NOT NULL,
    tries integer NOT NULL
);


--
-- Name: translation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.translation (
    id uuid NOT NULL,
    collection_id uuid,
    initiative_id uuid,
    reply_id uuid,
    field character varying(40) NOT NULL,
    language character varying(20) NOT NULL,
    text character varying NOT NULL,
    key character varying(16) NOT NULL,
    speaker character varying(100),
    checked_on date,
    outcome_id uuid,
    CONSTRAINT ck_translation_not_english CHECK (((language)::text <> 'en'::text)),
    CONSTRAINT ck_translation_one_owner CHECK (((((
CASE
    WHEN (collection_id IS NULL) THEN 0
    ELSE 1
END +
CASE
    WHEN (initiative_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (reply_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (outcome_id IS NULL) THEN 0
    ELSE 1
END) = 1)),
    CONSTRAINT ck_translation_signed_and_dated CHECK (((speaker IS NULL) = (checked_on IS NULL)))
);


--
-- Name: translation_reading; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.translation_reading (
    id uuid NOT NULL,
    translation_id uuid NOT NULL,
    reader character varying(60) NOT NULL,
    status character varying(30) NOT NULL,
    tone character varying(20),
    polarity double precision,
    positive double precision,
    neutral_or_mixed double precision,
    negative double precision,
    point integer,
    confidence double precision,
    model_hash character varying(64)
);


--
-- Name: gate_setting number; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.gate_setting ALTER COLUMN number SET DEFAULT nextval('public.gate_setting_number_seq'::regclass);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version (version_num) VALUES ('0017');


--
-- Data for Name: answer; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.answer (response_id, question_id, code) VALUES ('48e8f47a-22c3-41ce-b8dd-b462896400d2', 'ps_overall', 'good');


--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_entry (number, at, who, action, subject, subject_id, how_many, reason, previous_hash, entry_hash) VALUES (1, '2026-11-28 07:18:52.090008+00', 'somebody', 'signed_in', NULL, NULL, NULL, NULL, '0000000000000000000000000000000000000000000000000000000000000000', 'a766dceb815d86c8e6b9c40fa2b64c53e36c5219eda70a7535e6aacd428a4f16');


--
-- Data for Name: cleared_form; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.cleared_form (key_hash, week) VALUES ('ae7a1f59b7a747b1b3e03f441cdce480', '2026-05-04');


--
-- Data for Name: collection; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.collection (id, survey_slug, survey_version, occasion, opens_at, closes_at, initiative_id, created_by, created_at, is_sample, erased_until) VALUES ('8e85c112-d508-4576-8876-9d2116da1fca', 'post_session', 1, 'Café ☕ مرحبا', '2026-05-04 12:00:00+00', '2026-05-05 12:00:00+00', NULL, NULL, '2026-05-04 12:00:00+00', false, '2025-05-05');


--
-- Data for Name: comment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.comment (id, response_id, question_id, question_kind, language, text) VALUES ('f50c5def-f96f-488e-8b0f-18082ee29c36', '48e8f47a-22c3-41ce-b8dd-b462896400d2', 'ps_better', 'could_improve', 'ar', 'شكرا 😀');


--
-- Data for Name: comment_theme; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.comment_theme (comment_id, reply_id) VALUES ('f50c5def-f96f-488e-8b0f-18082ee29c36', '20958cd1-0076-4a42-95d3-9c7a1db187c2');


--
-- Data for Name: comment_translation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.comment_translation (id, comment_id, text, staff_id, translated_at) VALUES ('852eb79c-6d53-4690-9832-52fa3e2c6036', 'f50c5def-f96f-488e-8b0f-18082ee29c36', 'Thanks 😀', 'd4da6204-f266-4010-bdea-683a8aadd2cc', '2026-05-04 12:00:00+00');


--
-- Data for Name: confirmation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.confirmation (id, initiative_id, staff_id, role, verdict, comment, fingerprint, at) VALUES ('f3879b78-c170-4ea4-8072-eeda75b9f037', '2cfe9f96-b0cf-4a27-97cb-a82c299ade54', 'd4da6204-f266-4010-bdea-683a8aadd2cc', 'officer', 'proposed', '', '0000000000000000000000000000000000000000000000000000000000000000', '2026-05-04 12:00:00+00');


--
-- Data for Name: counted_response; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.counted_response (response_id, release_id) VALUES ('48e8f47a-22c3-41ce-b8dd-b462896400d2', 'f4f1ca62-c28c-42d5-9e48-42252c949293');


--
-- Data for Name: gate_setting; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.gate_setting (number, base, threshold, reason, set_by, set_at) VALUES (1, 12, 6, 'So few live here.', 'somebody', '2026-05-04 12:00:00+00');


--
-- Data for Name: import_run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.import_run (id, collection_id, file_hash, accepted, refused, already_there, finished_at) VALUES ('b0ebdf0d-b2f1-432a-a3b0-69eb6ac5f601', '8e85c112-d508-4576-8876-9d2116da1fca', '0000000000000000000000000000000000000000000000000000000000000000', 1, 0, 0, '2026-05-04 12:00:00+00');


--
-- Data for Name: initiative; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.initiative (id, area_key, title, description, kind, stage, owner, audience, priority_ref, measure_refs, options_fixed_on, delivered_on, delivered_link, not_counted_reason, source, created_at, updated_at, evidence_changed_at) VALUES ('2cfe9f96-b0cf-4a27-97cb-a82c299ade54', NULL, 'Café ☕ مرحبا', '', 'co_design', 'delivering', '', '', '', '', NULL, NULL, '', '', '', '2026-05-04 12:00:00+00', '2026-05-04 12:00:00+00', NULL);


--
-- Data for Name: involvement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.involvement (id, initiative_id, happened_on, stage, rung, rung_reason, parent_carers, young_people, new_voices, support, note, note_link, is_witnessed_statement, created_at) VALUES ('4f99b925-0b9c-4f18-9e71-818a71dee1df', '2cfe9f96-b0cf-4a27-97cb-a82c299ade54', '2026-05-04', 'idea', 5, 'They chose.', 7, 2, 0, '', '', '', false, '2026-05-04 12:00:00+00');


--
-- Data for Name: judgement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.judgement (id, comment_id, staff_id, decided_at, saw_estimate, tone, ruling, themes, regulation, edited_copy, copy_language, why) VALUES ('8ff7a079-accc-4cbb-9239-a0494d832bd9', 'f50c5def-f96f-488e-8b0f-18082ee29c36', 'd4da6204-f266-4010-bdea-683a8aadd2cc', '2026-11-28 07:18:52.02805+00', false, 'positive', 'themes', '', NULL, NULL, NULL, NULL);


--
-- Data for Name: kept_pulse; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.kept_pulse (collection_id, code, how_many) VALUES ('8e85c112-d508-4576-8876-9d2116da1fca', 'yes', 3);


--
-- Data for Name: milestone_mark; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.milestone_mark (id, milestone_ref, reached_on, note, staff_id, marked_at) VALUES ('e5874acf-b08f-4cd7-bd0c-45161b1c447b', '1.1.m1', '2026-05-04', '', 'd4da6204-f266-4010-bdea-683a8aadd2cc', '2026-05-04 12:00:00+00');


--
-- Data for Name: missing_language; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.missing_language (id, code, typed, week, key_hash, is_quarantined) VALUES ('2aa1d25c-8cdf-4e62-b867-79cb24f077a6', 'ta', 'தமிழ்', '2026-05-04', 'b81b8926ba0a4f8a8d536700778e3c4a', false);


--
-- Data for Name: noticing; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.noticing (id, comment_id, reader, language, language_confidence, themes, names, concerns, has_names, has_concerns) VALUES ('6d533af4-b323-4fe1-abab-f165c98a903d', 'f50c5def-f96f-488e-8b0f-18082ee29c36', 'names-1', 'ar', 1, '[]', '[]', '[]', false, false);


--
-- Data for Name: outcome; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outcome (id, reply_id, changed_on, what_changed, evidence_link, checked_on, created_at) VALUES ('a4fcc389-6427-4d9e-b467-b9e70422b982', '20958cd1-0076-4a42-95d3-9c7a1db187c2', '2026-05-04', 'A room.', '', NULL, '2026-05-04 12:00:00+00');


--
-- Data for Name: pace; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pace (what, level, minute) VALUES ('cb95710d-ab47-4719-b748-20dd08d95df0', 31, 30000000);


--
-- Data for Name: paper_form; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.paper_form (number, response_id, is_checked) VALUES ('CDFGHJKM', '48e8f47a-22c3-41ce-b8dd-b462896400d2', false);


--
-- Data for Name: participation_plan; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.participation_plan (id, release_id, text, staff_id, written_at) VALUES ('4573abb9-5be2-46ea-8c60-ad1a53253f7a', 'f4f1ca62-c28c-42d5-9e48-42252c949293', 'نخطط ☕', NULL, '2026-05-04 12:00:00+00');


--
-- Data for Name: placement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.placement (id, collection_id, code, kind, label, created_at) VALUES ('94e2d2e8-d282-4530-b11e-0b726b8dadb8', '8e85c112-d508-4576-8876-9d2116da1fca', 'ABC234', 'clinic', 'Clinic', '2026-05-04 12:00:00+00');


--
-- Data for Name: plan_count; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.plan_count (id, action_ref, what, counted, out_of, as_at, staff_id, written_at) VALUES ('fb8d69f7-62b7-4602-9c04-3db04218e6bb', '1.2', 'Letters', 7, 9, '2026-05-04', 'd4da6204-f266-4010-bdea-683a8aadd2cc', '2026-05-04 12:00:00+00');


--
-- Data for Name: plan_rating; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.plan_rating (id, action_ref, term_ref, colour, reason, staff_id, rated_at) VALUES ('b360385d-faf1-4d92-a115-b27110c20dfa', '1.1', '2026-summer', 'green', 'الأدلة جاهزة', 'd4da6204-f266-4010-bdea-683a8aadd2cc', '2026-05-04 12:00:00+00');


--
-- Data for Name: reading; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reading (id, comment_id, reader, status, tone, polarity, positive, neutral_or_mixed, negative, point, confidence, model_hash) VALUES ('d7612125-0009-4db9-8d01-c6f85bdbae5c', 'f50c5def-f96f-488e-8b0f-18082ee29c36', 'tone-1', 'scored', 'positive', 0.5, 0.7, 0.2, 0.1, 2, 0.7, '0000000000000000000000000000000000000000000000000000000000000000');


--
-- Data for Name: recording; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.recording (id, question_id, language, variant, wording_hash, content, content_hash, content_type, spoken_by, added_by, added_at) VALUES ('7aa62baa-3707-4105-a7a0-ae63ed1c4ceb', 'ps_overall', 'syl', 'easy', '0000000000000000000000000000000000000000000000000000000000000000', '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff', '00000000000000000000000000000000', 'audio/ogg', 'Amina', NULL, '2026-05-04 12:00:00+00');


--
-- Data for Name: recording_revision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.recording_revision (id, revision) VALUES (1, 'first');


--
-- Data for Name: recovery_code; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.recovery_code (code_hash, staff_id) VALUES ('0000000000000000000000000000000000000000000000000000000000000000', 'd4da6204-f266-4010-bdea-683a8aadd2cc');


--
-- Data for Name: reply; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reply (id, initiative_id, theme, raised_on, decision, reason, we_did, created_at, source, source_note, audience, regulation, replied_on, passed_on_to, owner, due_on) VALUES ('20958cd1-0076-4a42-95d3-9c7a1db187c2', NULL, 'غرفة ☕', '2026-05-04', NULL, '', '', '2026-05-04 12:00:00+00', 'forum', '', 'families', NULL, NULL, '', '', NULL);


--
-- Data for Name: response; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.response (id, collection_id, placement_id, import_run_id, survey_version, variant, language, channel, week, key_hash, receipt_hash, consent_version, is_quarantined, is_in_burst) VALUES ('48e8f47a-22c3-41ce-b8dd-b462896400d2', '8e85c112-d508-4576-8876-9d2116da1fca', NULL, NULL, 1, 'standard', 'en', 'online', '2026-05-04', '91065868315d4dbdb0a312d0e5359e5a', NULL, NULL, false, false);


--
-- Data for Name: results_release; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.results_release (id, number, survey_slug, term_ref, frozen_at, content, hash) VALUES ('f4f1ca62-c28c-42d5-9e48-42252c949293', 1, 'post_session', '2026-summer', '2026-05-04 12:00:00+00', '{}', '0000000000000000000000000000000000000000000000000000000000000000');


--
-- Data for Name: second_opinion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.second_opinion (id, comment_id, staff_id, given_at, tone) VALUES ('44e1126e-026f-4db2-96a5-7e4d2348bb25', 'f50c5def-f96f-488e-8b0f-18082ee29c36', 'd4da6204-f266-4010-bdea-683a8aadd2cc', '2026-05-04 12:00:00+00', 'positive');


--
-- Data for Name: staff_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.staff_link (token_hash, staff_id, purpose, address_hash, expires_at) VALUES ('0000000000000000000000000000000000000000000000000000000000000000', 'd4da6204-f266-4010-bdea-683a8aadd2cc', 'invitation', '0000000000000000000000000000000000000000000000000000000000000000', '2026-05-04 12:00:00+00');


--
-- Data for Name: staff_member; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.staff_member (id, email, name, role, password_hash, is_disabled, is_sample, created_at, totp_secret, totp_last_step, provider_issuer, provider_subject) VALUES ('d4da6204-f266-4010-bdea-683a8aadd2cc', 'o@example.org', 'O', 'officer', '', false, false, '2026-05-04 12:00:00+00', 'locked', 59000000, 'https://login.example.org', 'pairwise');


--
-- Data for Name: staff_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: telling; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.telling (id, reply_id, told_on, how, languages, formats, is_in_their_format, created_at) VALUES ('c3fdefde-3a85-437a-aa7f-d3ef2b46147c', '20958cd1-0076-4a42-95d3-9c7a1db187c2', '2026-05-04', 'letter', '', '', false, '2026-05-04 12:00:00+00');


--
-- Data for Name: throttle; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: translation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.translation (id, collection_id, initiative_id, reply_id, field, language, text, key, speaker, checked_on, outcome_id) VALUES ('abadc69e-9592-470e-963d-57dbcbd52368', '8e85c112-d508-4576-8876-9d2116da1fca', NULL, NULL, 'occasion', 'ar', 'مقهى', '0123456789abcdef', 'Amina', '2026-05-04', NULL);
INSERT INTO public.translation (id, collection_id, initiative_id, reply_id, field, language, text, key, speaker, checked_on, outcome_id) VALUES ('6d5ff7f4-712c-444a-8647-242dc39cd6e9', NULL, NULL, NULL, 'what_changed', 'fr', 'Une salle.', '0000000000000000', NULL, NULL, 'a4fcc389-6427-4d9e-b467-b9e70422b982');


--
-- Data for Name: translation_reading; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.translation_reading (id, translation_id, reader, status, tone, polarity, positive, neutral_or_mixed, negative, point, confidence, model_hash) VALUES ('6dbf7c0c-c214-479a-afd1-bbaf88f957cf', '852eb79c-6d53-4690-9832-52fa3e2c6036', 'a reader', 'scored', 'positive', NULL, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Name: gate_setting_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.gate_setting_number_seq', 1, false);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: answer pk_answer; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (response_id, question_id);


--
-- Name: audit_entry pk_audit_entry; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT pk_audit_entry PRIMARY KEY (number);


--
-- Name: cleared_form pk_cleared_form; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cleared_form
    ADD CONSTRAINT pk_cleared_form PRIMARY KEY (key_hash);


--
-- Name: collection pk_collection; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.collection
    ADD CONSTRAINT pk_collection PRIMARY KEY (id);


--
-- Name: comment pk_comment; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT pk_comment PRIMARY KEY (id);


--
-- Name: comment_theme pk_comment_theme; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment_theme
    ADD CONSTRAINT pk_comment_theme PRIMARY KEY (comment_id, reply_id);


--
-- Name: comment_translation pk_comment_translation; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment_translation
    ADD CONSTRAINT pk_comment_translation PRIMARY KEY (id);


--
-- Name: confirmation pk_confirmation; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT pk_confirmation PRIMARY KEY (id);


--
-- Name: counted_response pk_counted_response; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counted_response
    ADD CONSTRAINT pk_counted_response PRIMARY KEY (response_id);


--
-- Name: gate_setting pk_gate_setting; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.gate_setting
    ADD CONSTRAINT pk_gate_setting PRIMARY KEY (number);


--
-- Name: import_run pk_import_run; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT pk_import_run PRIMARY KEY (id);


--
-- Name: initiative pk_initiative; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.initiative
    ADD CONSTRAINT pk_initiative PRIMARY KEY (id);


--
-- Name: involvement pk_involvement; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.involvement
    ADD CONSTRAINT pk_involvement PRIMARY KEY (id);


--
-- Name: judgement pk_judgement; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT pk_judgement PRIMARY KEY (id);


--
-- Name: kept_pulse pk_kept_pulse; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_pulse
    ADD CONSTRAINT pk_kept_pulse PRIMARY KEY (collection_id, code);


--
-- Name: milestone_mark pk_milestone_mark; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.milestone_mark
    ADD CONSTRAINT pk_milestone_mark PRIMARY KEY (id);


--
-- Name: missing_language pk_missing_language; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.missing_language
    ADD CONSTRAINT pk_missing_language PRIMARY KEY (id);


--
-- Name: noticing pk_noticing; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.noticing
    ADD CONSTRAINT pk_noticing PRIMARY KEY (id);


--
-- Name: outcome pk_outcome; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outcome
    ADD CONSTRAINT pk_outcome PRIMARY KEY (id);


--
-- Name: pace pk_pace; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pace
    ADD CONSTRAINT pk_pace PRIMARY KEY (what);


--
-- Name: paper_form pk_paper_form; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paper_form
    ADD CONSTRAINT pk_paper_form PRIMARY KEY (number);


--
-- Name: participation_plan pk_participation_plan; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participation_plan
    ADD CONSTRAINT pk_participation_plan PRIMARY KEY (id);


--
-- Name: placement pk_placement; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT pk_placement PRIMARY KEY (id);


--
-- Name: plan_count pk_plan_count; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_count
    ADD CONSTRAINT pk_plan_count PRIMARY KEY (id);


--
-- Name: plan_rating pk_plan_rating; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_rating
    ADD CONSTRAINT pk_plan_rating PRIMARY KEY (id);


--
-- Name: reading pk_reading; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT pk_reading PRIMARY KEY (id);


--
-- Name: recording pk_recording; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT pk_recording PRIMARY KEY (id);


--
-- Name: recording_revision pk_recording_revision; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recording_revision
    ADD CONSTRAINT pk_recording_revision PRIMARY KEY (id);


--
-- Name: recovery_code pk_recovery_code; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT pk_recovery_code PRIMARY KEY (code_hash);


--
-- Name: reply pk_reply; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT pk_reply PRIMARY KEY (id);


--
-- Name: response pk_response; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.response
    ADD CONSTRAINT pk_response PRIMARY KEY (id);


--
-- Name: results_release pk_results_release; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.results_release
    ADD CONSTRAINT pk_results_release PRIMARY KEY (id);


--
-- Name: second_opinion pk_second_opinion; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_opinion
    ADD CONSTRAINT pk_second_opinion PRIMARY KEY (id);


--
-- Name: staff_link pk_staff_link; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_link
    ADD CONSTRAINT pk_staff_link PRIMARY KEY (token_hash);


--
-- Name: staff_member pk_staff_member; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT pk_staff_member PRIMARY KEY (id);


--
-- Name: staff_session pk_staff_session; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT pk_staff_session PRIMARY KEY (id_hash);


--
-- Name: telling pk_telling; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.telling
    ADD CONSTRAINT pk_telling PRIMARY KEY (id);


--
-- Name: throttle pk_throttle; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.throttle
    ADD CONSTRAINT pk_throttle PRIMARY KEY (key_hash, window_start);


--
-- Name: translation pk_translation; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT pk_translation PRIMARY KEY (id);


--
-- Name: translation_reading pk_translation_reading; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation_reading
    ADD CONSTRAINT pk_translation_reading PRIMARY KEY (id);


--
-- Name: audit_entry uq_audit_entry_entry_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT uq_audit_entry_entry_hash UNIQUE (entry_hash);


--
-- Name: initiative uq_initiative_area_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.initiative
    ADD CONSTRAINT uq_initiative_area_key UNIQUE (area_key);


--
-- Name: missing_language uq_missing_language_key_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.missing_language
    ADD CONSTRAINT uq_missing_language_key_hash UNIQUE (key_hash);


--
-- Name: noticing uq_noticing_comment_id_reader; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.noticing
    ADD CONSTRAINT uq_noticing_comment_id_reader UNIQUE (comment_id, reader);


--
-- Name: paper_form uq_paper_form_response_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paper_form
    ADD CONSTRAINT uq_paper_form_response_id UNIQUE (response_id);


--
-- Name: placement uq_placement_code; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT uq_placement_code UNIQUE (code);


--
-- Name: reading uq_reading_comment_id_reader; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT uq_reading_comment_id_reader UNIQUE (comment_id, reader);


--
-- Name: recording uq_recording_question_id_language_variant; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT uq_recording_question_id_language_variant UNIQUE (question_id, language, variant);


--
-- Name: response uq_response_key_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.response
    ADD CONSTRAINT uq_response_key_hash UNIQUE (key_hash);


--
-- Name: response uq_response_receipt_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.response
    ADD CONSTRAINT uq_response_receipt_hash UNIQUE (receipt_hash);


--
-- Name: results_release uq_results_release_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.results_release
    ADD CONSTRAINT uq_results_release_number UNIQUE (number);


--
-- Name: results_release uq_results_release_survey_slug_term_ref; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.results_release
    ADD CONSTRAINT uq_results_release_survey_slug_term_ref UNIQUE (survey_slug, term_ref);


--
-- Name: second_opinion uq_second_opinion_comment_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_opinion
    ADD CONSTRAINT uq_second_opinion_comment_id UNIQUE (comment_id);


--
-- Name: staff_link uq_staff_link_staff_id_purpose; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_link
    ADD CONSTRAINT uq_staff_link_staff_id_purpose UNIQUE (staff_id, purpose);


--
-- Name: staff_member uq_staff_member_email; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT uq_staff_member_email UNIQUE (email);


--
-- Name: translation uq_translation_collection_id_field_language; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT uq_translation_collection_id_field_language UNIQUE (collection_id, field, language);


--
-- Name: translation uq_translation_initiative_id_field_language; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT uq_translation_initiative_id_field_language UNIQUE (initiative_id, field, language);


--
-- Name: translation uq_translation_outcome_id_field_language; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT uq_translation_outcome_id_field_language UNIQUE (outcome_id, field, language);


--
-- Name: translation_reading uq_translation_reading_translation_id_reader; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation_reading
    ADD CONSTRAINT uq_translation_reading_translation_id_reader UNIQUE (translation_id, reader);


--
-- Name: translation uq_translation_reply_id_field_language; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT uq_translation_reply_id_field_language UNIQUE (reply_id, field, language);


--
-- Name: ix_answer_question_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_answer_question_id ON public.answer USING btree (question_id);


--
-- Name: ix_audit_entry_action; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_entry_action ON public.audit_entry USING btree (action);


--
-- Name: ix_audit_entry_who; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_entry_who ON public.audit_entry USING btree (who);


--
-- Name: ix_collection_created_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_collection_created_by ON public.collection USING btree (created_by);


--
-- Name: ix_collection_initiative_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_collection_initiative_id ON public.collection USING btree (initiative_id);


--
-- Name: ix_collection_survey_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_collection_survey_slug ON public.collection USING btree (survey_slug);


--
-- Name: ix_comment_response_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_comment_response_id ON public.comment USING btree (response_id);


--
-- Name: ix_comment_theme_reply_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_comment_theme_reply_id ON public.comment_theme USING btree (reply_id);


--
-- Name: ix_comment_translation_comment_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_comment_translation_comment_id ON public.comment_translation USING btree (comment_id);


--
-- Name: ix_comment_translation_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_comment_translation_staff_id ON public.comment_translation USING btree (staff_id);


--
-- Name: ix_confirmation_initiative_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_confirmation_initiative_id ON public.confirmation USING btree (initiative_id);


--
-- Name: ix_confirmation_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_confirmation_staff_id ON public.confirmation USING btree (staff_id);


--
-- Name: ix_counted_response_release_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_counted_response_release_id ON public.counted_response USING btree (release_id);


--
-- Name: ix_import_run_collection_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_import_run_collection_id ON public.import_run USING btree (collection_id);


--
-- Name: ix_involvement_initiative_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_involvement_initiative_id ON public.involvement USING btree (initiative_id);


--
-- Name: ix_judgement_comment_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_judgement_comment_id ON public.judgement USING btree (comment_id);


--
-- Name: ix_judgement_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_judgement_staff_id ON public.judgement USING btree (staff_id);


--
-- Name: ix_milestone_mark_milestone_ref; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_milestone_mark_milestone_ref ON public.milestone_mark USING btree (milestone_ref);


--
-- Name: ix_milestone_mark_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_milestone_mark_staff_id ON public.milestone_mark USING btree (staff_id);


--
-- Name: ix_noticing_comment_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_noticing_comment_id ON public.noticing USING btree (comment_id);


--
-- Name: ix_noticing_has_concerns; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_noticing_has_concerns ON public.noticing USING btree (has_concerns);


--
-- Name: ix_outcome_reply_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outcome_reply_id ON public.outcome USING btree (reply_id);


--
-- Name: ix_participation_plan_release_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_participation_plan_release_id ON public.participation_plan USING btree (release_id);


--
-- Name: ix_participation_plan_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_participation_plan_staff_id ON public.participation_plan USING btree (staff_id);


--
-- Name: ix_placement_collection_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_placement_collection_id ON public.placement USING btree (collection_id);


--
-- Name: ix_plan_count_action_ref; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_plan_count_action_ref ON public.plan_count USING btree (action_ref);


--
-- Name: ix_plan_count_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_plan_count_staff_id ON public.plan_count USING btree (staff_id);


--
-- Name: ix_plan_rating_action_ref; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_plan_rating_action_ref ON public.plan_rating USING btree (action_ref);


--
-- Name: ix_plan_rating_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_plan_rating_staff_id ON public.plan_rating USING btree (staff_id);


--
-- Name: ix_reading_comment_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reading_comment_id ON public.reading USING btree (comment_id);


--
-- Name: ix_recording_added_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_recording_added_by ON public.recording USING btree (added_by);


--
-- Name: ix_recording_content_hash; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_recording_content_hash ON public.recording USING btree (content_hash);


--
-- Name: ix_recovery_code_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_recovery_code_staff_id ON public.recovery_code USING btree (staff_id);


--
-- Name: ix_reply_initiative_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reply_initiative_id ON public.reply USING btree (initiative_id);


--
-- Name: ix_response_collection_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_response_collection_id ON public.response USING btree (collection_id);


--
-- Name: ix_response_import_run_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_response_import_run_id ON public.response USING btree (import_run_id);


--
-- Name: ix_response_placement_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_response_placement_id ON public.response USING btree (placement_id);


--
-- Name: ix_second_opinion_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_second_opinion_staff_id ON public.second_opinion USING btree (staff_id);


--
-- Name: ix_staff_link_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_staff_link_staff_id ON public.staff_link USING btree (staff_id);


--
-- Name: ix_staff_member_provider; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX ix_staff_member_provider ON public.staff_member USING btree (provider_issuer, provider_subject);


--
-- Name: ix_staff_session_staff_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_staff_session_staff_id ON public.staff_session USING btree (staff_id);


--
-- Name: ix_telling_reply_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_telling_reply_id ON public.telling USING btree (reply_id);


--
-- Name: ix_translation_reading_translation_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_translation_reading_translation_id ON public.translation_reading USING btree (translation_id);


--
-- Name: audit_entry audit_entry_never_changes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_never_changes BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_refuses();


--
-- Name: audit_entry audit_entry_never_goes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_never_goes BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuses();


--
-- Name: audit_entry audit_entry_only_grows; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_only_grows BEFORE INSERT ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_only_grows();


--
-- Name: comment_translation comment_translation_never_changes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER comment_translation_never_changes BEFORE DELETE OR UPDATE ON public.comment_translation FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: gate_setting gate_setting_is_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER gate_setting_is_frozen BEFORE DELETE OR UPDATE ON public.gate_setting FOR EACH ROW EXECUTE FUNCTION public.refuse_thaw();


--
-- Name: judgement judgement_never_changes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER judgement_never_changes BEFORE DELETE OR UPDATE ON public.judgement FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: milestone_mark milestone_mark_is_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER milestone_mark_is_frozen BEFORE DELETE OR UPDATE ON public.milestone_mark FOR EACH ROW EXECUTE FUNCTION public.refuse_thaw();


--
-- Name: plan_count plan_count_is_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER plan_count_is_frozen BEFORE DELETE OR UPDATE ON public.plan_count FOR EACH ROW EXECUTE FUNCTION public.refuse_thaw();


--
-- Name: plan_rating plan_rating_is_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER plan_rating_is_frozen BEFORE DELETE OR UPDATE ON public.plan_rating FOR EACH ROW EXECUTE FUNCTION public.refuse_thaw();


--
-- Name: results_release results_release_is_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER results_release_is_frozen BEFORE DELETE OR UPDATE ON public.results_release FOR EACH ROW EXECUTE FUNCTION public.refuse_thaw();


--
-- Name: second_opinion second_opinion_never_changes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER second_opinion_never_changes BEFORE DELETE OR UPDATE ON public.second_opinion FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: answer fk_answer_response_id_response; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT fk_answer_response_id_response FOREIGN KEY (response_id) REFERENCES public.response(id) ON DELETE CASCADE;


--
-- Name: collection fk_collection_created_by_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.collection
    ADD CONSTRAINT fk_collection_created_by_staff_member FOREIGN KEY (created_by) REFERENCES public.staff_member(id) ON DELETE SET NULL;


--
-- Name: collection fk_collection_initiative_id_initiative; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.collection
    ADD CONSTRAINT fk_collection_initiative_id_initiative FOREIGN KEY (initiative_id) REFERENCES public.initiative(id) ON DELETE SET NULL;


--
-- Name: comment fk_comment_response_id_response; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_response_id_response FOREIGN KEY (response_id) REFERENCES public.response(id) ON DELETE CASCADE;


--
-- Name: comment_theme fk_comment_theme_comment_id_comment; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment_theme
    ADD CONSTRAINT fk_comment_theme_comment_id_comment FOREIGN KEY (comment_id) REFERENCES public.comment(id) ON DELETE CASCADE;


--
-- Name: comment_theme fk_comment_theme_reply_id_reply; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment_theme
    ADD CONSTRAINT fk_comment_theme_reply_id_reply FOREIGN KEY (reply_id) REFERENCES public.reply(id) ON DELETE CASCADE;


--
-- Name: comment_translation fk_comment_translation_comment_id_comment; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment_translation
    ADD CONSTRAINT fk_comment_translation_comment_id_comment FOREIGN KEY (comment_id) REFERENCES public.comment(id) ON DELETE CASCADE;


--
-- Name: comment_translation fk_comment_translation_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment_translation
    ADD CONSTRAINT fk_comment_translation_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE RESTRICT;


--
-- Name: confirmation fk_confirmation_initiative_id_initiative; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT fk_confirmation_initiative_id_initiative FOREIGN KEY (initiative_id) REFERENCES public.initiative(id) ON DELETE CASCADE;


--
-- Name: confirmation fk_confirmation_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT fk_confirmation_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE SET NULL;


--
-- Name: counted_response fk_counted_response_release_id_results_release; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counted_response
    ADD CONSTRAINT fk_counted_response_release_id_results_release FOREIGN KEY (release_id) REFERENCES public.results_release(id) ON DELETE RESTRICT;


--
-- Name: counted_response fk_counted_response_response_id_response; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counted_response
    ADD CONSTRAINT fk_counted_response_response_id_response FOREIGN KEY (response_id) REFERENCES public.response(id) ON DELETE CASCADE;


--
-- Name: import_run fk_import_run_collection_id_collection; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT fk_import_run_collection_id_collection FOREIGN KEY (collection_id) REFERENCES public.collection(id) ON DELETE CASCADE;


--
-- Name: involvement fk_involvement_initiative_id_initiative; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.involvement
    ADD CONSTRAINT fk_involvement_initiative_id_initiative FOREIGN KEY (initiative_id) REFERENCES public.initiative(id) ON DELETE CASCADE;


--
-- Name: judgement fk_judgement_comment_id_comment; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT fk_judgement_comment_id_comment FOREIGN KEY (comment_id) REFERENCES public.comment(id) ON DELETE CASCADE;


--
-- Name: judgement fk_judgement_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT fk_judgement_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE RESTRICT;


--
-- Name: kept_pulse fk_kept_pulse_collection_id_collection; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_pulse
    ADD CONSTRAINT fk_kept_pulse_collection_id_collection FOREIGN KEY (collection_id) REFERENCES public.collection(id) ON DELETE CASCADE;


--
-- Name: milestone_mark fk_milestone_mark_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.milestone_mark
    ADD CONSTRAINT fk_milestone_mark_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE RESTRICT;


--
-- Name: noticing fk_noticing_comment_id_comment; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.noticing
    ADD CONSTRAINT fk_noticing_comment_id_comment FOREIGN KEY (comment_id) REFERENCES public.comment(id) ON DELETE CASCADE;


--
-- Name: outcome fk_outcome_reply_id_reply; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outcome
    ADD CONSTRAINT fk_outcome_reply_id_reply FOREIGN KEY (reply_id) REFERENCES public.reply(id) ON DELETE CASCADE;


--
-- Name: paper_form fk_paper_form_response_id_response; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paper_form
    ADD CONSTRAINT fk_paper_form_response_id_response FOREIGN KEY (response_id) REFERENCES public.response(id) ON DELETE CASCADE;


--
-- Name: participation_plan fk_participation_plan_release_id_results_release; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participation_plan
    ADD CONSTRAINT fk_participation_plan_release_id_results_release FOREIGN KEY (release_id) REFERENCES public.results_release(id) ON DELETE RESTRICT;


--
-- Name: participation_plan fk_participation_plan_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participation_plan
    ADD CONSTRAINT fk_participation_plan_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE SET NULL;


--
-- Name: placement fk_placement_collection_id_collection; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT fk_placement_collection_id_collection FOREIGN KEY (collection_id) REFERENCES public.collection(id) ON DELETE CASCADE;


--
-- Name: plan_count fk_plan_count_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_count
    ADD CONSTRAINT fk_plan_count_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE RESTRICT;


--
-- Name: plan_rating fk_plan_rating_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_rating
    ADD CONSTRAINT fk_plan_rating_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE RESTRICT;


--
-- Name: reading fk_reading_comment_id_comment; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT fk_reading_comment_id_comment FOREIGN KEY (comment_id) REFERENCES public.comment(id) ON DELETE CASCADE;


--
-- Name: recording fk_recording_added_by_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT fk_recording_added_by_staff_member FOREIGN KEY (added_by) REFERENCES public.staff_member(id) ON DELETE SET NULL;


--
-- Name: recovery_code fk_recovery_code_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT fk_recovery_code_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE CASCADE;


--
-- Name: reply fk_reply_initiative_id_initiative; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT fk_reply_initiative_id_initiative FOREIGN KEY (initiative_id) REFERENCES public.initiative(id) ON DELETE CASCADE;


--
-- Name: response fk_response_collection_id_collection; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.response
    ADD CONSTRAINT fk_response_collection_id_collection FOREIGN KEY (collection_id) REFERENCES public.collection(id) ON DELETE CASCADE;


--
-- Name: response fk_response_import_run_id_import_run; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.response
    ADD CONSTRAINT fk_response_import_run_id_import_run FOREIGN KEY (import_run_id) REFERENCES public.import_run(id) ON DELETE CASCADE;


--
-- Name: response fk_response_placement_id_placement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.response
    ADD CONSTRAINT fk_response_placement_id_placement FOREIGN KEY (placement_id) REFERENCES public.placement(id) ON DELETE SET NULL;


--
-- Name: second_opinion fk_second_opinion_comment_id_comment; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_opinion
    ADD CONSTRAINT fk_second_opinion_comment_id_comment FOREIGN KEY (comment_id) REFERENCES public.comment(id) ON DELETE CASCADE;


--
-- Name: second_opinion fk_second_opinion_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_opinion
    ADD CONSTRAINT fk_second_opinion_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE RESTRICT;


--
-- Name: staff_link fk_staff_link_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_link
    ADD CONSTRAINT fk_staff_link_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE CASCADE;


--
-- Name: staff_session fk_staff_session_staff_id_staff_member; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT fk_staff_session_staff_id_staff_member FOREIGN KEY (staff_id) REFERENCES public.staff_member(id) ON DELETE CASCADE;


--
-- Name: telling fk_telling_reply_id_reply; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.telling
    ADD CONSTRAINT fk_telling_reply_id_reply FOREIGN KEY (reply_id) REFERENCES public.reply(id) ON DELETE CASCADE;


--
-- Name: translation fk_translation_collection_id_collection; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT fk_translation_collection_id_collection FOREIGN KEY (collection_id) REFERENCES public.collection(id) ON DELETE CASCADE;


--
-- Name: translation fk_translation_initiative_id_initiative; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT fk_translation_initiative_id_initiative FOREIGN KEY (initiative_id) REFERENCES public.initiative(id) ON DELETE CASCADE;


--
-- Name: translation fk_translation_outcome_id_outcome; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT fk_translation_outcome_id_outcome FOREIGN KEY (outcome_id) REFERENCES public.outcome(id) ON DELETE CASCADE;


--
-- Name: translation_reading fk_translation_reading_translation_id_comment_translation; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation_reading
    ADD CONSTRAINT fk_translation_reading_translation_id_comment_translation FOREIGN KEY (translation_id) REFERENCES public.comment_translation(id) ON DELETE CASCADE;


--
-- Name: translation fk_translation_reply_id_reply; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT fk_translation_reply_id_reply FOREIGN KEY (reply_id) REFERENCES public.reply(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


