-- Downgrades ordered for the next billing cycle. The row decides each race: who changes the state by a conditional update has
-- won. What must hold of an order is a constraint here, whatever the code above does.
CREATE TABLE downgrade_order (
    account_id                  text        NOT NULL,
    order_number                text        NOT NULL CHECK (order_number ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    instance_id                 text        NOT NULL,
    change                      text        NOT NULL CHECK (change IN ('SPECIFICATION', 'BANDWIDTH', 'TRAFFIC_PACKAGE')),
    from_value                  text        NOT NULL, -- an instance type, Mbps or TB, by the kind of change
    to_value                    text        NOT NULL,
    effective_at                timestamptz NOT NULL,
    status                      text        NOT NULL DEFAULT 'SCHEDULED',
    created_at                  timestamptz NOT NULL DEFAULT clock_timestamp(),
    cancelled_at                timestamptz,
    cancelled_by_type           text CHECK (cancelled_by_type IN ('ACCESS_KEY', 'USER', 'SERVICE')),
    cancelled_by_id             text,
    cancel_reason               text, -- null for a customer's cancel
    settlement_id               text, -- who holds the order, and in the end who applied it
    processing_since            timestamptz,
    applied_at                  timestamptz,
    last_released_settlement_id text, -- so that a repeated release is recognised
    last_release_reason         text,
    PRIMARY KEY (account_id, order_number),
    FOREIGN KEY (account_id, instance_id) REFERENCES instance,
    CONSTRAINT downgrade_order_values_fit_change CHECK (
        change = 'SPECIFICATION'
        OR (from_value ~ '^[0-9]{1,9}([.][0-9]{1,6})?$' AND to_value ~ '^[0-9]{1,9}([.][0-9]{1,6})?$')),
    CONSTRAINT downgrade_order_facts_fit_status CHECK (
        (cancelled_at IS NULL) = (cancelled_by_type IS NULL)
        AND (cancelled_at IS NULL) = (cancelled_by_id IS NULL)
        AND (settlement_id IS NULL) = (processing_since IS NULL)
        AND CASE status
            WHEN 'SCHEDULED'  THEN cancelled_at IS NULL AND settlement_id IS NULL AND applied_at IS NULL
            WHEN 'CANCELLED'  THEN cancelled_at IS NOT NULL AND settlement_id IS NULL AND applied_at IS NULL
            WHEN 'PROCESSING' THEN cancelled_at IS NULL AND settlement_id IS NOT NULL AND applied_at IS NULL
            WHEN 'APPLIED'    THEN cancelled_at IS NULL AND settlement_id IS NOT NULL AND applied_at IS NOT NULL
            ELSE false
        END)
);

-- One open order for an instance and a kind of change. An order in processing counts: a release makes it scheduled again.
CREATE UNIQUE INDEX downgrade_order_one_open ON downgrade_order (account_id, instance_id, change)
    WHERE status IN ('SCHEDULED', 'PROCESSING');

-- The latest order of an instance and a kind: what a refused cancel is told about.
CREATE INDEX downgrade_order_latest ON downgrade_order (account_id, instance_id, change, created_at DESC);

CREATE FUNCTION refuse_illegal_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'downgrade order % cannot go from % to %', OLD.order_number, OLD.status, NEW.status
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- An order ends once: CANCELLED and APPLIED are never left.
CREATE TRIGGER downgrade_order_legal_transition BEFORE UPDATE ON downgrade_order FOR EACH ROW
    WHEN ((OLD.status, NEW.status) NOT IN (
        ('SCHEDULED', 'CANCELLED'), ('SCHEDULED', 'PROCESSING'), ('PROCESSING', 'SCHEDULED'), ('PROCESSING', 'APPLIED')))
    EXECUTE FUNCTION refuse_illegal_transition();
