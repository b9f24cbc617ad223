-- The successes that a repeated request is answered with. Written in the statement that cancels: its primary key is what makes
-- a request take effect once. The digest is of a signature or of an Idempotency-Key; the fingerprint is of the action and body.
CREATE TABLE remembered_success (
    account_id    text        NOT NULL,
    digest        bytea       NOT NULL CHECK (length(digest) = 32),
    fingerprint   bytea       NOT NULL CHECK (length(fingerprint) = 32),
    request_id    text        NOT NULL,
    remembered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account_id, digest)
);

-- For forgetting what is older than the time promised.
CREATE INDEX remembered_success_age ON remembered_success (remembered_at);
