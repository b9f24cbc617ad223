package cloud.billing.fuzz;

/** What must hold whatever is sent. */
public final class Property {

    private Property() {}

    /** Fails with this text where it does not hold. */
    public static void holds(boolean condition, String text) {
        if (!condition) {
            throw new AssertionError("does not hold: " + text);
        }
    }
}
