package cloud.billing.hostile;

import java.util.ArrayList;
import java.util.List;

/** A request as it is written in a table, its placeholders still to be filled in; each edit makes another one. */
record RequestText(String line, List<String> headers, String body) {

    private static final String END_OF_LINE = "\r\n";

    /** Reads a whole request: its line, its headers, an empty line and its body. */
    static RequestText parse(List<String> lines) {
        int end = lines.indexOf("");
        return new RequestText(
                lines.getFirst(),
                List.copyOf(lines.subList(1, end)),
                String.join(END_OF_LINE, lines.subList(end + 1, lines.size())));
    }

    RequestText withLine(String other) {
        return new RequestText(other, headers, body);
    }

    /** With this header in place of those with its name. */
    RequestText with(String header) {
        return without(name(header)).plus(header);
    }

    /** With one header more. */
    RequestText plus(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new RequestText(line, List.copyOf(more), body);
    }

    RequestText without(String name) {
        List<String> others = headers.stream()
                .filter(header -> !name(header).equalsIgnoreCase(name))
                .toList();
        return new RequestText(line, others, body);
    }

    RequestText withBody(String other) {
        return new RequestText(line, headers, other);
    }

    /** The request as one text. */
    String text() {
        List<String> head = new ArrayList<>(List.of(line));
        head.addAll(headers);
        return String.join(END_OF_LINE, head) + END_OF_LINE + END_OF_LINE + body;
    }

    private static String name(String header) {
        return header.split(":", 2)[0].strip();
    }
}
