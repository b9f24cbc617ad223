-- What a cancel changes, for one signed request without an Idempotency-Key (the service takes many at once). Each transaction cancels another order, anywhere in the table.
\set i :i + 1
\set n permute(:from + :client_id + :i * :clients, :orders, 42)
WITH changed AS (
    UPDATE downgrade_order
       SET status = 'CANCELLED', cancelled_at = clock_timestamp(),
           cancelled_by_type = 'ACCESS_KEY', cancelled_by_id = 'AK0123456789ABCDEF0123'
     WHERE account_id = 'acct-' || 1000000 + :n / 100 AND instance_id = 'instance-' || 100000000 + :n AND change = 'SPECIFICATION'
       AND status = 'SCHEDULED' AND effective_at > clock_timestamp()
       AND NOT EXISTS (SELECT FROM remembered_success
                        WHERE account_id = 'acct-' || 1000000 + :n / 100 AND digest = ANY (ARRAY[sha256(int8send(:n))]))
    RETURNING *
), event AS (
    INSERT INTO audit_event (
        type, traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value,
        effective_at, reason, actor_type, actor_id, source_ip, user_agent)
    SELECT 'billing.downgrade-order.cancelled.v1', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
           'T' || upper(gen_random_uuid()::text), account_id, instance_id, order_number, change, from_value, to_value,
           effective_at, NULL, 'ACCESS_KEY', 'AK0123456789ABCDEF0123', '203.0.113.7', 'zenlayercloud-sdk-java/1.0'
      FROM changed
), remembered AS (
    INSERT INTO remembered_success (account_id, digest, fingerprint, request_id)
    SELECT account_id, unnest(ARRAY[sha256(int8send(:n))]), sha256(int8send(:n)), 'T' || upper(gen_random_uuid()::text)
      FROM changed
)
SELECT 1 / count(*) FROM changed; -- an error where it cancelled nothing
