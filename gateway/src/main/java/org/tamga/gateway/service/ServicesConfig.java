package org.tamga.gateway.service;

import java.net.URI;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** Where the services are. Read once, at start. */
@ConfigMapping(prefix = "tamga.services")
public interface ServicesConfig {

    /**
     * Each domain's service by its base address, such as {@code tamga.services.trade=http://trade:8080}; or {@code unix:/run/trade.sock}, the
     * socket of one on the same machine.
     */
    @WithParentName
    Map<String, URI> addresses();
}
