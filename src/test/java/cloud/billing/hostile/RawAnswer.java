package cloud.billing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** What came back over the connection until the service closed it, in ISO 8859-1: a character is a byte. */
record RawAnswer(int status, List<String> headers, String body) {

    private static final String END_OF_HEAD = "\r\n\r\n";

    static RawAnswer parse(String text) {
        if (text.isEmpty()) {
            return new RawAnswer(0, List.of(), "");
        }
        assertThat(text).startsWith("HTTP/1.1 ").contains(END_OF_HEAD);
        int end = text.indexOf(END_OF_HEAD);
        List<String> head = text.substring(0, end).lines().toList();
        int status = Integer.parseInt(head.getFirst().split(" ")[1]);
        return new RawAnswer(status, head.subList(1, head.size()), text.substring(end + END_OF_HEAD.length()));
    }

    Optional<String> header(String name) {
        String start = name + ": ";
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, start, 0, start.length()))
                .map(header -> header.substring(start.length()))
                .findFirst();
    }
}
