package org.tamga.record.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;

class DatabaseTest {

    /** As by the pool, while PostgreSQL starts again and lets connections wait: no fault of ours, to be answered with 503. */
    @Test
    void a_connection_whose_making_is_broken_off_means_that_the_database_is_away() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var failure = new CompletableFuture<SQLException>();
            var connecting = new Thread(() -> {
                try {
                    DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/any?loginTimeout=120", "any", "any")
                            .close();
                } catch (SQLException e) {
                    failure.complete(e);
                }
            });
            connecting.start();
            try (var accepted = silent.accept()) {
                connecting.interrupt();
                var problem = assertInstanceOf(Problem.class, Database.translated(failure.get(1, TimeUnit.MINUTES)),
                        accepted::toString);
                assertEquals(503, problem.type().status());
            }
        }
    }
}
