package cloud.billing.audit;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the relay is behind the log.
 *
 * @param events that are not published yet, counted up to 100,000
 * @param seconds since the oldest of them; 0 if there is none
 */
record RelayLag(double events, double seconds) {

    /** For when the database cannot be reached. */
    static final RelayLag UNKNOWN = new RelayLag(Double.NaN, Double.NaN);

    private static final int MOST = 100_000;
    private static final String LAG = """
            SELECT count(*) AS events, coalesce(extract(epoch FROM clock_timestamp() - min(time)), 0) AS seconds
              FROM (SELECT time FROM audit_event
                     WHERE position > :floor
                       AND (position > :newestDelivered
                            OR NOT pg_visible_in_snapshot(xact_id, CAST(:delivered AS pg_snapshot)))
                       AND NOT (position <= :last AND pg_visible_in_snapshot(xact_id, CAST(:visible AS pg_snapshot)))
                     ORDER BY position LIMIT :most) behind""";

    static RelayLag now(JdbcClient jdbc) {
        FeedCursor position = RelaySession.position(jdbc);
        FeedCursor.Batch batch = position.batch();
        FeedCursor.Horizon delivered = position.delivered();
        return jdbc.sql(LAG)
                .param("floor", position.floor())
                .param("newestDelivered", delivered.newest())
                .param("delivered", delivered.visible().toString())
                .param("last", batch == null ? 0 : batch.last())
                .param(
                        "visible",
                        (batch == null ? delivered : batch.horizon()).visible().toString())
                .param("most", MOST)
                .query((row, number) -> new RelayLag(row.getLong("events"), row.getDouble("seconds")))
                .single();
    }
}
