-- A UUIDv7 of the database's clock; PostgreSQL has one of its own only from 18 on.
CREATE FUNCTION uuid_v7(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid())
            PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        52, 1), 53, 1), 'hex')::uuid
$$;

-- The audit log. Facts are columns; a CloudEvent is made of them when it is read.
CREATE TABLE audit_event (
    position      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- in order for each row that its writers lock
    xact_id       xid8        NOT NULL DEFAULT pg_current_xact_id(),    -- lets a reader tell which events may still commit
    id            uuid        NOT NULL DEFAULT uuid_v7(clock_timestamp()),
    type          text        NOT NULL CHECK (type IN (
        'billing.downgrade-order.scheduled.v1', 'billing.downgrade-order.cancelled.v1',
        'billing.downgrade-order.processing.v1', 'billing.downgrade-order.released.v1',
        'billing.downgrade-order.applied.v1',
        'billing.access-key.created.v1', 'billing.access-key.disabled.v1')),
    time          timestamptz NOT NULL DEFAULT clock_timestamp(),
    traceparent   text,
    request_id    text        NOT NULL,
    account_id    text        NOT NULL,
    instance_id   text,
    order_number  text,
    change        text,
    from_value    text,
    to_value      text,
    effective_at  timestamptz,
    reason        text,
    access_key_id text,
    scopes        text[],
    actor_type    text        NOT NULL CHECK (actor_type IN ('ACCESS_KEY', 'USER', 'SERVICE')),
    actor_id      text        NOT NULL,
    source_ip     text        NOT NULL,
    user_agent    text,
    CONSTRAINT audit_event_is_of_an_order_or_a_key CHECK (
        CASE WHEN type LIKE 'billing.downgrade-order.%'
            THEN num_nulls(instance_id, order_number, change, from_value, to_value, effective_at) = 0
                AND num_nonnulls(access_key_id, scopes) = 0
            ELSE num_nulls(access_key_id, scopes) = 0
                AND num_nonnulls(instance_id, order_number, change, from_value, to_value, effective_at, reason) = 0
        END)
);

CREATE FUNCTION refuse_to_change_the_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

-- Append-only in the database itself, for every role.
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_log();
