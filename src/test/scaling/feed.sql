-- AuditFeed.READ within a batch: the next page of a reader that began at the start of the log and is at :after.
SELECT now.*, e.*
  FROM (SELECT pg_current_snapshot()::text AS visible, pg_current_xact_id()::text AS transaction,
               coalesce((SELECT max(position) FROM audit_event), 0) AS newest) now
  LEFT JOIN LATERAL (
      SELECT * FROM audit_event
       WHERE position > :after::bigint AND position <= :newest::bigint
         AND (position > 0 OR NOT pg_visible_in_snapshot(xact_id, CAST('1:1:' AS pg_snapshot)))
         AND pg_visible_in_snapshot(xact_id, CAST(:visible AS pg_snapshot))
       ORDER BY position LIMIT :page::bigint + 1) e ON true
 ORDER BY e.position;
\set after :after + :page
