-- A plan is made for what is in the tables and kept until they are analyzed again, when a tenth of their rows has changed.

-- Between two cycles hardly an order may be open. A cancel then took the open ones for none, read all of them each time, and went on
-- when there were many. Without statistics the planner takes one in a hundred for open, and looks each up.
ALTER TABLE downgrade_order ALTER COLUMN status SET STATISTICS 0;

-- Only the lists say that no order takes effect at -infinity: whoever looks one order up is to use the index that has one entry for it.
-- In one step with the code, as no version that needs the index as it was has been released.
DROP INDEX downgrade_order_open;
CREATE INDEX downgrade_order_open ON downgrade_order (effective_at, account_id, order_number)
    WHERE status IN ('SCHEDULED', 'PROCESSING') AND effective_at > '-infinity';

-- Where few accounts have nearly everything, a list of another account's was looked for among theirs. There are many accounts.
ALTER TABLE downgrade_order ALTER COLUMN account_id SET (n_distinct = -0.05);
ALTER TABLE audit_event ALTER COLUMN account_id SET (n_distinct = -0.05);
