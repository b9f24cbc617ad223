-- A migration that waits for a table's lock blocks every later session on that table, readers too. So it gives up well within the time of
-- a request, and is run again. This has no effect on a migration outside of a transaction.
SET LOCAL lock_timeout = '3s';
