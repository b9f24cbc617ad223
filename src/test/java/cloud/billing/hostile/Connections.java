package cloud.billing.hostile;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, each request over a connection of its own. */
final class Connections {

    private static final int PATIENCE = 10_000;

    private Connections() {}

    /** Sends all of it, says that no more will come, and reads until the service closes the connection. */
    static RawAnswer exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE);
            send(socket, request);
            byte[] answer = socket.getInputStream().readAllBytes();
            return RawAnswer.parse(new String(answer, StandardCharsets.ISO_8859_1));
        }
    }

    private static void send(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
        } catch (SocketException e) {
            // the service has answered before it had read everything
        }
    }
}
