package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.tamga.local.postgres.PostgresDatabase;

class ServersTest {

    @Test
    void each_database_is_new() throws Exception {
        PostgresDatabase one = TestPostgres.database("trade");
        PostgresDatabase other = TestPostgres.database("trade");
        assertNotEquals(one.url(), other.url());
        try (Connection connection = DriverManager.getConnection(one.url(), one.username(), one.password())) {
            connection.createStatement().execute("create extension btree_gist");
            assertTrue(connection.isValid(1));
        }
    }

    @Test
    void kafka_speaks_with_the_client_that_services_use() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("trade.company", 3, (short) 1))).all().get();
            assertEquals(Set.of("trade.company"), admin.listTopics().names().get());
        }
    }

    @Test
    void gives_a_service_its_database_its_broker_and_the_key() {
        RealServices services = new RealServices();
        services.init(Map.of(RealServices.DATABASE, "trade", RealServices.KAFKA, "true"));
        Map<String, String> configuration = services.start();
        assertEquals(TestKafka.bootstrapServers(), configuration.get("kafka.bootstrap.servers"));
        assertTrue(configuration.get("quarkus.datasource.jdbc.url").contains("/trade_"));
        assertTrue(configuration.get("mp.jwt.verify.publickey.location").startsWith("file:"));
    }

    @Test
    void gives_no_database_to_who_asked_for_none() {
        RealServices services = new RealServices();
        services.init(Map.of());
        assertEquals(Set.of("kafka.bootstrap.servers", "mp.jwt.verify.publickey.location"), services.start().keySet());
    }
}
