package cloud.billing.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.LongStream;

/**
 * Sends requests at a steady pace over a number of connections, whether or not earlier ones are answered. Uses one thread, to leave most of
 * the machine to the service.
 */
final class OpenLoop implements AutoCloseable {

    private static final String SERVED = "HTTP/1.1 200";
    private static final String TURNED_AWAY = "HTTP/1.1 503";
    private static final String CLOSED = "Connection: close";

    private final Selector selector = Selector.open();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final LongStream.Builder servedMicros = LongStream.builder();
    private final int port;
    private final int connections;

    OpenLoop(int port, int connections) throws IOException {
        this.port = port;
        this.connections = connections;
        for (int i = 0; i < connections; i++) {
            idle.add(connect());
        }
    }

    private Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("localhost", port));
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    /** Sends one request each {@code pace}, and none after {@code limit}; waits for the last answer. */
    Load.Times run(byte[][] requests, Duration pace, Duration limit) throws IOException {
        long begin = System.nanoTime();
        int sent = 0;
        boolean isOver = false;
        while (!isOver || idle.size() < connections) {
            long elapsed = System.nanoTime() - begin;
            isOver = sent == requests.length || elapsed > limit.toNanos();
            while (!isOver && sent < requests.length && sent * pace.toNanos() <= elapsed && !idle.isEmpty()) {
                idle.remove().send(requests[sent++]);
            }
            selector.select(1);
            for (SelectionKey key : selector.selectedKeys()) {
                read((Connection) key.attachment());
            }
            selector.selectedKeys().clear();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long[] micros = servedMicros.build().sorted().toArray();
        return new Load.Times(sent, micros.length / seconds, micros);
    }

    private void read(Connection connection) throws IOException {
        String answer = connection.read();
        if (answer == null) {
            return;
        }
        if (answer.startsWith(SERVED)) {
            servedMicros.add((System.nanoTime() - connection.sentAt) / 1_000);
        } else if (!answer.startsWith(TURNED_AWAY)) {
            throw new IllegalStateException(answer);
        }
        if (answer.contains(CLOSED)) {
            connection.channel.close();
            idle.add(connect());
        } else {
            idle.add(connection);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private static final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        private long sentAt;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request) throws IOException {
            sentAt = System.nanoTime();
            if (channel.write(ByteBuffer.wrap(request)) < request.length) {
                throw new IOException("a small request does not fit into the socket");
            }
        }

        /** The answer; null while a part of it is still to come. */
        String read() throws IOException {
            if (channel.read(buffer) < 0) {
                throw new IOException("the connection was closed");
            }
            String answer = new String(Arrays.copyOf(buffer.array(), buffer.position()), StandardCharsets.ISO_8859_1);
            if (answer.length() < HttpConnection.wholeLength(answer)) {
                return null;
            }
            buffer.clear();
            return answer;
        }
    }
}
