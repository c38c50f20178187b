package org.tamga.gateway.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.tamga.commons.json.Json;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.CallsConfig;
import org.tamga.gateway.service.Services;
import org.tamga.gateway.service.ServicesConfig;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;

class MapsTest {

    @Test
    void a_presence_that_countries_share_in_one_of_them_is_not_abroad_for_that_one() {
        var vertx = Vertx.vertx();
        try {
            var education = vertx.createHttpServer().requestHandler(request -> request.response().end(
                    """
                    {"items": [{"hostCountry": "KZ", "hostCity": "Almaty"}, {"hostCountry": "UZ", "hostCity": "Tashkent"}]}"""))
                    .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
            var config = new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
                    .withMapping(ServicesConfig.class).withMapping(CallsConfig.class)
                    .withSources(new PropertiesConfigSource(
                            Map.of("tamga.services.education", "http://127.0.0.1:" + education.actualPort()), "test", 200))
                    .build();
            var services = new Services(vertx, config.getConfigMapping(ServicesConfig.class),
                    config.getConfigMapping(CallsConfig.class), Json.mapper());
            var drawn = Addresses.await(new Maps(services, new Airports(services), new World()).presences("KZ", AsOf.NOW,
                    Messages.in("en")));
            assertEquals(List.of("Uzbekistan"), drawn.entries().stream().map(Maps.Entry::name).toList());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
