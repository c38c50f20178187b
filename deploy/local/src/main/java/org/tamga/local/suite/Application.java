package org.tamga.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The applications of the suite, in the order in which they are started; they are stopped in the reverse order. */
public enum Application {

    EVENTS("events-service"),
    TRADE("trade-service"),
    MOBILITY("mobility-service"),
    EDUCATION("education-service"),
    GATEWAY(
            "gateway");

    private final String module;

    Application(String module) {
        this.module = module;
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
