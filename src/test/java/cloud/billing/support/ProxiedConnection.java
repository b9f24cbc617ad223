package cloud.billing.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;

/** One connection of the service, with its counterpart to PostgreSQL. */
final class ProxiedConnection {

    private final DatabaseProxy proxy;
    private final int target;
    private final Socket service;
    private final Socket database = new Socket();
    private volatile boolean isForgotten;
    private volatile boolean isCutAtNextAnswer;
    private String begin = ""; // of a mark that a long statement splits over two pieces

    ProxiedConnection(DatabaseProxy proxy, int target, Socket service) {
        this.proxy = proxy;
        this.target = target;
        this.service = service;
    }

    void begin() {
        try {
            proxy.awaitNoSilence();
            if (proxy.isResetting()) {
                breakOff();
                return;
            }
            service.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            database.connect(new InetSocketAddress("localhost", target));
            Thread.ofVirtual().start(() -> pump(service, database, this::request));
            pump(database, service, this::answer);
        } catch (IOException e) {
            breakOff();
        }
    }

    private void pump(Socket from, Socket to, Step step) {
        byte[] buffer = new byte[65_536];
        try {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                proxy.awaitNoSilence();
                if (!isForgotten && !step.pass(buffer, count, to)) {
                    breakOff();
                    return;
                }
            }
            proxy.awaitNoSilence();
            end(to);
        } catch (IOException e) {
            breakOff();
        }
    }

    private boolean request(byte[] bytes, int count, Socket to) throws IOException {
        String text = begin + new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        begin = text.substring(Math.max(0, text.length() - DatabaseProxy.LONGEST_MARK));
        String cut = proxy.cut(
                DatabaseProxy.MARK
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .toList(),
                isCutAtNextAnswer ? DatabaseProxy.CUT_AFTER : null);
        if (DatabaseProxy.CUT_BEFORE.equals(cut)) {
            to.getOutputStream().write(bytes, 0, count / 2);
            return false;
        }
        isCutAtNextAnswer = cut != null;
        to.getOutputStream().write(bytes, 0, count);
        return true;
    }

    /** PostgreSQL answers a single-statement transaction in one piece, and only after the commit. */
    private boolean answer(byte[] bytes, int count, Socket to) throws IOException {
        if (isCutAtNextAnswer) {
            return false;
        }
        to.getOutputStream().write(bytes, 0, count);
        return true;
    }

    void forget() {
        isForgotten = true;
    }

    private void end(Socket other) throws IOException {
        if (!isForgotten) {
            other.shutdownOutput();
        }
    }

    /** Breaks both sides at once, with a reset. */
    void breakOff() {
        proxy.hasEnded(this);
        for (Socket socket : List.of(service, database)) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                continue; // it is broken already
            }
        }
    }

    /** Handles bytes on their way; false if the connection ends here. */
    private interface Step {

        boolean pass(byte[] bytes, int count, Socket to) throws IOException;
    }
}
