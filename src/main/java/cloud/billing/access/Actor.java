package cloud.billing.access;

/**
 * Who acts, taken from the verified credential and never from a header (contract 4).
 *
 * @param id the access key id, or the token's {@code sub}
 */
public record Actor(Type type, String id) {

    /** {@code USER} is a person in an account, {@code SERVICE} a service of the platform. */
    public enum Type {
        ACCESS_KEY,
        USER,
        SERVICE
    }
}
