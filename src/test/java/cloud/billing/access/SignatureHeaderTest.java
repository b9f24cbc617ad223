package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureHeaderTest {

    @Test
    void itsPartsAreRead() {
        assertThat(SignatureHeader.parse(
                        "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=Host;content-type;x-zc-action, Signature=0aF"))
                .isEqualTo(new SignatureHeader("AK", List.of("content-type", "host", "x-zc-action"), "0aF"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZC2-HMAC-SHA256",
                "ZC2-HMAC-SHA256 ",
                "ZC2-HMAC-SHA256 garbage",
                "ZC2-HMAC-SHA256Credential=AK, SignedHeaders=content-type;host, Signature=00",
                "ZC2-HMAC-SHA1 Credential=AK, SignedHeaders=content-type;host, Signature=00",
                "ZC2-HMAC-SHA256 Credential=, SignedHeaders=content-type;host, Signature=00",
                "ZC2-HMAC-SHA256 Credential=A K, SignedHeaders=content-type;host, Signature=00",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=, Signature=00",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=content-type;host, Signature=",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=content-type;host, Signature=xyz",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=content-type;host, Signature=00, Signature=00",
                "ZC2-HMAC-SHA256 SignedHeaders=content-type;host, Credential=AK, Signature=00",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=content-type;host",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=content-type, Signature=00",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=host, Signature=00",
                "ZC2-HMAC-SHA256 Credential=AK, SignedHeaders=content-type;host;\u00e9, Signature=00"
            })
    void aMalformedOneIsRefused(String authorization) {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> SignatureHeader.parse(authorization))
                .satisfies(refused ->
                        assertThat(refused.reason()).isEqualTo(AccessRefusedException.Reason.INVALID_AUTHORIZATION));
    }
}
