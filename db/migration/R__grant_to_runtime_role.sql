-- What the service does, and no more: the log is written and read, never changed, and its order and its clock are the database's. Nothing
-- is granted where the service runs as the owner. Repeatable, so that it runs again with each change of it and with another
-- role, and only adds: an older version that runs it once more takes nothing from a newer one.
DO $$
DECLARE
    runtime text := '${runtimeRole}';
BEGIN
    IF runtime IN ('', current_user) THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema, runtime);
    EXECUTE format('GRANT SELECT ON downgrade_order, access_key, audit_event TO %I', runtime);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON instance, audit_relay TO %I', runtime);
    EXECUTE format(
        'GRANT INSERT (account_id, order_number, instance_id, change, from_value, to_value, effective_at),
               UPDATE (status, cancelled_at, cancelled_by_type, cancelled_by_id, cancel_reason, settlement_id, processing_since,
                       applied_at, last_released_settlement_id, last_release_reason)
            ON downgrade_order TO %I', runtime);
    EXECUTE format(
        'GRANT INSERT (access_key_id, account_id, encrypted_password, encryption_key_id, scopes, description),
               UPDATE (encrypted_password, encryption_key_id, disabled_at)
            ON access_key TO %I', runtime);
    EXECUTE format(
        'GRANT INSERT (type, traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value,
                       effective_at, reason, access_key_id, scopes, actor_type, actor_id, source_ip, user_agent)
            ON audit_event TO %I', runtime);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON remembered_success, encryption_key TO %I', runtime);
    EXECUTE format('GRANT UPDATE (remembered_at) ON remembered_success TO %I', runtime); -- to lock what it forgets
END $$;
