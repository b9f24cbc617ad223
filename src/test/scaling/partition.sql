-- Makes the audit log of a scratch database anew in 24 partitions of the same number of events: by position, or by time as if the events
-- were of 24 months. psql -v by=position (or time).
SELECT :'by' = 'time' AS by_time, count(*) / 24 + 1 AS part FROM audit_event \gset

CREATE TABLE partitioned (LIKE audit_event INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING CONSTRAINTS) PARTITION BY RANGE (:by);
\if :by_time
ALTER TABLE partitioned ADD PRIMARY KEY (position, time); -- position alone is refused: the key must contain the partition's
SELECT format('CREATE TABLE audit_event_%s PARTITION OF partitioned FOR VALUES FROM (%L) TO (%L)', to_char(i, 'FM00'),
              month + i * interval '1 month', month + (i + 1) * interval '1 month')
  FROM generate_series(0, 24) i, date_trunc('month', now() - interval '24 months') month \gexec
\else
ALTER TABLE partitioned ADD PRIMARY KEY (position);
SELECT format('CREATE TABLE audit_event_%s PARTITION OF partitioned FOR VALUES FROM (%s) TO (%s)', to_char(i, 'FM00'),
              i * :part, (i + 1) * :part)
  FROM generate_series(0, 24) i \gexec
\endif

-- The last partition is empty: it gets what the measurement writes. The others have events of every account.
INSERT INTO partitioned OVERRIDING SYSTEM VALUE
SELECT position, xact_id, id, type,
       date_trunc('month', now()) - interval '24 months' + (position - 1) / :part * interval '1 month'
           + (position - 1) % :part * interval '1 second',
       traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value, effective_at, reason,
       access_key_id, scopes, actor_type, actor_id, source_ip, user_agent
  FROM audit_event;
DROP TABLE audit_event;
ALTER TABLE partitioned RENAME TO audit_event;
SELECT setval(pg_get_serial_sequence('audit_event', 'position'), 24 * :part);

CREATE INDEX ON audit_event (account_id, position);
CREATE INDEX ON audit_event (instance_id, position) WHERE instance_id IS NOT NULL;
CREATE INDEX ON audit_event (order_number, position) WHERE order_number IS NOT NULL;

-- A statement's trigger fires for the table that the statement names: a partition needs its own.
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_log();
SELECT format('CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_log()', inhrelid::regclass)
  FROM pg_inherits WHERE inhparent = 'audit_event'::regclass \gexec
VACUUM ANALYZE audit_event;
