package cloud.billing.hostile;

/**
 * A row of a table: a request and its exact answer.
 *
 * @param title what is wrong with it, in words
 * @param request with placeholders, see {@link Placeholders}
 */
record BadRequest(String table, String title, String request, ExpectedAnswer answer) {

    /** Whether it tries to write a line of its own into the log. */
    boolean forgesALine() {
        return request.contains("FORGED");
    }

    @Override
    public String toString() {
        return table + ": " + title;
    }
}
