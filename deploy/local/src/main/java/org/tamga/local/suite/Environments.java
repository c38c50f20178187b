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
record Environments(Ports ports, String kafka, String publicKey) {

    Map<String, String> of(Application application, PostgresDatabase database) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(application)));
        // The logs' readers here are people.
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", publicKey);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
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
