-- AuditFeed.READ of a reader that has read all but the last :page events; the floor is as far back again.
SELECT now.*, e.*
  FROM (SELECT pg_current_snapshot()::text AS visible, pg_current_xact_id()::text AS transaction,
               coalesce((SELECT max(position) FROM audit_event), 0) AS newest) now
  LEFT JOIN LATERAL (
      SELECT * FROM audit_event
       WHERE position > :newest::bigint - 2 * :page::bigint AND position <= 9223372036854775807
         AND (position > :newest::bigint - :page::bigint OR NOT pg_visible_in_snapshot(xact_id, CAST(:visible AS pg_snapshot)))
       ORDER BY position LIMIT :page::bigint + 1) e ON true
 ORDER BY e.position;
