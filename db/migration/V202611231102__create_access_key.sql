-- Which keys encrypt the passwords below, by fingerprint and never the key itself: so that a service which lacks one of them
-- notices when it starts and not when a customer signs.
CREATE TABLE encryption_key (
    encryption_key_id text        PRIMARY KEY,
    created_at        timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The access keys of all accounts. The id alone finds a key, because the account is only known once the key is found.
CREATE TABLE access_key (
    access_key_id      text        PRIMARY KEY,
    account_id         text        NOT NULL CHECK (account_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    encrypted_password bytea       NOT NULL, -- AES-256-GCM, bound to the key id and the account
    encryption_key_id  text        NOT NULL REFERENCES encryption_key,
    scopes             text[]      NOT NULL CHECK (scopes <@ ARRAY['vm:read', 'vm:write'] AND cardinality(scopes) > 0),
    description        text        NOT NULL DEFAULT '',
    created_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at        timestamptz
);

CREATE INDEX access_key_of_account ON access_key (account_id, created_at);
