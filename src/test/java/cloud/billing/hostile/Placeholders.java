package cloud.billing.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a table cannot know. Texts hold bytes, as ISO 8859-1: a table's text goes out in UTF-8, and {@code {{ff 00}}} as these two
 * bytes.
 *
 * @param values what each name stands for
 * @param accessKeyPassword signs
 */
record Placeholders(Map<String, Supplier<String>> values, String accessKeyPassword) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.+?)}}", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("[0-9a-f]{2}( [0-9a-f]{2})*");
    private static final Pattern REPEATED = Pattern.compile("([0-9]+)\\*(.+)", Pattern.DOTALL);
    private static final Pattern NOW = Pattern.compile("now([+-][0-9]+)?");
    private static final Pattern LENGTH = Pattern.compile("\\{\\{length([+-][0-9]+)?}}");
    private static final Pattern SIGNATURE = Pattern.compile("\\{\\{hmac ([^}]+)}}");
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** The bytes of this request, signed and measured where it asks for that. */
    String request(String text) {
        String filled = fill(text);
        int end = filled.indexOf(END_OF_HEAD);
        if (end < 0) {
            return filled;
        }
        String body = filled.substring(end + END_OF_HEAD.length());
        String head = LENGTH.matcher(filled.substring(0, end)).replaceAll(found -> plus(body.length(), found.group(1)));
        Signature signature = new Signature(head, body, accessKeyPassword);
        return SIGNATURE.matcher(head).replaceAll(found -> signature.over(found.group(1))) + END_OF_HEAD + body;
    }

    /** This text, in bytes, with everything but signature and length. */
    String fill(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return PLACEHOLDER.matcher(bytes).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    private String value(java.util.regex.MatchResult found) {
        String name = found.group(1);
        if (BYTES.matcher(name).matches()) {
            byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(name);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        Matcher repeated = REPEATED.matcher(name);
        if (repeated.matches()) {
            return repeated.group(2).repeat(Integer.parseInt(repeated.group(1)));
        }
        Matcher now = NOW.matcher(name);
        if (now.matches()) {
            return plus(Instant.now().getEpochSecond(), now.group(1));
        }
        return values.containsKey(name) ? values.get(name).get() : found.group();
    }

    private static String plus(long number, String more) {
        return Long.toString(number + (more == null ? 0 : Long.parseLong(more)));
    }
}
