package cloud.billing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer of a row: {@code 400 CODE message} is the envelope of the actions (contract 1.2), {@code 400 problem CODE title} the problem
 * of the internal API (contract 2), {@code 404 nothing} an answer without a body, and {@code closed} none.
 *
 * @param more headers, and what is wrong with which field
 */
record ExpectedAnswer(int status, Kind kind, String code, String message, List<String> more) {

    private static final Pattern FORM = Pattern.compile("closed|([0-9]{3}) (nothing|(problem )?([A-Z_]+) (.+))");
    private static final String REQUEST_ID = "T[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}";
    private static final String FIELD = "- ";

    private enum Kind {
        ENVELOPE,
        PROBLEM,
        NOTHING
    }

    static ExpectedAnswer parse(List<String> lines) {
        Matcher form = FORM.matcher(lines.getFirst());
        assertThat(form.matches()).as(lines.getFirst()).isTrue();
        Kind kind = form.group(4) == null ? Kind.NOTHING : form.group(3) == null ? Kind.ENVELOPE : Kind.PROBLEM;
        return new ExpectedAnswer(
                form.group(1) == null ? 0 : Integer.parseInt(form.group(1)),
                kind,
                form.group(4),
                form.group(5),
                lines.subList(1, lines.size()));
    }

    /** Compares all of the answer that is not a date, after the placeholders are filled in. */
    void check(RawAnswer answer, Placeholders placeholders) {
        assertThat(answer.status()).as(answer::toString).isEqualTo(status);
        for (String header :
                more.stream().filter(line -> !line.startsWith(FIELD)).toList()) {
            assertThat(answer.header(header.split(": ")[0])).as(header).hasValue(header.split(": ")[1]);
        }
        switch (kind) {
            case ENVELOPE -> checkBody(answer, "application/json", envelope(id(answer), placeholders));
            case PROBLEM -> checkBody(answer, "application/problem+json", problem(id(answer)));
            case NOTHING -> assertThat(answer.body()).isEmpty();
        }
    }

    private static void checkBody(RawAnswer answer, String contentType, Map<String, Object> body) {
        assertThat(answer.body()).isEqualTo(JsonMapper.shared().writeValueAsString(body));
        assertThat(answer.header("Content-Type")).hasValue(contentType);
    }

    private static String id(RawAnswer answer) {
        String id = answer.header("X-ZC-Request-Id").orElseThrow();
        assertThat(id).matches(REQUEST_ID);
        return id;
    }

    private Map<String, Object> envelope(String requestId, Placeholders placeholders) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("requestId", requestId);
        members.put("code", code);
        members.put("message", placeholders.fill(message));
        return members;
    }

    private Map<String, Object> problem(String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", message);
        members.put("status", status);
        members.put("code", code);
        members.put("requestId", requestId);
        List<Map<String, Object>> errors = errors();
        if (!errors.isEmpty()) {
            members.put("errors", errors);
        }
        return members;
    }

    private List<Map<String, Object>> errors() {
        List<Map<String, Object>> errors = new ArrayList<>();
        for (String line : more.stream().filter(line -> line.startsWith(FIELD)).toList()) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("field", line.substring(FIELD.length()).split(": ", 2)[0]);
            error.put("message", line.split(": ", 2)[1]);
            errors.add(error);
        }
        return errors;
    }
}
