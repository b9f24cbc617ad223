-- Whoever waits for a table's lock keeps out all who come after, readers too. So a migration that others keep waiting gives up, well
-- within the time of a request, and is tried again. One that runs outside of a transaction is not concerned.
SET LOCAL lock_timeout = '3s';
