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

/** The way between the service and PostgreSQL, which a test can close in each way that networks have. */
public final class DatabaseProxy implements AutoCloseable {

    /** A statement that carries this text is cut, the first time that it is sent, and its connection with it. */
    public static final String CUT_BEFORE = "cut-before-";

    /** Likewise, when PostgreSQL has committed it and before the service hears of it. */
    public static final String CUT_AFTER = "cut-after-";

    static final Pattern MARK = Pattern.compile("(?:" + CUT_BEFORE + "|" + CUT_AFTER + ")\\d+(?=\\D)");
    static final int LONGEST_MARK = 24;

    /** How the way is. */
    private enum State {
        OPEN,
        /** Whatever is sent waits and arrives when the way is open again. */
        SILENT,
        /** Connections are taken and broken at once. */
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

    /** An open way to this port. */
    public static DatabaseProxy to(int target) throws IOException {
        DatabaseProxy proxy = new DatabaseProxy(target, ServiceProcess.freePort());
        proxy.listen();
        return proxy;
    }

    public int port() {
        return port;
    }

    /** From now on cuts the statements that are marked. */
    public void cutMarked() {
        isCutting = true;
    }

    /** The marks of what was cut, and how it was: where several go in one statement, as the first that was not cut yet. */
    public Map<String, String> cuts() {
        return Map.copyOf(cuts);
    }

    /** Breaks each connection now, and each that comes as soon as it is there. */
    public void reset() {
        state.set(State.RESETTING);
        breakAll();
    }

    /** Breaks each connection now, and takes none. */
    public void refuse() throws IOException {
        listener.close();
        breakAll();
    }

    /** Takes connections and bytes and gives nothing back. */
    public void fallSilent() {
        state.set(State.SILENT);
    }

    /** Opens the way; what was sent in silence arrives now, late. */
    public void open() throws IOException {
        if (listener.isClosed()) {
            listen();
        }
        setOpen();
    }

    /** Opens the way for new connections; those that are there stay silent for ever, as where a firewall has forgotten them. */
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
     * How to cut a statement that carries these marks, in this piece of it; null where it has none, or none that is seen for the first
     * time. What is {@code decided} by a piece before goes for the whole statement.
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
                continue; // it is closed, or the client has gone again
            }
        }
    }
}
