package org.tamga.local.suite;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.tamga.local.postgres.PostgresDatabase;

/**
 * What the applications are told by their environment.
 *
 * @param publicKey a URL
 */
record Environments(Ports ports, DataFolder folder, String kafka, String publicKey) {

    /** All of them together, with what they use beside the pool, within PostgreSQL's 200 connections. */
    private static final int POOLED = 32;
    /**
     * Of each topic: two replicas can share them. Of some hundred and twenty topics a broker that was killed reads the end of each
     * partition again before it serves, on the one disk that there is.
     */
    private static final int PARTITIONS = 2;

    Map<String, String> of(Application application, int replica, PostgresDatabase database) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.replica(application, replica)));
        // The logs' readers here are people.
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("TAMGA_TOPICS_PARTITIONS", Integer.toString(PARTITIONS));
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", publicKey);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        environment.put("TAMGA_IMPORTS_FOLDER", folder.imports(application.server(ports, replica)).toString());
        if (ports.replicas() > 1) {
            environment.put("QUARKUS_DATASOURCE_JDBC_MAX_SIZE", Integer.toString(POOLED / ports.replicas()));
            // As on Kubernetes: one that goes says so first, answers on for a while, and then ends what it has begun.
            environment.put("QUARKUS_SHUTDOWN_DELAY", "3S");
            environment.put("QUARKUS_SHUTDOWN_TIMEOUT", "15S");
        }
        if (application == Application.GATEWAY) {
            for (Application service : Application.values()) {
                if (service != Application.GATEWAY) {
                    environment.put("TAMGA_SERVICES_" + service.id().toUpperCase(Locale.ROOT),
                            "http://127.0.0.1:" + ports.of(service));
                }
            }
        }
        return environment;
    }
}
