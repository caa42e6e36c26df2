-- What a partition for each term would buy on PostgreSQL, beside the tables as they are.
-- psql -f benchmarks/partitions.sql "dbname=… host=…", on a copy that may be spoilt, made by
-- `heard generate --responses 1000000` with the autumn term of 2025 in it.
\timing off
\set ON_ERROR_STOP on
SET synchronous_commit = on;
SELECT '2025-08-01'::date AS from_day, '2026-01-01'::date AS to_day \gset

\echo '== building the partitioned tables'
CREATE TABLE p_response (LIKE response INCLUDING DEFAULTS) PARTITION BY RANGE (week);
CREATE TABLE p_answer (response_id uuid NOT NULL, week date NOT NULL, question_id varchar(40) NOT NULL,
                       code varchar(40) NOT NULL) PARTITION BY RANGE (week);
CREATE TABLE p_response_autumn PARTITION OF p_response FOR VALUES FROM ('2025-08-01') TO ('2026-01-01');
CREATE TABLE p_response_spring PARTITION OF p_response FOR VALUES FROM ('2026-01-01') TO ('2026-05-01');
CREATE TABLE p_response_summer PARTITION OF p_response FOR VALUES FROM ('2026-05-01') TO ('2026-09-01');
CREATE TABLE p_response_later PARTITION OF p_response DEFAULT;
CREATE TABLE p_answer_autumn PARTITION OF p_answer FOR VALUES FROM ('2025-08-01') TO ('2026-01-01');
CREATE TABLE p_answer_spring PARTITION OF p_answer FOR VALUES FROM ('2026-01-01') TO ('2026-05-01');
CREATE TABLE p_answer_summer PARTITION OF p_answer FOR VALUES FROM ('2026-05-01') TO ('2026-09-01');
CREATE TABLE p_answer_later PARTITION OF p_answer DEFAULT;
INSERT INTO p_response SELECT * FROM response;
INSERT INTO p_answer SELECT a.response_id, r.week, a.question_id, a.code FROM answer a JOIN response r ON r.id = a.response_id;
-- A unique constraint of a partitioned table must hold its key: nothing is unique across terms any more.
ALTER TABLE p_response ADD PRIMARY KEY (id, week);
ALTER TABLE p_response ADD UNIQUE (key_hash, week);
ALTER TABLE p_response ADD UNIQUE (receipt_hash, week);
CREATE INDEX ON p_response (collection_id);
CREATE INDEX ON p_response (placement_id);
CREATE INDEX ON p_response (import_run_id);
ALTER TABLE p_answer ADD PRIMARY KEY (response_id, question_id, week);
CREATE INDEX ON p_answer (question_id);
ALTER TABLE p_answer ADD FOREIGN KEY (response_id, week) REFERENCES p_response (id, week) ON DELETE CASCADE;
ANALYZE p_response, p_answer, response, answer;

\timing on
\echo '== one term counted, every question: plain, partitioned, three times in turn'
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM answer a JOIN response r ON r.id = a.response_id WHERE r.week >= :'from_day' AND r.week < :'to_day' GROUP BY 1, 2) t;
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM p_answer a JOIN p_response r ON r.id = a.response_id AND r.week = a.week WHERE r.week >= :'from_day' AND r.week < :'to_day' AND a.week >= :'from_day' AND a.week < :'to_day' GROUP BY 1, 2) t;
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM answer a JOIN response r ON r.id = a.response_id WHERE r.week >= :'from_day' AND r.week < :'to_day' GROUP BY 1, 2) t;
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM p_answer a JOIN p_response r ON r.id = a.response_id AND r.week = a.week WHERE r.week >= :'from_day' AND r.week < :'to_day' AND a.week >= :'from_day' AND a.week < :'to_day' GROUP BY 1, 2) t;

\echo '== one collection counted: plain, partitioned'
SELECT collection_id FROM response WHERE week >= :'from_day' AND week < :'to_day' ORDER BY week, id LIMIT 1 \gset
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM answer a JOIN response r ON r.id = a.response_id WHERE r.collection_id = :'collection_id' GROUP BY 1, 2) t;
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM p_answer a JOIN p_response r ON r.id = a.response_id AND r.week = a.week WHERE r.collection_id = :'collection_id' GROUP BY 1, 2) t;
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM answer a JOIN response r ON r.id = a.response_id WHERE r.collection_id = :'collection_id' GROUP BY 1, 2) t;
SELECT count(*) FROM (SELECT question_id, code, count(*) FROM p_answer a JOIN p_response r ON r.id = a.response_id AND r.week = a.week WHERE r.collection_id = :'collection_id' GROUP BY 1, 2) t;

\echo '== one receipt looked up a thousand times: plain, partitioned (no unique index across terms)'
DO $$ DECLARE one text; BEGIN FOR one IN SELECT receipt_hash FROM response WHERE receipt_hash IS NOT NULL LIMIT 1000 LOOP PERFORM id FROM response WHERE receipt_hash = one; END LOOP; END $$;
DO $$ DECLARE one text; BEGIN FOR one IN SELECT receipt_hash FROM response WHERE receipt_hash IS NOT NULL LIMIT 1000 LOOP PERFORM id FROM p_response WHERE receipt_hash = one; END LOOP; END $$;

\echo '== the autumn term erased: plain (as heard erase-due does: delete, then VACUUM FULL)'
DELETE FROM response WHERE week >= :'from_day' AND week < :'to_day';
VACUUM (FULL) answer;
VACUUM (FULL) response;
\echo '== the autumn term erased: its partitions dropped'
ALTER TABLE p_answer DETACH PARTITION p_answer_autumn;
DROP TABLE p_answer_autumn;
ALTER TABLE p_response DETACH PARTITION p_response_autumn;
DROP TABLE p_response_autumn;
