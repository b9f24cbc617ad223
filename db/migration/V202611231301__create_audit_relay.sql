-- How far the relay to Kafka has come; no row before its first event. Its replicas take turns by an advisory lock, not by this row.
CREATE TABLE audit_relay (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    cursor   text[]  NOT NULL
);
