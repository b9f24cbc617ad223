package cloud.billing.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a wrong encryption key into a message for the person who starts the service. */
final class EncryptionKeyFailureAnalyzer extends AbstractFailureAnalyzer<EncryptionKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EncryptionKeyException cause) {
        return new FailureAnalysis(
                "The access key passwords cannot be read: " + cause.getMessage() + ".",
                "Set billing.access-keys.encryption-key (BILLING_ACCESS_KEYS_ENCRYPTION_KEY) to the base64 of 32 bytes, and name in"
                        + " billing.access-keys.previous-encryption-keys every other key that stored passwords were encrypted with."
                        + " For a new database make one with 'openssl rand -base64 32'.",
                cause);
    }
}
