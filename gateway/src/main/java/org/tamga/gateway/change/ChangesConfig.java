package org.tamga.gateway.change;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the change stream, and of the snapshots to begin with. */
@ConfigMapping(prefix = "tamga.changes")
public interface ChangesConfig {

    /** A stream that has nothing to say says so this often, so that nothing on the way takes it for dead. */
    @WithDefault("15s")
    Duration heartbeat();

    /** Streams open at once; the next is refused with 503. */
    @WithDefault("10000")
    int connections();

    /** Those of them that one caller may have, as the rate limit tells callers apart; the next is refused with 429. */
    @WithDefault("2500")
    int connectionsPerCaller();

    /** Pages of changes read at once; the next is refused with 503. They take turns with the streams that resume. */
    @WithDefault("32")
    int pages();

    /** Those of them that one caller may read; the next is refused with 429. */
    @WithDefault("8")
    int pagesPerCaller();

    /** Feeds answered at once; the next is refused with 503. Each holds a thread while what is new for it is read. */
    @WithDefault("32")
    int feeds();

    /** Those of them that one caller may ask for; the next is refused with 429. */
    @WithDefault("8")
    int feedsPerCaller();

    /** Snapshots read at once; the next is refused with 503. What waits for one reader stands in memory. */
    @WithDefault("64")
    int snapshots();

    /** Those of them that one caller may read; the next is refused with 429. */
    @WithDefault("16")
    int snapshotsPerCaller();

    /** Events that may wait for one reader to take them. */
    @WithDefault("1000")
    int bufferedEvents();

    /** Bytes that may wait for one reader to take them. */
    @WithDefault("1M")
    MemorySize bufferedBytes();

    /** How long a reader may take nothing of what waits for it. */
    @WithDefault("30s")
    Duration patience();

    /** How long Kafka keeps the change topics at least; a time before that cannot be read from without gaps. */
    @WithDefault("14d")
    Duration kept();

    /** Readers of what is past that work at once; the other resuming connections wait their turn. */
    @WithDefault("4")
    int historyReaders();

    /** How often new topics are looked for. */
    @WithDefault("1s")
    Duration discovery();
}
