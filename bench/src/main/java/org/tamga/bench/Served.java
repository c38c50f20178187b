package org.tamga.bench;

import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.concurrent.atomic.AtomicLong;

import org.tamga.local.suite.Application;

/** Our side: requests to trade-service. */
final class Served {

    private static final AtomicLong CREATED = new AtomicLong();

    private final Suite suite;

    Served(Suite suite) {
        this.suite = suite;
    }

    /** A record by its id, asked of the service itself or through the gateway. */
    Side byId(Application door, int companies) {
        return side(door, () -> {
            var random = new Random();
            return connection -> connection
                    .exchange(HttpConnection.get("/api/trade/companies/" + Companies.any(random, companies)));
        });
    }

    /** The same address again and again. */
    Side address(String path) {
        var request = HttpConnection.get(path);
        return side(Application.TRADE, () -> connection -> connection.exchange(request));
    }

    /** Another address each time. */
    Side anew(Application door, Function<Random, String> path) {
        return side(door, () -> {
            var random = new Random();
            return connection -> connection.exchange(HttpConnection.get(path.apply(random)));
        });
    }

    /** A new company each time. */
    Side create(String token) {
        return side(Application.TRADE, () -> connection -> connection.exchange(put(UUID.randomUUID(), token)));
    }

    /** The request that creates a company of that id. */
    static byte[] put(UUID id, String token) {
        return HttpConnection.put("/api/trade/companies/" + id, token, null,
                Companies.body("Synthetic company X" + CREATED.incrementAndGet()));
    }

    HttpConnection connection() throws IOException {
        return new HttpConnection(suite.port(Application.TRADE));
    }

    private interface Work {
        void with(HttpConnection connection) throws IOException;
    }

    private interface Works {
        Work begin();
    }

    private Side side(Application door, Works works) {
        return new Load(door.id(), () -> {
            var connection = new HttpConnection(suite.port(door));
            var work = works.begin();
            return new Load.Client() {

                @Override
                public void once() throws IOException {
                    work.with(connection);
                }

                @Override
                public void close() throws IOException {
                    connection.close();
                }
            };
        });
    }
}
