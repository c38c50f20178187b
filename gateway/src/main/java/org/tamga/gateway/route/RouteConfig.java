package org.tamga.gateway.route;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What may come in through the door. */
@ConfigMapping(prefix = "tamga.requests")
public interface RouteConfig {

    /** The largest body of an ordinary request. */
    @WithDefault("10M")
    MemorySize bodyLimit();

    /** The largest body of an import, that is of a request whose path ends in {@code /import}. */
    @WithDefault("2G")
    MemorySize importLimit();

    /** In which time a body is found to come too slowly: it has to bring 1 KiB a second, as long as the service takes it. */
    @WithDefault("PT30S")
    Duration bodyWindow();

    /** In which time a long answer is found to be taken too slowly: 8 KiB a second have to be, as long as there is more of it. */
    @WithDefault("PT1M")
    Duration answerWindow();

    /** Lists of one service that one caller may be sent whole (NDJSON, CSV, iCalendar) at once. */
    @WithDefault("2")
    int listsPerCaller();

    /** The limit on how often one caller may ask. */
    RateLimit rateLimit();

    /** Tokens of a bucket: each request takes one. */
    interface RateLimit {

        /** Off for benchmarks, or where something in front limits already. */
        @WithDefault("true")
        boolean enabled();

        /** Requests a second that one caller may go on asking with. */
        @WithDefault("200")
        int perSecond();

        /** Requests that one caller may ask at once after a pause. */
        @WithDefault("1000")
        int burst();

        /**
         * Proxies of one's own through which every request comes, each of which adds to {@code X-Forwarded-For} whom it has it from: then
         * the caller is the last that none of them is, whatever he wrote before. With none, it is whose connection it is.
         */
        @WithDefault("0")
        int proxies();

        /** Callers remembered; the one not seen for longest is forgotten, and starts anew with a full bucket. */
        @WithDefault("50000")
        int callers();
    }
}
