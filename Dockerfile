# The jar, from a clean checkout. Dependencies are fetched before the sources are copied, so that a source change fetches nothing.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
RUN mvn --batch-mode --no-transfer-progress -Dmaven.test.skip dependency:go-offline
COPY db db
COPY src/main src/main
RUN mvn --batch-mode --no-transfer-progress -Dmaven.test.skip package \
    && java -Djarmode=tools -jar target/downgrade-orders.jar extract --layers --destination layers

# A Java runtime with the modules that the service uses.
FROM eclipse-temurin:25.0.3_9-jdk-noble AS runtime
RUN jlink --output /java --strip-java-debug-attributes --no-header-files --no-man-pages --add-modules \
    java.se,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported
# The system libraries that the runtime loads: the C library and its loader, wherever this architecture has them.
RUN mkdir -p /system/tmp /system/etc \
    && chmod 1777 /system/tmp \
    && echo 'hosts: files dns' > /system/etc/nsswitch.conf \
    && find /java -name '*.so' -exec ldd {} + | grep -o '/[^ ]*[.]so[^ ]*' | grep -v '^/java' | sort -u | xargs cp -L --parents -t /system
COPY scripts/Train.java .
RUN javac -d /training Train.java

# An AOT cache of both: what the JVM learns while the service handles requests, with a PostgreSQL that is discarded with this stage. The
# service must run with the same collector and with the initial heap that the cache's objects need (-Xms), or its JVM would not start. The
# training has the heap of a pod (-Xmx): one of 32 GiB, as on a large build machine, has longer references, and pods would ignore the cache.
FROM postgres:18 AS training
COPY --from=runtime /java /java
COPY --from=runtime /training /training
WORKDIR /service
COPY --from=build /build/layers/dependencies ./
COPY --from=build /build/layers/snapshot-dependencies ./
COPY --from=build /build/layers/application ./
ENV LANG=C.UTF-8 PGDATA=/tmp/training POSTGRES_PASSWORD=training \
    SPRING_DATASOURCE_URL=jdbc:postgresql://127.0.0.1:54321/postgres SPRING_DATASOURCE_USERNAME=postgres SPRING_DATASOURCE_PASSWORD=training
RUN docker-entrypoint.sh postgres -c fsync=off -c port=54321 & \
    timeout 60 sh -c 'until pg_isready --quiet --host=127.0.0.1 --port=54321; do sleep 1; done' && \
    /java/bin/java -cp /training Train \
    /java/bin/java -XX:+UseSerialGC -Xms64m -Xmx154m -Xlog:aot*=error -XX:AOTCacheOutput=downgrade-orders.aot -jar downgrade-orders.jar

FROM scratch
ARG VERSION=0.1.0-SNAPSHOT REVISION=unknown
LABEL org.opencontainers.image.title="downgrade-orders" \
      org.opencontainers.image.description="Cancels scheduled downgrades of PREPAID virtual machines, once, with an audit event" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=runtime /system /
COPY --from=runtime /java /java
WORKDIR /service
COPY --from=build /build/layers/dependencies ./
COPY --from=build /build/layers/snapshot-dependencies ./
COPY --from=build /build/layers/application ./
COPY --from=training /service/downgrade-orders.aot ./
COPY scripts/compiler-directives.json ./
ENV PATH=/java/bin LANG=C.UTF-8
USER 10001:10001
EXPOSE 8080 9090
# Startup code is left to C1 (compiler-directives.json). The JVM reports that it has read this on stderr: stdout is for the log alone.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xms64m", "-Xlog:aot*=error", "-XX:AOTCache=downgrade-orders.aot", \
    "-XX:+DisplayVMOutputToStderr", "-XX:+UnlockDiagnosticVMOptions", "-XX:CompilerDirectivesFile=compiler-directives.json", "-jar", \
    "downgrade-orders.jar"]
