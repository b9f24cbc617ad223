-- The orders of each state, oldest first: one that is rare is found without a walk past the others. The list of all orders is merged from them
-- and needs no index of its own, so a cancel writes to as many indexes as before. The scheduled ones have an index that only lists use, for the
-- reason that the migration before this one gives.
-- In one step with the code, as no version that needs the other indexes has been released.
CREATE INDEX downgrade_order_scheduled ON downgrade_order (effective_at, account_id, order_number)
    WHERE status = 'SCHEDULED' AND effective_at > '-infinity';
CREATE INDEX downgrade_order_of_state ON downgrade_order (status, effective_at, account_id, order_number)
    WHERE status IN ('PROCESSING', 'CANCELLED', 'APPLIED');
DROP INDEX downgrade_order_open, downgrade_order_all;
