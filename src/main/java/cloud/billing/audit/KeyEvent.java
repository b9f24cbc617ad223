package cloud.billing.audit;

/** What can happen to an access key (contract 4). */
public enum KeyEvent {
    CREATED("billing.access-key.created.v1"),
    DISABLED("billing.access-key.disabled.v1");

    private final String type;

    KeyEvent(String type) {
        this.type = type;
    }

    /** The CloudEvents {@code type}. */
    public String type() {
        return type;
    }
}
