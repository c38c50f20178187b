package org.tamga.gateway.service;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The manners of every call to a service: how long, and how much at once. */
@ConfigMapping(prefix = "tamga.calls")
public interface CallsConfig {

    /** How long a connection may take to come about. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a service may stay silent, in both directions, before the call is given up. */
    @WithDefault("60s")
    Duration silence();

    /** The same while a service takes an import in, which it may do before it says anything. */
    @WithDefault("30m")
    Duration importSilence();

    /** Connections to one service, shared out among the event loops; requests beyond that wait. */
    @WithDefault("256")
    int connections();

    /** Requests that may wait for a connection to one service, shared out in the same way; the next is refused with 503. */
    @WithDefault("1024")
    int waiting();
}
