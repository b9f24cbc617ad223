package cloud.billing.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the tables of bad requests, whose form is told in {@code src/test/resources/bad-requests/README.md}. */
final class BadRequests {

    private static final Path TABLES = Path.of("src", "test", "resources", "bad-requests");
    private static final String COMMENT = "#";
    private static final int MARK = 2;

    private final String table;
    private final List<BadRequest> rows = new ArrayList<>();
    private final List<String> goodRequests = new ArrayList<>();
    private final List<String> block = new ArrayList<>();
    private RequestText good;

    private BadRequests(Path file) throws IOException {
        this.table = file.getFileName().toString().replace(".txt", "");
        for (String line : Files.readAllLines(file)) {
            add(line);
        }
        endBlock();
    }

    /** The rows of all tables. */
    static List<BadRequest> rows() {
        return tables().flatMap(table -> table.rows.stream()).toList();
    }

    /** The valid requests from which the rows of all tables are made. */
    static List<String> goodRequests() {
        return tables().flatMap(table -> table.goodRequests.stream()).toList();
    }

    private static Stream<BadRequests> tables() {
        try (Stream<Path> files = Files.list(TABLES)) {
            return files
                    .filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(BadRequests::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BadRequests read(Path file) {
        try {
            return new BadRequests(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        if (line.isBlank()) {
            endBlock();
        } else if (!line.startsWith(COMMENT)) {
            block.add(line);
        }
    }

    private void endBlock() {
        if (!block.isEmpty() && block.getFirst().startsWith("=")) {
            good = RequestText.parse(contents("="));
            goodRequests.add(good.text());
        } else if (!block.isEmpty()) {
            rows.add(new BadRequest(table, block.getFirst(), request(), ExpectedAnswer.parse(contents("<"))));
        }
        block.clear();
    }

    private String request() {
        List<String> whole = contents(":");
        if (!whole.isEmpty()) {
            return String.join("\r\n", whole);
        }
        RequestText request = good;
        for (String line : block) {
            request = edited(request, line.charAt(0), content(line));
        }
        return request.text();
    }

    private static RequestText edited(RequestText request, char mark, String content) {
        return switch (mark) {
            case '^' -> request.withLine(content);
            case '>' -> request.with(content);
            case '+' -> request.plus(content);
            case '-' -> request.without(content);
            case '|' -> request.withBody(content);
            default -> request;
        };
    }

    private List<String> contents(String mark) {
        return block.stream()
                .filter(line -> line.startsWith(mark))
                .map(BadRequests::content)
                .toList();
    }

    private static String content(String line) {
        return line.substring(Math.min(MARK, line.length()));
    }
}
