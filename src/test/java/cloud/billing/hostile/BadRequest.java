package cloud.billing.hostile;

/**
 * A row of a table: a request and its exact answer.
 *
 * @param title what is wrong with it, in words
 * @param request with placeholders, see {@link Placeholders}
 */
record BadRequest(String table, String title, String request, ExpectedAnswer answer) {

    @Override
    public String toString() {
        return table + ": " + title;
    }
}
