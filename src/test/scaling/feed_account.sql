-- AuditFeed.READ from the start of the log for one account: its first 100 events.
\set n random(0, :orders - 1)
SELECT now.*, e.*
  FROM (SELECT pg_current_snapshot()::text AS visible, pg_current_xact_id()::text AS transaction,
               coalesce((SELECT max(position) FROM audit_event), 0) AS newest) now
  LEFT JOIN LATERAL (
      SELECT * FROM audit_event
       WHERE position > 0 AND position <= 9223372036854775807
         AND (position > 0 OR NOT pg_visible_in_snapshot(xact_id, CAST('1:1:' AS pg_snapshot)))
         AND account_id = 'acct-' || 1000000 + :n / 100
       ORDER BY position LIMIT :page::bigint + 1) e ON true
 ORDER BY e.position;
