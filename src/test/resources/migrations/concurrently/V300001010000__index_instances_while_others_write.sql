CREATE INDEX CONCURRENTLY instance_by_zone ON instance (zone_id);
