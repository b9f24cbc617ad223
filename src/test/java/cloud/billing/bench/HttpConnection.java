package cloud.billing.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Sends requests that were made before over one connection, with as little work of its own as can be. */
final class HttpConnection implements Load.Client {

    private static final String LENGTH = "Content-Length: ";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final int port;
    private final IntFunction<byte[]> requests;
    private final String expected;
    private final byte[] buffer = new byte[64 * 1024];
    private Socket socket;

    HttpConnection(int port, IntFunction<byte[]> requests, int expectedStatus) throws IOException {
        this.port = port;
        this.requests = requests;
        this.expected = "HTTP/1.1 " + expectedStatus;
        this.socket = connected();
    }

    private Socket connected() throws IOException {
        Socket connected = new Socket("localhost", port);
        connected.setTcpNoDelay(true);
        return connected;
    }

    @Override
    public void perform(int piece) throws IOException {
        socket.getOutputStream().write(requests.apply(piece));
        String answer = answer();
        if (!answer.startsWith(expected)) {
            throw new IllegalStateException(answer);
        }
        if (answer.contains("Connection: close")) {
            socket.close();
            socket = connected();
        }
    }

    private String answer() throws IOException {
        InputStream in = socket.getInputStream();
        int length = 0;
        int whole = Integer.MAX_VALUE;
        while (length < whole) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            length += read;
            if (whole == Integer.MAX_VALUE) {
                whole = wholeLength(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
            }
        }
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** How long an answer is that begins so; as long as can be where its head is not there yet. */
    static int wholeLength(String begin) {
        int body = begin.indexOf(END_OF_HEAD);
        if (body < 0) {
            return Integer.MAX_VALUE;
        }
        int length = begin.indexOf(LENGTH) + LENGTH.length();
        return body + END_OF_HEAD.length() + Integer.parseInt(begin, length, begin.indexOf('\r', length), 10);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
