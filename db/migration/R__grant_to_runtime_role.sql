-- What the service does, and no more: the log is written and read, never changed. Nothing is granted where the service runs as the owner.
-- Repeatable, so that it runs again with each change of it and with another role.
DO $$
DECLARE
    runtime text := '${runtimeRole}';
BEGIN
    IF runtime IN ('', current_user) THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema, runtime);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON instance, downgrade_order, access_key, audit_relay TO %I', runtime);
    EXECUTE format('GRANT SELECT, INSERT ON audit_event TO %I', runtime);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON remembered_success, encryption_key TO %I', runtime);
    EXECUTE format('GRANT UPDATE (remembered_at) ON remembered_success TO %I', runtime); -- to lock what it forgets
END $$;
