package org.tamga.bench;

import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

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
        return anew(door, random -> "/api/trade/companies/" + Companies.any(random, companies));
    }

    /** The same address again and again. */
    Side address(String path) {
        var request = HttpConnection.get(path);
        return side(Application.TRADE, () -> () -> request);
    }

    /** Another address each time. */
    Side anew(Application door, Function<Random, String> path) {
        return side(door, () -> {
            var random = new Random();
            return () -> HttpConnection.get(path.apply(random));
        });
    }

    /** A new company each time. */
    Side create(String token) {
        return side(Application.TRADE, () -> () -> put(UUID.randomUUID(), token));
    }

    /** The request that creates a company of that id. */
    static byte[] put(UUID id, String token) {
        return HttpConnection.put("/api/trade/companies/" + id, token, null,
                Companies.body("Synthetic company X" + CREATED.incrementAndGet()));
    }

    HttpConnection connection() throws IOException {
        return new HttpConnection(suite.port(Application.TRADE));
    }

    private Side side(Application door, Supplier<Supplier<byte[]>> requests) {
        return new HttpLoad(door.id(), suite.port(door), requests);
    }
}
