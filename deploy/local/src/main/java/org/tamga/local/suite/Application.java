package org.tamga.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The applications of the suite, in the order in which they are started; they are stopped in the reverse order. */
public enum Application {

    EVENTS("events-service", "gatherings", "statements", "claims", "commitments", "search?q=Seoul"),
    TRADE("trade-service", "companies", "agreements", "flows", "projects", "count-definitions"),
    MOBILITY("mobility-service", "visa-regimes", "airports", "airlines", "direct-flights", "flight-schedules"),
    EDUCATION("education-service", "institutions", "partnerships", "presences", "scholarships", "search?q=Seoul"),
    GATEWAY("gateway", "trade/companies", "events/gatherings", "mobility/visa-regimes", "briefs/KZ-KR");

    private final String module;
    private final List<String> usual;

    /** @param usual what is often read of it, below {@code /api} and its own name */
    Application(String module, String... usual) {
        this.module = module;
        this.usual = List.of(usual);
    }

    /** Addresses of what is often read of it, without a token. */
    List<String> reads() {
        String root = module.equals("gateway") ? "/api/" : "/api/" + id() + "/";
        return Stream.concat(usual.stream().map(root::concat), Stream.of("/q/health/ready")).toList();
    }

    /** Those whose folder is in the checkout: a service may be left out of a build. */
    public static List<Application> in(Path checkout) {
        return Arrays.stream(values())
                .filter(application -> Files.exists(checkout.resolve(application.module).resolve("pom.xml")))
                .toList();
    }

    /** Such as {@code trade}: also the first part of its addresses, and the name of its database. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of one of its processes in messages, such as {@code trade}, or {@code trade-2} where there are several. */
    String server(Ports ports, int replica) {
        return ports.replicas() == 1 ? id() : id() + "-" + (replica + 1);
    }

    /** Whether a process with this name is one of it. */
    public boolean isServer(String name) {
        return name.equals(id()) || name.startsWith(id() + "-");
    }

    /** The jar that the build makes. */
    Path jar(Path checkout) {
        return checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
