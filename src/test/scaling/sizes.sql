-- Bytes a row of each table and each of its indexes.
SELECT c.relname AS name, CASE c.relkind WHEN 'i' THEN 'index' ELSE 'table' END AS kind, pg_relation_size(c.oid) AS bytes,
       round(pg_relation_size(c.oid) / nullif(r.rows, 0), 1) AS bytes_a_row
  FROM pg_class t
  CROSS JOIN LATERAL (
      SELECT CASE t.relname WHEN 'instance' THEN (SELECT count(*) FROM instance)
                            WHEN 'downgrade_order' THEN (SELECT count(*) FROM downgrade_order)
                            WHEN 'audit_event' THEN (SELECT count(*) FROM audit_event)
                            ELSE (SELECT count(*) FROM remembered_success) END::numeric AS rows) r
  JOIN pg_class c ON c.oid = t.oid OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = t.oid)
 WHERE t.relname IN ('instance', 'downgrade_order', 'audit_event', 'remembered_success')
 ORDER BY t.relname, c.relkind DESC, c.relname;
