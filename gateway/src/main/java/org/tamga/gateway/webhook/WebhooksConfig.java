package org.tamga.gateway.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How webhooks are delivered. */
@ConfigMapping(prefix = "tamga.webhooks")
interface WebhooksConfig {

    /** The waits before the second try and each further one; what fails after the last is given up. As it stands, 10 tries in about 75 hours. */
    @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
    List<Duration> waits();

    /** How long it may take to reach a target, and then for it to answer. */
    @WithDefault("15s")
    Duration timeout();

    /** A webhook that has failed for as long, without one success, is disabled. */
    @WithDefault("5d")
    Duration patience();

    /** Address ranges, such as {@code 10.1.0.0/16}, that targets may be in although they are not public. */
    Optional<List<String>> allowedRanges();

    /** How many webhooks one subscriber may have. */
    @WithDefault("20")
    int perSubscriber();

    /** Deliveries under way at once, from this replica. */
    @WithDefault("32")
    int atOnce();

    /** Those of them that go to one webhook, so that a slow target holds up nobody else. */
    @WithDefault("4")
    int atOnceToOne();

    /** Those of them that go to all webhooks of one subscriber, so that slow targets hold up nobody else's. */
    @WithDefault("8")
    int atOnceToSubscriber();

    /** How long the log of deliveries is kept. */
    @WithDefault("30d")
    Duration kept();
}
