package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignedRequestTest {

    private static final SecretKey PASSWORD =
            new SecretKeySpec("Gu5t9xGARNpq86cd98joQYCN3".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    @Test
    void theVendorsKnownAnswerIsReached() {
        assertThat(request("{\"pageSize\":10,\"pageNum\":1,\"zoneId\":\"HKG-A\"}")
                        .signature(PASSWORD))
                .isEqualTo("efb356c32e55c781e10dc676da59462c22596d82e91c57803666243379555b2f");
    }

    @Test
    void oneOtherByteIsAnotherSignature() {
        assertThat(request("{\"pageSize\":10,\"pageNum\":1,\"zoneId\":\"HKG-B\"}")
                        .signature(PASSWORD))
                .isNotEqualTo("efb356c32e55c781e10dc676da59462c22596d82e91c57803666243379555b2f");
    }

    @Test
    void aHeadersBytesAreSignedAsTheyCame() {
        Map<String, String> asTheContainerReadsIt = Map.of("content-type", "a", "host", "b", "x-name", "\u00c3\u00a9");
        assertThat(new SignedRequest("1673361177", new TreeMap<>(asTheContainerReadsIt), new byte[0])
                        .signature(PASSWORD))
                .as("over the two bytes that UTF-8 has for one letter")
                .isEqualTo("db3fccd4cf5b9d5699464dfb5a43a4066e7e2cf7d59b5c43a3b99e01ae8f016a");
    }

    private static SignedRequest request(String body) {
        Map<String, String> headers =
                Map.of("content-type", " application/json; charset=utf-8 ", "host", "console.zenlayer.com");
        return new SignedRequest("1673361177", new TreeMap<>(headers), body.getBytes(StandardCharsets.UTF_8));
    }
}
