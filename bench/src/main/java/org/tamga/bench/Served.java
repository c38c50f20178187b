package org.tamga.bench;

import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.tamga.local.suite.Application;

/** Our side: requests to trade-service. */
final class Served {

    private static final AtomicLong CREATED = new AtomicLong();

    private final Suite suite;

    Served(Suite suite) {
        this.suite = suite;
    }

    /** A record by its id. */
    Load.Client byId(int companies) throws IOException {
        var random = new Random();
        return client(connection -> connection
                .exchange(HttpConnection.get("/api/trade/companies/" + Companies.any(random, companies))));
    }

    /** The same address again and again. */
    Load.Client address(String path) throws IOException {
        var request = HttpConnection.get(path);
        return client(connection -> connection.exchange(request));
    }

    /** A new company each time. */
    Load.Client create(String token) throws IOException {
        return client(connection -> connection.exchange(put(UUID.randomUUID(), token)));
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

    private Load.Client client(Work work) throws IOException {
        var connection = connection();
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
    }
}
