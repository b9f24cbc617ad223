-- :orders instances, 100 to an account, each with one scheduled order and the event of its scheduling. Ids are of a fixed length and
-- follow from the number, so that a script can name any of them.
INSERT INTO instance
SELECT 'acct-' || 1000000 + n / 100, 'instance-' || 100000000 + n, 'web server ' || n, 'HKG-A', 'c.4c8g', 'PREPAID', 'RUNNING',
       'ByBandwidth', 100, 0, now() - interval '90 days', now() + interval '30 days'
  FROM generate_series(0, :orders - 1) n;

INSERT INTO downgrade_order (account_id, order_number, instance_id, change, from_value, to_value, effective_at, created_at)
SELECT 'acct-' || 1000000 + n / 100, 'order-' || 100000000 + n, 'instance-' || 100000000 + n, 'SPECIFICATION', 'c.4c8g', 'c.2c4g',
       now() + interval '1 day' + interval '30 days' * random(), now() - interval '30 days' * random()
  FROM generate_series(0, :orders - 1) n;

INSERT INTO audit_event (
    type, traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value, effective_at,
    actor_type, actor_id, source_ip, user_agent)
SELECT 'billing.downgrade-order.scheduled.v1', '00-' || md5(order_number) || '-' || substr(md5(instance_id), 1, 16) || '-01',
       'T' || upper(gen_random_uuid()::text), account_id, instance_id, order_number, change, from_value, to_value, effective_at,
       'SERVICE', 'order-service', '10.0.0.7', 'order-service/1.0'
  FROM downgrade_order
 ORDER BY md5(order_number); -- an account's events are anywhere in the log

-- The successes of the last 48 hours.
INSERT INTO remembered_success (account_id, digest, fingerprint, request_id, remembered_at)
SELECT 'acct-' || 1000000 + n / 100, sha256(int8send(-n - 1)), sha256(int8send(n)), 'T' || upper(gen_random_uuid()::text),
       now() - interval '48 hours' * random()
  FROM generate_series(0, :orders - 1, 10) n;

VACUUM ANALYZE;
