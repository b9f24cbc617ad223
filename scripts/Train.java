import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Starts the service, sends it typical production requests, and stops it: a training run, in which a JVM with -XX:AOTCacheOutput records
 * which classes it needs and which methods are worth compiling. Uses only the JDK and the service's public contract, and fails on the first
 * unexpected answer.
 *
 *   java scripts/Train.java java -XX:AOTCacheOutput=downgrade-orders.aot -jar downgrade-orders.jar
 *
 * The environment names a PostgreSQL without data worth keeping: SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD.
 */
final class Train {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 200;
    private static final String ACCOUNT = "/internal/v1/accounts/training";
    private static final String ORDERS = ACCOUNT + "/downgrade-orders/";
    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KeyPair issuer;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final String service;
    private final String user;
    private String accessKeyId;
    private String password;

    public static void main(String[] command) throws Exception {
        new Train().run(List.of(command));
    }

    private Train() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        issuer = generator.generateKeyPair();
        service = token("\"scope\":\"billing:write billing:read audit:read access-keys:write\"");
        user = token("\"scope\":\"vm:write vm:read\",\"account_id\":\"training\"");
    }

    private void run(List<String> command) throws Exception {
        Path publicKey = Files.createTempFile("issuer", ".pem");
        Files.writeString(publicKey, "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(issuer.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        Path output = Files.createTempFile("training", ".log");
        Process process = start(command, publicKey, output);
        try {
            awaitReady(process);
            train();
            process.destroy(); // SIGTERM: the cache is written before the process exits
            check(process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 128 + 15, "it ended with " + process);
        } catch (Exception e) {
            process.destroyForcibly();
            System.err.println(Files.readString(output));
            throw e;
        } finally {
            Files.delete(publicKey);
            Files.delete(output);
        }
    }

    private Process start(List<String> command, Path publicKey, Path output) throws IOException {
        byte[] encryptionKey = new byte[32];
        new SecureRandom().nextBytes(encryptionKey);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SERVER_PORT", "" + port);
        builder.environment().put("MANAGEMENT_SERVER_PORT", "" + managementPort);
        builder.environment().put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLIC_KEY_LOCATION", publicKey.toUri().toString());
        builder.environment().put("BILLING_ACCESS_KEYS_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(encryptionKey));
        builder.environment().put("BILLING_RATE_LIMIT_REQUESTS_PER_SECOND", "0");
        return builder.start();
    }

    private void awaitReady(Process process) throws Exception {
        for (int i = 0; i < 600; i++) {
            check(process.isAlive(), "it did not start");
            try {
                if (send(HttpRequest.newBuilder(management("health/readiness"))).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(100);
        }
        check(false, "it is not ready after a minute");
    }

    private void train() throws Exception {
        String key = expect(201, internal("POST", ACCOUNT + "/access-keys",
                "{\"scopes\":[\"vm:read\",\"vm:write\"],\"description\":\"training\"}"));
        accessKeyId = member("accessKeyId", key);
        password = member("accessKeyPassword", key);
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String prefix = "vm-" + client + "-";
                work.add(() -> trainWith(prefix));
            }
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
        }
        expect(200, HttpRequest.newBuilder(uri("/internal/v1/openapi.json")).header("Authorization", "Bearer " + service));
    }

    private Void trainWith(String prefix) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            cancelEachWay(prefix + round);
            if (round % 10 == 0) {
                lookAround(prefix + round);
            }
        }
        return null;
    }

    /** Cancels by signature with a retry, by token, and in vain; each time on a new instance, so that none is another's retry. */
    private void cancelEachWay(String instance) throws Exception {
        String body = "{\"instanceId\":\"" + instance + "\"}";
        instance(instance);
        schedule(instance, "one", "SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"");
        HttpRequest.Builder cancel = signed("CancelInstanceDowngrade", body).header("Idempotency-Key", instance);
        expect(200, cancel);
        expect(200, cancel);
        schedule(instance, "two", "BANDWIDTH", "100", "50");
        expect(200, signed("CancelInstanceBandwidthDowngrade", body));
        schedule(instance, "three", "SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"");
        expect(200, action("CancelInstanceDowngrade", body).header("Authorization", "Bearer " + user));
        expect(403, signed("CancelInstanceTrafficPackageDowngrade", body));
        expect(200, signed("DescribeInstanceTypeStatus", body));
    }

    private void lookAround(String instance) throws Exception {
        String body = "{\"instanceId\":\"" + instance + "\"}";
        String order = ORDERS + instance + "-one";
        expect(200, signed("DescribeInstanceInternetStatus", body));
        expect(200, signed("DescribeInstances", "{\"pageSize\":10}"));
        expect(404, signed("CancelInstanceDowngrade", "{\"instanceId\":\"none\"}"));
        expect(400, signed("CancelInstanceDowngrade", "{}"));
        expect(401, signed("CancelInstanceDowngrade", body).setHeader("X-ZC-Timestamp", "1"));
        expect(200, internal("GET", order, ""));
        expect(409, internal("POST", order + "/start", "{\"settlementId\":\"training\"}"));
        expect(200, internal("GET", "/internal/v1/downgrade-orders?status=CANCELLED&limit=10", ""));
        expect(200, internal("GET", "/internal/v1/audit-events?limit=10", ""));
        expect(200, HttpRequest.newBuilder(management("health/liveness")));
        expect(200, HttpRequest.newBuilder(management("prometheus")));
    }

    private void instance(String instance) throws Exception {
        expect(201, internal("PUT", ACCOUNT + "/instances/" + instance, """
                {"instanceName":"training","zoneId":"HKG-A","instanceType":"c.4c8g","instanceChargeType":"PREPAID",
                 "instanceStatus":"RUNNING","internetChargeType":"ByBandwidth","internetMaxBandwidthOut":100,"trafficPackageSize":0,
                 "createTime":"%s","expiredTime":"%s"}""".formatted(daysFromNow(-20), daysFromNow(10))));
    }

    private void schedule(String instance, String which, String change, String from, String to) throws Exception {
        expect(201, internal("PUT", ORDERS + instance + "-" + which, """
                {"instanceId":"%s","change":"%s","from":%s,"to":%s,"effectiveAt":"%s"}"""
                .formatted(instance, change, from, to, daysFromNow(10))));
    }

    private HttpRequest.Builder internal(String method, String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", JSON)
                .header("Authorization", "Bearer " + service);
    }

    private HttpRequest.Builder action(String action, String body) {
        return HttpRequest.newBuilder(uri("/api/v2/vm"))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", JSON)
                .header("X-ZC-Action", action)
                .header("X-ZC-Version", "2026-04-01");
    }

    /** Contract 1.1. */
    private HttpRequest.Builder signed(String action, String body) throws Exception {
        String timestamp = "" + Instant.now().getEpochSecond();
        String canonical = "POST\n/\n\ncontent-type:" + JSON + "\nhost:localhost:" + port + "\n\ncontent-type;host\n" + sha256(body);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacSHA256"));
        String signature = hex(mac.doFinal(("ZC2-HMAC-SHA256\n" + timestamp + "\n" + sha256(canonical)).getBytes(UTF_8)));
        return action(action, body)
                .header("X-ZC-Timestamp", timestamp)
                .header("X-ZC-Signature-Method", "ZC2-HMAC-SHA256")
                .header("Authorization", "ZC2-HMAC-SHA256 Credential=" + accessKeyId
                        + ", SignedHeaders=content-type;host, Signature=" + signature);
    }

    /** Contract 3. */
    private String token(String claims) throws Exception {
        String signed = base64url("{\"alg\":\"RS256\"}".getBytes(UTF_8)) + "." + base64url(
                ("{\"sub\":\"training\",\"exp\":" + Instant.now().plusSeconds(3600).getEpochSecond() + "," + claims + "}").getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(issuer.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + base64url(signature.sign());
    }

    private String expect(int status, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        check(answer.statusCode() == status, answer.request() + " was answered " + answer.statusCode() + " " + answer.body());
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private URI management(String endpoint) {
        return URI.create("http://localhost:" + managementPort + "/actuator/" + endpoint);
    }

    private static String member(String name, String json) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        check(member.find(), "no " + name);
        return member.group(1);
    }

    private static String daysFromNow(int days) {
        return Instant.now().plusSeconds(days * 86_400L).truncatedTo(SECONDS).toString();
    }

    private static String sha256(String text) throws Exception {
        return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
