package cloud.billing.access;

/** The configured encryption key is missing, malformed or not the one that the stored passwords need: the service must not start. */
final class EncryptionKeyException extends RuntimeException {

    EncryptionKeyException(String message) {
        super(message);
    }
}
