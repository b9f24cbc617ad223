-- The feed by account, instance or order: each in the log's order, so that a page costs the same wherever it is. The whole log needs
-- none: it is read along its primary key.
CREATE INDEX audit_event_of_account ON audit_event (account_id, position);
CREATE INDEX audit_event_of_instance ON audit_event (instance_id, position) WHERE instance_id IS NOT NULL;
CREATE INDEX audit_event_of_order ON audit_event (order_number, position) WHERE order_number IS NOT NULL;
