package cloud.billing.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The network between the service and PostgreSQL, which a test can make fail in each way that networks do. */
public final class DatabaseProxy implements AutoCloseable {

    /** A statement with this text is dropped the first time that it is sent, and its connection is cut. */
    public static final String CUT_BEFORE = "cut-before-";

    /** Likewise, but after PostgreSQL has committed it and before the service gets the answer. */
    public static final String CUT_AFTER = "cut-after-";

    static final Pattern MARK = Pattern.compile("(?:" + CUT_BEFORE + "|" + CUT_AFTER + ")\\d+(?=\\D)");
    static final int LONGEST_MARK = 24;

    /** The state of the network. */
    private enum State {
        OPEN,
        /** Whatever is sent waits, and arrives when the network is open again. */
        SILENT,
        /** Connections are accepted and reset at once. */
        RESETTING
    }

    private final int target;
    private final int port;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, String> cuts = new ConcurrentHashMap<>();
    private volatile ServerSocket listener;
    private volatile boolean isCutting;

    private DatabaseProxy(int target, int port) {
        this.target = target;
        this.port = port;
    }

    /** A proxy, open at first, to this port. */
    public static DatabaseProxy to(int target) throws IOException {
        DatabaseProxy proxy = new DatabaseProxy(target, ServiceProcess.freePort());
        proxy.listen();
        return proxy;
    }

    public int port() {
        return port;
    }

    /** From now on cuts marked statements. */
    public void cutMarked() {
        isCutting = true;
    }

    /** The marks that were cut, and how; several in one statement are cut like the first of them that was not cut before. */
    public Map<String, String> cuts() {
        return Map.copyOf(cuts);
    }

    /** Resets all connections now, and each new one as soon as it is accepted. */
    public void reset() {
        state.set(State.RESETTING);
        breakAll();
    }

    /** Resets all connections now, and accepts none. */
    public void refuse() throws IOException {
        listener.close();
        breakAll();
    }

    /** Accepts connections and bytes, and returns nothing. */
    public void fallSilent() {
        state.set(State.SILENT);
    }

    /** Opens the network; what was sent during the silence arrives now, late. */
    public void open() throws IOException {
        if (listener.isClosed()) {
            listen();
        }
        setOpen();
    }

    /** Opens the network for new connections; existing ones stay silent for ever, as if a firewall had forgotten them. */
    public void openForNewConnections() {
        connections.forEach(ProxiedConnection::forget);
        setOpen();
    }

    @Override
    public void close() throws IOException {
        refuse();
        setOpen();
    }

    private void setOpen() {
        synchronized (state) {
            state.set(State.OPEN);
            state.notifyAll();
        }
    }

    boolean isResetting() {
        return state.get() == State.RESETTING;
    }

    /**
     * How to cut a statement whose current piece has these marks; null for no marks, or none that is new. What an earlier piece
     * {@code decided} goes for the whole statement.
     */
    synchronized @Nullable String cut(List<String> marks, @Nullable String decided) {
        List<String> first = marks.stream()
                .filter(mark -> isCutting && !cuts.containsKey(mark))
                .toList();
        if (first.isEmpty()) {
            return decided;
        }
        String how = decided != null ? decided : first.getFirst().startsWith(CUT_BEFORE) ? CUT_BEFORE : CUT_AFTER;
        first.forEach(mark -> cuts.put(mark, how));
        return how;
    }

    void hasEnded(ProxiedConnection connection) {
        connections.remove(connection);
    }

    void awaitNoSilence() {
        synchronized (state) {
            while (state.get() == State.SILENT) {
                try {
                    state.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void breakAll() {
        List.copyOf(connections).forEach(ProxiedConnection::breakOff);
    }

    private void listen() throws IOException {
        ServerSocket open = new ServerSocket(port, 1_000, InetAddress.getLoopbackAddress());
        listener = open;
        Thread.ofVirtual().start(() -> acceptAll(open));
    }

    private void acceptAll(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                ProxiedConnection connection = new ProxiedConnection(this, target, open.accept());
                connections.add(connection);
                Thread.ofVirtual().start(connection::begin);
            } catch (IOException e) {
                continue; // the listener is closed, or the client has gone
            }
        }
    }
}
