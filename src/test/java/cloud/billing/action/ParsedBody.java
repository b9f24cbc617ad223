package cloud.billing.action;

/** Lets the tests of other packages read a body as the endpoint does. */
public final class ParsedBody {

    private ParsedBody() {}

    /** The parameters of a body; a refusal is an {@link ActionException}. */
    public static Parameters of(byte[] body) {
        return Parameters.parse(body);
    }
}
