-- The instances of all accounts, as the platform tells them. Ownership is part of the key, so that no statement can reach an
-- instance without naming its account.
CREATE TABLE instance (
    account_id                 text        NOT NULL CHECK (account_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    instance_id                text        NOT NULL CHECK (instance_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    instance_name              text        NOT NULL,
    zone_id                    text        NOT NULL,
    instance_type              text        NOT NULL,
    instance_charge_type       text        NOT NULL CHECK (instance_charge_type IN ('PREPAID', 'POSTPAID')),
    instance_status            text        NOT NULL,
    internet_charge_type       text        NOT NULL,
    internet_max_bandwidth_out integer     NOT NULL CHECK (internet_max_bandwidth_out >= 0), -- Mbps
    traffic_package_size       numeric     NOT NULL CHECK (traffic_package_size >= 0),       -- TB
    create_time                timestamptz NOT NULL,
    expired_time               timestamptz,
    PRIMARY KEY (account_id, instance_id),
    -- An instance has one owner; another account that claims its id is refused.
    CONSTRAINT instance_has_one_account UNIQUE (instance_id)
);
