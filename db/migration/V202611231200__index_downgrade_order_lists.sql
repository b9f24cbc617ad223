-- What the settlement asks for all day: the open orders, oldest first. Small, whatever the history is.
CREATE INDEX downgrade_order_open ON downgrade_order (effective_at, account_id, order_number)
    WHERE status IN ('SCHEDULED', 'PROCESSING');

-- The list of all orders, and of an account's: paged by key, so that a page costs the same wherever it is.
CREATE INDEX downgrade_order_all ON downgrade_order (effective_at, account_id, order_number);
CREATE INDEX downgrade_order_of_account ON downgrade_order (account_id, effective_at, order_number);
