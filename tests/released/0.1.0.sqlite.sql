BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0017');
CREATE TABLE answer (
	response_id CHAR(32) NOT NULL, 
	question_id VARCHAR(40) NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (response_id, question_id), 
	CONSTRAINT fk_answer_response_id_response FOREIGN KEY(response_id) REFERENCES response (id) ON DELETE CASCADE
);
INSERT INTO "answer" VALUES('7e844ebc5c14468f986eadedcc15cc77','ps_overall','good');
CREATE TABLE audit_entry (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR(40) NOT NULL, 
	action VARCHAR(40) NOT NULL, 
	subject VARCHAR(40), 
	subject_id VARCHAR(200), 
	how_many INTEGER, 
	reason VARCHAR(500), 
	previous_hash VARCHAR(64) NOT NULL, 
	entry_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (number), 
	CONSTRAINT uq_audit_entry_entry_hash UNIQUE (entry_hash)
);
INSERT INTO "audit_entry" VALUES(1,'2026-11-28 07:18:48.106813','somebody','signed_in',NULL,NULL,NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000','d5d5848dca22584cbbdc8ba7d7cc13247850503c22ba66a992c2f80f3a743165');
CREATE TABLE cleared_form (
	key_hash VARCHAR(64) NOT NULL, 
	week DATE NOT NULL, 
	CONSTRAINT pk_cleared_form PRIMARY KEY (key_hash)
);
INSERT INTO "cleared_form" VALUES('d599383676684357a72f34147ddcdd0d','2026-05-04');
CREATE TABLE collection (
	id CHAR(32) NOT NULL, 
	survey_slug VARCHAR(40) NOT NULL, 
	survey_version INTEGER NOT NULL, 
	occasion VARCHAR(200) NOT NULL, 
	opens_at DATETIME NOT NULL, 
	closes_at DATETIME NOT NULL, 
	initiative_id CHAR(32), 
	created_by CHAR(32), 
	created_at DATETIME NOT NULL, 
	is_sample BOOLEAN NOT NULL, erased_until DATE, 
	CONSTRAINT pk_collection PRIMARY KEY (id), 
	CONSTRAINT ck_collection_closes_after_opening CHECK (closes_at > opens_at), 
	CONSTRAINT fk_collection_created_by_staff_member FOREIGN KEY(created_by) REFERENCES staff_member (id) ON DELETE SET NULL, 
	CONSTRAINT fk_collection_initiative_id_initiative FOREIGN KEY(initiative_id) REFERENCES initiative (id) ON DELETE SET NULL
);
INSERT INTO "collection" VALUES('dd2f4246567d44d6a6a9e186f5e8be00','post_session',1,'Café ☕ مرحبا','2026-05-04 12:00:00.000000','2026-05-05 12:00:00.000000',NULL,NULL,'2026-05-04 12:00:00.000000',0,'2025-05-05');
CREATE TABLE comment (
	id CHAR(32) NOT NULL, 
	response_id CHAR(32) NOT NULL, 
	question_id VARCHAR(40) NOT NULL, 
	question_kind VARCHAR(20) NOT NULL, 
	language VARCHAR(20) NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_comment PRIMARY KEY (id), 
	CONSTRAINT fk_comment_response_id_response FOREIGN KEY(response_id) REFERENCES response (id) ON DELETE CASCADE
);
INSERT INTO "comment" VALUES('debd1fcf136d41d5be364cc5c0f822d1','7e844ebc5c14468f986eadedcc15cc77','ps_better','could_improve','ar','شكرا 😀');
CREATE TABLE comment_theme (
	comment_id CHAR(32) NOT NULL, 
	reply_id CHAR(32) NOT NULL, 
	CONSTRAINT pk_comment_theme PRIMARY KEY (comment_id, reply_id), 
	CONSTRAINT fk_comment_theme_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_comment_theme_reply_id_reply FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE
);
INSERT INTO "comment_theme" VALUES('debd1fcf136d41d5be364cc5c0f822d1','6e341fc1975c4858b1cc697cb8621764');
CREATE TABLE comment_translation (
	id CHAR(32) NOT NULL, 
	comment_id CHAR(32) NOT NULL, 
	text VARCHAR NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	translated_at DATETIME NOT NULL, 
	CONSTRAINT pk_comment_translation PRIMARY KEY (id), 
	CONSTRAINT fk_comment_translation_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_comment_translation_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE RESTRICT
);
INSERT INTO "comment_translation" VALUES('caf17a9f411e448e9996ea9e8527e31c','debd1fcf136d41d5be364cc5c0f822d1','Thanks 😀','18d48cccafb3439eacce067fa365c56c','2026-05-04 12:00:00.000000');
CREATE TABLE confirmation (
	id CHAR(32) NOT NULL, 
	initiative_id CHAR(32) NOT NULL, 
	staff_id CHAR(32), 
	role VARCHAR(20) NOT NULL, 
	verdict VARCHAR(9) NOT NULL, 
	comment VARCHAR NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_confirmation PRIMARY KEY (id), 
	CONSTRAINT fk_confirmation_initiative_id_initiative FOREIGN KEY(initiative_id) REFERENCES initiative (id) ON DELETE CASCADE, 
	CONSTRAINT fk_confirmation_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE SET NULL, 
	CONSTRAINT ck_confirmation_verdict CHECK (verdict IN ('proposed', 'confirmed', 'disputed'))
);
INSERT INTO "confirmation" VALUES('7c5cca8070bb4714b04d64e89b3fd660','fa0109feda8b42cebb70e336a69bb8b2','18d48cccafb3439eacce067fa365c56c','officer','proposed','','0000000000000000000000000000000000000000000000000000000000000000','2026-05-04 12:00:00.000000');
CREATE TABLE counted_response (
	response_id CHAR(32) NOT NULL, 
	release_id CHAR(32) NOT NULL, 
	CONSTRAINT pk_counted_response PRIMARY KEY (response_id), 
	CONSTRAINT fk_counted_response_response_id_response FOREIGN KEY(response_id) REFERENCES response (id) ON DELETE CASCADE, 
	CONSTRAINT fk_counted_response_release_id_results_release FOREIGN KEY(release_id) REFERENCES results_release (id) ON DELETE RESTRICT
);
INSERT INTO "counted_response" VALUES('7e844ebc5c14468f986eadedcc15cc77','cb784d4582e8432cae1ba03f96dab66e');
CREATE TABLE gate_setting (
	number INTEGER NOT NULL, 
	base INTEGER NOT NULL, 
	threshold INTEGER NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	set_by VARCHAR(200) NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_gate_setting PRIMARY KEY (number), 
	CONSTRAINT ck_gate_setting_base_floor CHECK (base >= 10), 
	CONSTRAINT ck_gate_setting_threshold_floor CHECK (threshold >= 5), 
	CONSTRAINT ck_gate_setting_says_why CHECK (length(reason) >= 10)
);
INSERT INTO "gate_setting" VALUES(1,12,6,'So few live here.','somebody','2026-05-04 12:00:00.000000');
CREATE TABLE import_run (
	id CHAR(32) NOT NULL, 
	collection_id CHAR(32) NOT NULL, 
	file_hash VARCHAR(64) NOT NULL, 
	accepted INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	already_there INTEGER NOT NULL, 
	finished_at DATETIME NOT NULL, 
	CONSTRAINT pk_import_run PRIMARY KEY (id), 
	CONSTRAINT fk_import_run_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id) ON DELETE CASCADE
);
INSERT INTO "import_run" VALUES('442372b577ce4318ad075b73b1eba961','dd2f4246567d44d6a6a9e186f5e8be00','0000000000000000000000000000000000000000000000000000000000000000',1,0,0,'2026-05-04 12:00:00.000000');
CREATE TABLE initiative (
	id CHAR(32) NOT NULL, 
	area_key VARCHAR(80), 
	title VARCHAR(200) NOT NULL, 
	description VARCHAR NOT NULL, 
	kind VARCHAR(13) NOT NULL, 
	stage VARCHAR(10) NOT NULL, 
	owner VARCHAR(200) NOT NULL, 
	audience VARCHAR(200) NOT NULL, 
	priority_ref VARCHAR(10) NOT NULL, 
	measure_refs VARCHAR(200) NOT NULL, 
	options_fixed_on DATE, 
	delivered_on DATE, 
	delivered_link VARCHAR(500) NOT NULL, 
	not_counted_reason VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	evidence_changed_at DATETIME, 
	CONSTRAINT pk_initiative PRIMARY KEY (id), 
	CONSTRAINT uq_initiative_area_key UNIQUE (area_key), 
	CONSTRAINT ck_initiative_initiative_kind CHECK (kind IN ('funding', 'consultation', 'influence', 'co_design', 'co_production')), 
	CONSTRAINT ck_initiative_stage CHECK (stage IN ('idea', 'scoped', 'designed', 'decided', 'delivering', 'live', 'reviewed', 'closed', 'stopped'))
);
INSERT INTO "initiative" VALUES('fa0109feda8b42cebb70e336a69bb8b2',NULL,'Café ☕ مرحبا','','co_design','delivering','','','','',NULL,NULL,'','','','2026-05-04 12:00:00.000000','2026-05-04 12:00:00.000000',NULL);
CREATE TABLE involvement (
	id CHAR(32) NOT NULL, 
	initiative_id CHAR(32) NOT NULL, 
	happened_on DATE NOT NULL, 
	stage VARCHAR(10) NOT NULL, 
	rung INTEGER NOT NULL, 
	rung_reason VARCHAR NOT NULL, 
	parent_carers INTEGER NOT NULL, 
	young_people INTEGER NOT NULL, 
	new_voices INTEGER NOT NULL, 
	support VARCHAR(200) NOT NULL, 
	note VARCHAR NOT NULL, 
	note_link VARCHAR(500) NOT NULL, 
	is_witnessed_statement BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_involvement PRIMARY KEY (id), 
	CONSTRAINT ck_involvement_new_voices CHECK (new_voices BETWEEN 0 AND parent_carers + young_people), 
	CONSTRAINT ck_involvement_parent_carers CHECK (parent_carers >= 0), 
	CONSTRAINT ck_involvement_rung CHECK (rung BETWEEN 1 AND 7), 
	CONSTRAINT ck_involvement_young_people CHECK (young_people >= 0), 
	CONSTRAINT fk_involvement_initiative_id_initiative FOREIGN KEY(initiative_id) REFERENCES initiative (id) ON DELETE CASCADE, 
	CONSTRAINT ck_involvement_stage CHECK (stage IN ('idea', 'scoped', 'designed', 'decided', 'delivering', 'live', 'reviewed', 'closed', 'stopped'))
);
INSERT INTO "involvement" VALUES('be1ae0eef52841a194c834184c44766f','fa0109feda8b42cebb70e336a69bb8b2','2026-05-04','idea',5,'They chose.',7,2,0,'','','',0,'2026-05-04 12:00:00.000000');
CREATE TABLE judgement (
	id CHAR(32) NOT NULL, 
	comment_id CHAR(32) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	decided_at DATETIME NOT NULL, 
	saw_estimate BOOLEAN NOT NULL, 
	tone VARCHAR(20), 
	ruling VARCHAR(11) NOT NULL, 
	themes VARCHAR NOT NULL, 
	regulation VARCHAR(20), 
	edited_copy VARCHAR, 
	copy_language VARCHAR(20), 
	why VARCHAR, 
	CONSTRAINT pk_judgement PRIMARY KEY (id), 
	CONSTRAINT fk_judgement_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_judgement_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE RESTRICT, 
	CONSTRAINT ck_judgement_ruling CHECK (ruling IN ('publish', 'themes', 'individual', 'identifying', 'vexatious', 'hold'))
);
INSERT INTO "judgement" VALUES('71667a151ed74f27954dcbabdc15d6d4','debd1fcf136d41d5be364cc5c0f822d1','18d48cccafb3439eacce067fa365c56c','2026-11-28 07:18:48.041937',0,'positive','themes','',NULL,NULL,NULL,NULL);
CREATE TABLE kept_pulse (
	collection_id CHAR(32) NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	how_many INTEGER NOT NULL, 
	CONSTRAINT pk_kept_pulse PRIMARY KEY (collection_id, code), 
	CONSTRAINT ck_kept_pulse_from_one CHECK (how_many >= 1), 
	CONSTRAINT fk_kept_pulse_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id) ON DELETE CASCADE
);
INSERT INTO "kept_pulse" VALUES('dd2f4246567d44d6a6a9e186f5e8be00','yes',3);
CREATE TABLE milestone_mark (
	id CHAR(32) NOT NULL, 
	milestone_ref VARCHAR(20) NOT NULL, 
	reached_on DATE, 
	note VARCHAR(2000) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_milestone_mark PRIMARY KEY (id), 
	CONSTRAINT fk_milestone_mark_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE RESTRICT
);
INSERT INTO "milestone_mark" VALUES('8b5151253ada4b2dbb5e5e326037da5e','1.1.m1','2026-05-04','','18d48cccafb3439eacce067fa365c56c','2026-05-04 12:00:00.000000');
CREATE TABLE missing_language (
	id CHAR(32) NOT NULL, 
	code VARCHAR(20), 
	typed VARCHAR(60) NOT NULL, 
	week DATE NOT NULL, 
	key_hash VARCHAR(64) NOT NULL, 
	is_quarantined BOOLEAN NOT NULL, 
	CONSTRAINT pk_missing_language PRIMARY KEY (id), 
	CONSTRAINT ck_missing_language_says_which CHECK (code IS NOT NULL OR typed <> ''), 
	CONSTRAINT uq_missing_language_key_hash UNIQUE (key_hash)
);
INSERT INTO "missing_language" VALUES('6f567694fdc0464aa5152c96d315ec47','ta','தமிழ்','2026-05-04','bb802f14f9c1488b8a639f5d4232cace',0);
CREATE TABLE noticing (
	id CHAR(32) NOT NULL, 
	comment_id CHAR(32) NOT NULL, 
	reader VARCHAR(160) NOT NULL, 
	language VARCHAR(20) NOT NULL, 
	language_confidence FLOAT NOT NULL, 
	themes VARCHAR NOT NULL, 
	names VARCHAR NOT NULL, 
	concerns VARCHAR NOT NULL, 
	has_names BOOLEAN NOT NULL, 
	has_concerns BOOLEAN NOT NULL, 
	CONSTRAINT pk_noticing PRIMARY KEY (id), 
	CONSTRAINT fk_noticing_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT uq_noticing_comment_id_reader UNIQUE (comment_id, reader)
);
INSERT INTO "noticing" VALUES('15ee116055814ba593314a7807ce7be6','debd1fcf136d41d5be364cc5c0f822d1','names-1','ar',1.0,'[]','[]','[]',0,0);
CREATE TABLE outcome (
	id CHAR(32) NOT NULL, 
	reply_id CHAR(32) NOT NULL, 
	changed_on DATE NOT NULL, 
	what_changed VARCHAR NOT NULL, 
	evidence_link VARCHAR(500) NOT NULL, 
	checked_on DATE, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_outcome PRIMARY KEY (id), 
	CONSTRAINT fk_outcome_reply_id_reply FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE
);
INSERT INTO "outcome" VALUES('29e06d71c2e847899a3df250570a908c','6e341fc1975c4858b1cc697cb8621764','2026-05-04','A room.','',NULL,'2026-05-04 12:00:00.000000');
CREATE TABLE pace (
	what VARCHAR(40) NOT NULL, 
	level INTEGER NOT NULL, 
	minute BIGINT NOT NULL, 
	CONSTRAINT pk_pace PRIMARY KEY (what)
);
INSERT INTO "pace" VALUES('61421dcc-6340-41cc-843d-596305050f3c',31,30000000);
CREATE TABLE paper_form (
	number VARCHAR(16) NOT NULL, 
	response_id CHAR(32) NOT NULL, 
	is_checked BOOLEAN NOT NULL, 
	CONSTRAINT pk_paper_form PRIMARY KEY (number), 
	CONSTRAINT ck_paper_form_number_is_uppercase CHECK (number = upper(number)), 
	CONSTRAINT fk_paper_form_response_id_response FOREIGN KEY(response_id) REFERENCES response (id) ON DELETE CASCADE, 
	CONSTRAINT uq_paper_form_response_id UNIQUE (response_id)
);
INSERT INTO "paper_form" VALUES('CDFGHJKM','7e844ebc5c14468f986eadedcc15cc77',0);
CREATE TABLE participation_plan (
	id CHAR(32) NOT NULL, 
	release_id CHAR(32) NOT NULL, 
	text VARCHAR(5000) NOT NULL, 
	staff_id CHAR(32), 
	written_at DATETIME NOT NULL, 
	CONSTRAINT pk_participation_plan PRIMARY KEY (id), 
	CONSTRAINT ck_participation_plan_says_something CHECK (length(text) >= 1), 
	CONSTRAINT fk_participation_plan_release_id_results_release FOREIGN KEY(release_id) REFERENCES results_release (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_participation_plan_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE SET NULL
);
INSERT INTO "participation_plan" VALUES('2582445ae80343db8f0f0fea0e7d5056','cb784d4582e8432cae1ba03f96dab66e','نخطط ☕',NULL,'2026-05-04 12:00:00.000000');
CREATE TABLE placement (
	id CHAR(32) NOT NULL, 
	collection_id CHAR(32) NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	kind VARCHAR(15) NOT NULL, 
	label VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_placement PRIMARY KEY (id), 
	CONSTRAINT ck_placement_code_is_uppercase CHECK (code = upper(code)), 
	CONSTRAINT fk_placement_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id) ON DELETE CASCADE, 
	CONSTRAINT uq_placement_code UNIQUE (code), 
	CONSTRAINT ck_placement_placement_kind CHECK (kind IN ('library', 'clinic', 'school', 'family_hub', 'in_the_room', 'decision_letter', 'local_offer', 'newsletter', 'other'))
);
INSERT INTO "placement" VALUES('ffb9482717f64ecea54a47c16618bc6a','dd2f4246567d44d6a6a9e186f5e8be00','ABC234','clinic','Clinic','2026-05-04 12:00:00.000000');
CREATE TABLE plan_count (
	id CHAR(32) NOT NULL, 
	action_ref VARCHAR(20) NOT NULL, 
	what VARCHAR(200) NOT NULL, 
	counted INTEGER NOT NULL, 
	out_of INTEGER, 
	as_at DATE NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	written_at DATETIME NOT NULL, 
	CONSTRAINT pk_plan_count PRIMARY KEY (id), 
	CONSTRAINT ck_plan_count_counted CHECK (counted >= 0), 
	CONSTRAINT ck_plan_count_out_of CHECK (out_of IS NULL OR out_of >= counted), 
	CONSTRAINT ck_plan_count_says_what CHECK (length(what) >= 1), 
	CONSTRAINT fk_plan_count_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE RESTRICT
);
INSERT INTO "plan_count" VALUES('700276cba0454fa9a48ba15d02debe0a','1.2','Letters',7,9,'2026-05-04','18d48cccafb3439eacce067fa365c56c','2026-05-04 12:00:00.000000');
CREATE TABLE plan_rating (
	id CHAR(32) NOT NULL, 
	action_ref VARCHAR(20) NOT NULL, 
	term_ref VARCHAR(40) NOT NULL, 
	colour VARCHAR(5) NOT NULL, 
	reason VARCHAR(2000) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	rated_at DATETIME NOT NULL, 
	CONSTRAINT pk_plan_rating PRIMARY KEY (id), 
	CONSTRAINT ck_plan_rating_says_why CHECK (length(reason) >= 10), 
	CONSTRAINT fk_plan_rating_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE RESTRICT, 
	CONSTRAINT ck_plan_rating_colour CHECK (colour IN ('blue', 'green', 'amber', 'red'))
);
INSERT INTO "plan_rating" VALUES('d6115e3ddf62470c8eb073900afa7d46','1.1','2026-summer','green','الأدلة جاهزة','18d48cccafb3439eacce067fa365c56c','2026-05-04 12:00:00.000000');
CREATE TABLE reading (
	id CHAR(32) NOT NULL, 
	comment_id CHAR(32) NOT NULL, 
	reader VARCHAR(60) NOT NULL, 
	status VARCHAR(30) NOT NULL, 
	tone VARCHAR(20), 
	polarity FLOAT, positive FLOAT, neutral_or_mixed FLOAT, negative FLOAT, point INTEGER, confidence FLOAT, model_hash VARCHAR(64), 
	CONSTRAINT pk_reading PRIMARY KEY (id), 
	CONSTRAINT fk_reading_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT uq_reading_comment_id_reader UNIQUE (comment_id, reader)
);
INSERT INTO "reading" VALUES('1fa58096abd042ab985440929b204b80','debd1fcf136d41d5be364cc5c0f822d1','tone-1','scored','positive',0.5,0.7,0.2,0.1,2,0.7,'0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE recording (
	id CHAR(32) NOT NULL, 
	question_id VARCHAR(40) NOT NULL, 
	language VARCHAR(20) NOT NULL, 
	variant VARCHAR(10) NOT NULL, 
	wording_hash VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	content_hash VARCHAR(32) NOT NULL, 
	content_type VARCHAR(20) NOT NULL, 
	spoken_by VARCHAR(200) NOT NULL, 
	added_by CHAR(32), 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_recording PRIMARY KEY (id), 
	CONSTRAINT ck_recording_variant CHECK (variant IN ('standard', 'easy')), 
	CONSTRAINT fk_recording_added_by_staff_member FOREIGN KEY(added_by) REFERENCES staff_member (id) ON DELETE SET NULL, 
	CONSTRAINT uq_recording_question_id_language_variant UNIQUE (question_id, language, variant)
);
INSERT INTO "recording" VALUES('7ad23aa3627949439e339291e4919781','ps_overall','syl','easy','0000000000000000000000000000000000000000000000000000000000000000',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF','00000000000000000000000000000000','audio/ogg','Amina',NULL,'2026-05-04 12:00:00.000000');
CREATE TABLE recording_revision (
	id INTEGER NOT NULL, 
	revision VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_recording_revision PRIMARY KEY (id)
);
INSERT INTO "recording_revision" VALUES(1,'first');
CREATE TABLE recovery_code (
	code_hash VARCHAR(64) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (code_hash), 
	CONSTRAINT fk_recovery_code_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE CASCADE
);
INSERT INTO "recovery_code" VALUES('0000000000000000000000000000000000000000000000000000000000000000','18d48cccafb3439eacce067fa365c56c');
CREATE TABLE "reply" (
	id CHAR(32) NOT NULL, 
	initiative_id CHAR(32), 
	theme VARCHAR NOT NULL, 
	raised_on DATE NOT NULL, 
	decision VARCHAR(12), 
	reason VARCHAR NOT NULL, 
	we_did VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	source VARCHAR(8), 
	source_note VARCHAR(200) DEFAULT '' NOT NULL, 
	audience VARCHAR(20) DEFAULT 'families' NOT NULL, 
	regulation VARCHAR(20), 
	replied_on DATE, 
	passed_on_to VARCHAR(200) DEFAULT '' NOT NULL, 
	owner VARCHAR(200) DEFAULT '' NOT NULL, 
	due_on DATE, 
	CONSTRAINT pk_reply PRIMARY KEY (id), 
	CONSTRAINT fk_reply_initiative_id_initiative FOREIGN KEY(initiative_id) REFERENCES initiative (id) ON DELETE CASCADE, 
	CONSTRAINT ck_reply_decision CHECK (decision IN ('doing', 'done', 'planned', 'not_possible', 'already', 'passed_on')), 
	CONSTRAINT ck_reply_source CHECK (source IN ('comments', 'session', 'forum'))
);
INSERT INTO "reply" VALUES('6e341fc1975c4858b1cc697cb8621764',NULL,'غرفة ☕','2026-05-04',NULL,'','','2026-05-04 12:00:00.000000','forum','','families',NULL,NULL,'','',NULL);
CREATE TABLE response (
	id CHAR(32) NOT NULL, 
	collection_id CHAR(32) NOT NULL, 
	placement_id CHAR(32), 
	import_run_id CHAR(32), 
	survey_version INTEGER NOT NULL, 
	variant VARCHAR(10) NOT NULL, 
	language VARCHAR(20) NOT NULL, 
	channel VARCHAR(8) NOT NULL, 
	week DATE NOT NULL, 
	key_hash VARCHAR(64) NOT NULL, 
	receipt_hash VARCHAR(64), 
	consent_version INTEGER, 
	is_quarantined BOOLEAN NOT NULL, is_in_burst BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_response PRIMARY KEY (id), 
	CONSTRAINT ck_response_variant CHECK (variant IN ('standard', 'easy')), 
	CONSTRAINT fk_response_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id) ON DELETE CASCADE, 
	CONSTRAINT fk_response_import_run_id_import_run FOREIGN KEY(import_run_id) REFERENCES import_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_response_placement_id_placement FOREIGN KEY(placement_id) REFERENCES placement (id) ON DELETE SET NULL, 
	CONSTRAINT uq_response_key_hash UNIQUE (key_hash), 
	CONSTRAINT uq_response_receipt_hash UNIQUE (receipt_hash), 
	CONSTRAINT ck_response_channel CHECK (channel IN ('online', 'paper', 'imported'))
);
INSERT INTO "response" VALUES('7e844ebc5c14468f986eadedcc15cc77','dd2f4246567d44d6a6a9e186f5e8be00',NULL,NULL,1,'standard','en','online','2026-05-04','2eea18a61e4a445fb6a1920da2ab7b90',NULL,NULL,0,0);
CREATE TABLE results_release (
	id CHAR(32) NOT NULL, 
	number INTEGER NOT NULL, 
	survey_slug VARCHAR(40) NOT NULL, 
	term_ref VARCHAR(40) NOT NULL, 
	frozen_at DATETIME NOT NULL, 
	content VARCHAR NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_results_release PRIMARY KEY (id), 
	CONSTRAINT ck_results_release_number_from_one CHECK (number >= 1), 
	CONSTRAINT uq_results_release_number UNIQUE (number), 
	CONSTRAINT uq_results_release_survey_slug_term_ref UNIQUE (survey_slug, term_ref)
);
INSERT INTO "results_release" VALUES('cb784d4582e8432cae1ba03f96dab66e',1,'post_session','2026-summer','2026-05-04 12:00:00.000000','{}','0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE second_opinion (
	id CHAR(32) NOT NULL, 
	comment_id CHAR(32) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	given_at DATETIME NOT NULL, 
	tone VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_second_opinion PRIMARY KEY (id), 
	CONSTRAINT fk_second_opinion_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_second_opinion_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_second_opinion_comment_id UNIQUE (comment_id)
);
INSERT INTO "second_opinion" VALUES('67f7ce63f35e4edaa20d9b7b419990b3','debd1fcf136d41d5be364cc5c0f822d1','18d48cccafb3439eacce067fa365c56c','2026-05-04 12:00:00.000000','positive');
CREATE TABLE staff_link (
	token_hash VARCHAR(64) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	purpose VARCHAR(12) NOT NULL, 
	address_hash VARCHAR(64) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_staff_link PRIMARY KEY (token_hash), 
	CONSTRAINT fk_staff_link_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE CASCADE, 
	CONSTRAINT uq_staff_link_staff_id_purpose UNIQUE (staff_id, purpose), 
	CONSTRAINT ck_staff_link_purpose CHECK (purpose IN ('invitation', 'new_password', 'sign_in'))
);
INSERT INTO "staff_link" VALUES('0000000000000000000000000000000000000000000000000000000000000000','18d48cccafb3439eacce067fa365c56c','invitation','0000000000000000000000000000000000000000000000000000000000000000','2026-05-04 12:00:00.000000');
CREATE TABLE staff_member (
	id CHAR(32) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	role VARCHAR(13) NOT NULL, 
	password_hash VARCHAR(200) NOT NULL, 
	is_disabled BOOLEAN NOT NULL, 
	is_sample BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, totp_secret VARCHAR(300), totp_last_step INTEGER, provider_issuer VARCHAR(255), provider_subject VARCHAR(255), 
	CONSTRAINT pk_staff_member PRIMARY KEY (id), 
	CONSTRAINT uq_staff_member_email UNIQUE (email), 
	CONSTRAINT ck_staff_member_role CHECK (role IN ('officer', 'forum', 'advocate', 'viewer', 'administrator'))
);
INSERT INTO "staff_member" VALUES('18d48cccafb3439eacce067fa365c56c','o@example.org','O','officer','',0,0,'2026-05-04 12:00:00.000000','locked',59000000,'https://login.example.org','pairwise');
CREATE TABLE staff_session (
	id_hash VARCHAR(64) NOT NULL, 
	staff_id CHAR(32) NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_seen_at DATETIME NOT NULL, needs_second_step BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_staff_session PRIMARY KEY (id_hash), 
	CONSTRAINT fk_staff_session_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id) ON DELETE CASCADE
);
CREATE TABLE telling (
	id CHAR(32) NOT NULL, 
	reply_id CHAR(32) NOT NULL, 
	told_on DATE NOT NULL, 
	how VARCHAR(200) NOT NULL, 
	languages VARCHAR(200) NOT NULL, 
	formats VARCHAR(200) NOT NULL, 
	is_in_their_format BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_telling PRIMARY KEY (id), 
	CONSTRAINT fk_telling_reply_id_reply FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE
);
INSERT INTO "telling" VALUES('2943c7afab1442bd9595c10923932f8c','6e341fc1975c4858b1cc697cb8621764','2026-05-04','letter','','',0,'2026-05-04 12:00:00.000000');
CREATE TABLE throttle (
	key_hash VARCHAR(64) NOT NULL, 
	window_start DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	CONSTRAINT pk_throttle PRIMARY KEY (key_hash, window_start)
);
CREATE TABLE "translation" (
	id CHAR(32) NOT NULL, 
	collection_id CHAR(32), 
	initiative_id CHAR(32), 
	reply_id CHAR(32), 
	field VARCHAR(40) NOT NULL, 
	language VARCHAR(20) NOT NULL, 
	text VARCHAR NOT NULL, 
	"key" VARCHAR(16) NOT NULL, 
	speaker VARCHAR(100), 
	checked_on DATE, 
	outcome_id CHAR(32), 
	CONSTRAINT pk_translation PRIMARY KEY (id), 
	CONSTRAINT uq_translation_collection_id_field_language UNIQUE (collection_id, field, language), 
	CONSTRAINT uq_translation_reply_id_field_language UNIQUE (reply_id, field, language), 
	CONSTRAINT ck_translation_signed_and_dated CHECK ((speaker IS NULL) = (checked_on IS NULL)), 
	CONSTRAINT fk_translation_reply_id_reply FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE, 
	CONSTRAINT fk_translation_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id) ON DELETE CASCADE, 
	CONSTRAINT uq_translation_initiative_id_field_language UNIQUE (initiative_id, field, language), 
	CONSTRAINT ck_translation_not_english CHECK (language <> 'en'), 
	CONSTRAINT fk_translation_initiative_id_initiative FOREIGN KEY(initiative_id) REFERENCES initiative (id) ON DELETE CASCADE, 
	CONSTRAINT fk_translation_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id) ON DELETE CASCADE, 
	CONSTRAINT uq_translation_outcome_id_field_language UNIQUE (outcome_id, field, language), 
	CONSTRAINT ck_translation_one_owner CHECK ((CASE WHEN collection_id IS NULL THEN 0 ELSE 1 END + CASE WHEN initiative_id IS NULL THEN 0 ELSE 1 END + CASE WHEN reply_id IS NULL THEN 0 ELSE 1 END + CASE WHEN outcome_id IS NULL THEN 0 ELSE 1 END) = 1)
);
INSERT INTO "translation" VALUES('d8be142f9dd642c5871b1df4d5b38d19','dd2f4246567d44d6a6a9e186f5e8be00',NULL,NULL,'occasion','ar','مقهى','0123456789abcdef','Amina','2026-05-04',NULL);
INSERT INTO "translation" VALUES('c63bfaf04ccc42c89d1f1603d9d249a6',NULL,NULL,NULL,'what_changed','fr','Une salle.','0000000000000000',NULL,NULL,'29e06d71c2e847899a3df250570a908c');
CREATE TABLE translation_reading (
	id CHAR(32) NOT NULL, 
	translation_id CHAR(32) NOT NULL, 
	reader VARCHAR(60) NOT NULL, 
	status VARCHAR(30) NOT NULL, 
	tone VARCHAR(20), 
	polarity FLOAT, 
	positive FLOAT, 
	neutral_or_mixed FLOAT, 
	negative FLOAT, 
	point INTEGER, 
	confidence FLOAT, 
	model_hash VARCHAR(64), 
	CONSTRAINT pk_translation_reading PRIMARY KEY (id), 
	CONSTRAINT fk_translation_reading_translation_id_comment_translation FOREIGN KEY(translation_id) REFERENCES comment_translation (id) ON DELETE CASCADE, 
	CONSTRAINT uq_translation_reading_translation_id_reader UNIQUE (translation_id, reader)
);
INSERT INTO "translation_reading" VALUES('a67ac39921b94398a10323ac8f0478bb','caf17a9f411e448e9996ea9e8527e31c','a reader','scored','positive',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE INDEX ix_collection_created_by ON collection (created_by);
CREATE INDEX ix_collection_initiative_id ON collection (initiative_id);
CREATE INDEX ix_collection_survey_slug ON collection (survey_slug);
CREATE INDEX ix_confirmation_initiative_id ON confirmation (initiative_id);
CREATE INDEX ix_confirmation_staff_id ON confirmation (staff_id);
CREATE INDEX ix_involvement_initiative_id ON involvement (initiative_id);
CREATE INDEX ix_staff_session_staff_id ON staff_session (staff_id);
CREATE INDEX ix_import_run_collection_id ON import_run (collection_id);
CREATE INDEX ix_placement_collection_id ON placement (collection_id);
CREATE INDEX ix_response_collection_id ON response (collection_id);
CREATE INDEX ix_response_import_run_id ON response (import_run_id);
CREATE INDEX ix_response_placement_id ON response (placement_id);
CREATE INDEX ix_answer_question_id ON answer (question_id);
CREATE INDEX ix_comment_response_id ON comment (response_id);
CREATE INDEX ix_reading_comment_id ON reading (comment_id);
CREATE INDEX ix_recording_added_by ON recording (added_by);
CREATE INDEX ix_recording_content_hash ON recording (content_hash);
CREATE INDEX ix_noticing_comment_id ON noticing (comment_id);
CREATE INDEX ix_noticing_has_concerns ON noticing (has_concerns);
CREATE INDEX ix_comment_translation_comment_id ON comment_translation (comment_id);
CREATE INDEX ix_comment_translation_staff_id ON comment_translation (staff_id);
CREATE INDEX ix_translation_reading_translation_id ON translation_reading (translation_id);
CREATE INDEX ix_judgement_comment_id ON judgement (comment_id);
CREATE INDEX ix_judgement_staff_id ON judgement (staff_id);
CREATE INDEX ix_second_opinion_staff_id ON second_opinion (staff_id);
CREATE TRIGGER comment_translation_never_changes BEFORE UPDATE ON comment_translation BEGIN SELECT RAISE(ABORT, 'comment_translation is append-only'); END;
CREATE TRIGGER comment_translation_never_goes BEFORE DELETE ON comment_translation WHEN EXISTS (SELECT 1 FROM comment WHERE id = OLD.comment_id) BEGIN SELECT RAISE(ABORT, 'comment_translation is append-only'); END;
CREATE TRIGGER judgement_never_changes BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END;
CREATE TRIGGER judgement_never_goes BEFORE DELETE ON judgement WHEN EXISTS (SELECT 1 FROM comment WHERE id = OLD.comment_id) BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END;
CREATE TRIGGER second_opinion_never_changes BEFORE UPDATE ON second_opinion BEGIN SELECT RAISE(ABORT, 'second_opinion is append-only'); END;
CREATE TRIGGER second_opinion_never_goes BEFORE DELETE ON second_opinion WHEN EXISTS (SELECT 1 FROM comment WHERE id = OLD.comment_id) BEGIN SELECT RAISE(ABORT, 'second_opinion is append-only'); END;
CREATE INDEX ix_audit_entry_who ON audit_entry (who);
CREATE INDEX ix_audit_entry_action ON audit_entry (action);
CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_never_goes BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_only_grows BEFORE INSERT ON audit_entry WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit_entry) OR NEW.previous_hash IS NOT coalesce((SELECT entry_hash FROM audit_entry ORDER BY number DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000') BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE INDEX ix_counted_response_release_id ON counted_response (release_id);
CREATE TRIGGER results_release_refuses_update BEFORE UPDATE ON results_release BEGIN SELECT RAISE(ABORT, 'results_release is frozen'); END;
CREATE TRIGGER results_release_refuses_delete BEFORE DELETE ON results_release BEGIN SELECT RAISE(ABORT, 'results_release is frozen'); END;
CREATE TRIGGER gate_setting_refuses_update BEFORE UPDATE ON gate_setting BEGIN SELECT RAISE(ABORT, 'gate_setting is frozen'); END;
CREATE TRIGGER gate_setting_refuses_delete BEFORE DELETE ON gate_setting BEGIN SELECT RAISE(ABORT, 'gate_setting is frozen'); END;
CREATE INDEX ix_participation_plan_release_id ON participation_plan (release_id);
CREATE INDEX ix_participation_plan_staff_id ON participation_plan (staff_id);
CREATE INDEX ix_staff_link_staff_id ON staff_link (staff_id);
CREATE INDEX ix_recovery_code_staff_id ON recovery_code (staff_id);
CREATE UNIQUE INDEX ix_staff_member_provider ON staff_member (provider_issuer, provider_subject);
CREATE INDEX ix_plan_rating_action_ref ON plan_rating (action_ref);
CREATE INDEX ix_plan_rating_staff_id ON plan_rating (staff_id);
CREATE INDEX ix_plan_count_action_ref ON plan_count (action_ref);
CREATE INDEX ix_plan_count_staff_id ON plan_count (staff_id);
CREATE INDEX ix_milestone_mark_milestone_ref ON milestone_mark (milestone_ref);
CREATE INDEX ix_milestone_mark_staff_id ON milestone_mark (staff_id);
CREATE TRIGGER plan_rating_refuses_update BEFORE UPDATE ON plan_rating BEGIN SELECT RAISE(ABORT, 'plan_rating is frozen'); END;
CREATE TRIGGER plan_rating_refuses_delete BEFORE DELETE ON plan_rating BEGIN SELECT RAISE(ABORT, 'plan_rating is frozen'); END;
CREATE TRIGGER plan_count_refuses_update BEFORE UPDATE ON plan_count BEGIN SELECT RAISE(ABORT, 'plan_count is frozen'); END;
CREATE TRIGGER plan_count_refuses_delete BEFORE DELETE ON plan_count BEGIN SELECT RAISE(ABORT, 'plan_count is frozen'); END;
CREATE TRIGGER milestone_mark_refuses_update BEFORE UPDATE ON milestone_mark BEGIN SELECT RAISE(ABORT, 'milestone_mark is frozen'); END;
CREATE TRIGGER milestone_mark_refuses_delete BEFORE DELETE ON milestone_mark BEGIN SELECT RAISE(ABORT, 'milestone_mark is frozen'); END;
CREATE INDEX ix_reply_initiative_id ON reply (initiative_id);
CREATE INDEX ix_telling_reply_id ON telling (reply_id);
CREATE INDEX ix_outcome_reply_id ON outcome (reply_id);
CREATE INDEX ix_comment_theme_reply_id ON comment_theme (reply_id);
COMMIT;
