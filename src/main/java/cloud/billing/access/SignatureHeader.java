package cloud.billing.access;

import static cloud.billing.access.AccessRefusedException.Reason.INVALID_AUTHORIZATION;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parsed {@code Authorization} header of a signed request (contract 1.1).
 *
 * @param signedHeaders the names in lower case, sorted, without repeats
 */
record SignatureHeader(String accessKeyId, List<String> signedHeaders, String signature) {

    static final String SCHEME = "ZC2-HMAC-SHA256";

    private static final Pattern FORM =
            Pattern.compile(SCHEME + " +Credential=([A-Za-z0-9._-]{1,128}), *SignedHeaders=([!-~&&[^,]]{1,1024}),"
                    + " *Signature=([0-9A-Fa-f]{1,128})");
    private static final List<String> ALWAYS_SIGNED = List.of("content-type", "host");

    /** Whether the header claims to be a signature at all. */
    static boolean isSignature(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads the header; one that is malformed, or does not sign content type and host, is refused. */
    static SignatureHeader parse(String authorization) {
        Matcher form = FORM.matcher(authorization.strip());
        if (!form.matches()) {
            throw malformed("Send Authorization as '" + SCHEME
                    + " Credential=<accessKeyId>, SignedHeaders=content-type;host, Signature=<hex>'.");
        }
        List<String> signed = Stream.of(form.group(2).split(";"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .distinct()
                .toList();
        if (!signed.containsAll(ALWAYS_SIGNED)) {
            throw malformed("Sign the headers content-type and host.");
        }
        return new SignatureHeader(form.group(1), signed, form.group(3));
    }

    private static AccessRefusedException malformed(String message) {
        return new AccessRefusedException(INVALID_AUTHORIZATION, message);
    }
}
