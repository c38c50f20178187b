package org.tamga.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.kafka.BuiltLibraries;
import org.tamga.local.kafka.LocalKafka;
import org.tamga.local.postgres.Durability;
import org.tamga.local.postgres.LocalPostgres;
import org.tamga.local.postgres.PostgresBinaries;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.LocalServer;
import org.tamga.local.process.Server;
import org.tamga.local.suite.Health;

/**
 * Makes the real images and runs them as the manifests have it run: nothing but its own files, which it may not write, another user than
 * root, and a scratch folder. Takes some minutes and root's rights on Linux, so only with {@code -Dtamga.images}.
 */
@EnabledIfSystemProperty(named = "tamga.images", matches = ".*", disabledReason = "mvn -pl deploy/images verify -Dtamga.images")
class ImagesIT {

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    /** A container by hand: namespaces of its own, a root that is read-only, and no way back to being root. */
    private static final String CONTAINER = """
                                            root=$1; directory=$2; shift 2
                                            mount --bind "$root" "$root" && mkdir -p "$root/proc" && mount -t proc proc "$root/proc"
                                            mount -t tmpfs none "$root/tmp" && mount -o remount,ro,bind "$root" || exit 125
                                            exec setpriv --no-new-privs --clear-groups \\
                                              unshare --root="$root" --wd="$directory" --setgid 10001 --setuid 10001 "$@"
                                            """;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;
    private final Map<String, Server> containers = new LinkedHashMap<>();
    private final Map<String, Integer> ports = Images.APPLICATIONS.stream()
            .collect(Collectors.toMap(application -> application, application -> FreePorts.any()));

    @AfterEach
    void stop() {
        containers.values().forEach(container -> container.stop(Duration.ofSeconds(30)));
    }

    @Test
    void each_image_serves_with_a_root_that_it_may_not_write() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("org.tamga.local.checkout", CHECKOUT.toString());
        assertThat(Images.commandLine().execute("--tar", "--out", folder.resolve("images").toString())).isZero();

        var postgres = new LocalPostgres(folder.resolve("postgres"), FreePorts.any(),
                PostgresBinaries.unpackedIn(folder.resolve("postgres")), Durability.THROWAWAY, Lifetime.THIS_JVM);
        var kafka = new LocalKafka(folder.resolve("kafka"), FreePorts.any(), FreePorts.any(), BuiltLibraries.above(CHECKOUT),
                Lifetime.THIS_JVM, List.of());
        List.<LocalServer>of(postgres, kafka).forEach(LocalServer::start);
        try {
            for (var application : Images.APPLICATIONS) {
                var image = UnpackedImage.of(folder.resolve("images/" + application + ".tar"), folder.resolve(application));
                containers.put(application, run(application, image, postgres, kafka));
            }
            containers
                    .forEach((application, container) -> container.await(() -> Health.ready(ports.get(application)), PATIENCE));
            for (var application : Images.APPLICATIONS) {
                // The JVM has taken up the archive that was made for this very image: it lies in its memory.
                var java = containers.get(application).process().descendants().reduce((one, later) -> later).orElseThrow();
                assertThat(Files.readString(Path.of("/proc/" + java.pid() + "/status"))).as(application)
                        .contains("Uid:\t10001\t10001", "Gid:\t10001\t10001", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
                assertThat(Files.readString(Path.of("/proc/" + java.pid() + "/maps"))).as(application)
                        .containsPattern("/app/app\\.(aot|jsa)");
                assertThat(folder.resolve(application + ".log")).content().contains(application + " 1.0.0-SNAPSHOT on JVM");
            }
            // Through one of them to the others, and with a font in it.
            var brief = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
                    "http://127.0.0.1:" + ports.get("gateway") + "/briefs/KZ-KR?lang=ko")).header("Accept", "application/pdf")
                    .build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(brief.statusCode()).isEqualTo(isHangulHere() ? 200 : 406);
        } finally {
            stop();
            postgres.stop();
            kafka.stop();
        }
    }

    private static boolean isHangulHere() {
        return Stream
                .of("/usr/share/fonts/truetype/nanum/NanumGothic.ttf", "../../gateway/target/classes/fonts/NanumGothic.ttf")
                .anyMatch(font -> Files.exists(Path.of(font)));
    }

    private Server run(String application, UnpackedImage image, LocalPostgres postgres, LocalKafka kafka) {
        var database = postgres.database(application.replace("-service", ""));
        var environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(ports.get(application)),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", database.url(), "QUARKUS_DATASOURCE_USERNAME", database.username(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -Xmx160m -XX:MaxMetaspaceSize=160m -Djava.io.tmpdir=/tmp"));
        if (application.equals("gateway")) {
            ports.keySet().stream().filter(service -> service.endsWith("-service"))
                    .forEach(service -> environment.put(
                            "TAMGA_SERVICES_" + service.replace("-service", "").toUpperCase(Locale.ROOT),
                            "http://127.0.0.1:" + ports.get(service)));
        }
        return Server.start(new Server.Program(application, command(image), environment, folder.resolve(application),
                folder.resolve(application + ".log"), "TERM", "KILL"), Lifetime.OWN);
    }

    private static List<String> command(UnpackedImage image) {
        var command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", CONTAINER,
                "container", image.root().toString()));
        var config = image.config().get("config");
        command.add(config.get("WorkingDir").asText());
        config.get("Entrypoint").forEach(argument -> command.add(argument.asText()));
        return command;
    }
}
