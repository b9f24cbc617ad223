package cloud.billing.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second implementation of RFC 8259, which only says yes or no: whether bytes are one JSON text in UTF-8 in which no object has a key
 * twice. Depth and length of numbers are only reported.
 */
public final class JsonGrammar {

    private static final int DEEPEST = 1000; // goes no further down itself
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)([.][0-9]++)?([eE][-+]?[0-9]++)?");
    private static final Pattern STRING =
            Pattern.compile("\"([^\"\\\\\\x00-\\x1f]++|\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern SPACE = Pattern.compile("[ \t\r\n]*+");

    private final String text;
    private int at;
    private int depth;
    private int deepest;
    private int longestNumber;

    private JsonGrammar(String text) {
        this.text = text;
    }

    /** What there is to know of these bytes. */
    public static Verdict of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            return new Verdict(false, false, 0, 0);
        }
        JsonGrammar grammar = new JsonGrammar(text);
        grammar.skip(SPACE);
        boolean isObject = grammar.next('{', false);
        boolean isJson = grammar.value() && grammar.skip(SPACE) && grammar.at == text.length();
        return new Verdict(isJson, isObject, grammar.deepest, grammar.longestNumber);
    }

    private boolean value() {
        skip(SPACE);
        int start = at;
        if (next('{', true)) {
            return within('}', new HashSet<>());
        }
        if (next('[', true)) {
            return within(']', null);
        }
        if (skip(NUMBER) && at > start) {
            longestNumber = Math.max(longestNumber, at - start);
            return true;
        }
        return skip(STRING) || skip(WORD);
    }

    private boolean within(char end, Set<String> keys) {
        deepest = Math.max(deepest, ++depth);
        boolean closed = depth <= DEEPEST && (closes(end) || elements(end, keys));
        depth--;
        return closed;
    }

    private boolean elements(char end, Set<String> keys) {
        do {
            if (keys != null && !key(keys) || !value()) {
                return false;
            }
            skip(SPACE);
        } while (next(',', true));
        return closes(end);
    }

    private boolean key(Set<String> keys) {
        skip(SPACE);
        int start = at;
        return skip(STRING) && keys.add(unescaped(text.substring(start, at))) && skip(SPACE) && next(':', true);
    }

    private boolean closes(char end) {
        skip(SPACE);
        return next(end, true);
    }

    private boolean next(char expected, boolean consume) {
        boolean found = at < text.length() && text.charAt(at) == expected;
        at += found && consume ? 1 : 0;
        return found;
    }

    private boolean skip(Pattern token) {
        Matcher matcher = token.matcher(text).region(at, text.length());
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    private static String unescaped(String key) {
        return Pattern.compile("\\\\(u(....)|.)")
                .matcher(key)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(2) != null
                                ? String.valueOf((char) Integer.parseInt(escape.group(2), 16))
                                : String.valueOf("\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(escape.group(1))))));
    }

    /**
     * What it found; the rest means little where it is no JSON.
     *
     * @param depth of arrays and objects within each other
     */
    public record Verdict(boolean isJson, boolean isObject, int depth, int longestNumber) {}
}
