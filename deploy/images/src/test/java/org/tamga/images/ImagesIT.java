package org.tamga.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
 * Makes a real image and runs it as the manifests have it run: nothing but its own files, which it may not write, another user than
 * root, and a scratch folder. Takes a minute and root's rights on Linux, so only with {@code -Dtamga.images}.
 */
@EnabledIfSystemProperty(named = "tamga.images", matches = ".*")
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

    @TempDir
    Path folder;

    @Test
    void an_image_serves_with_a_root_that_it_may_not_write() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("org.tamga.local.checkout", CHECKOUT.toString());
        assertThat(Images.commandLine().execute("--tar", "--out", folder.resolve("images").toString(), "trade-service"))
                .isZero();
        var image = UnpackedImage.of(folder.resolve("images/trade-service.tar"), folder.resolve("trade"));

        var postgres = new LocalPostgres(folder.resolve("postgres"), FreePorts.any(),
                PostgresBinaries.unpackedIn(folder.resolve("postgres")), Durability.THROWAWAY, Lifetime.THIS_JVM);
        var kafka = new LocalKafka(folder.resolve("kafka"), FreePorts.any(), FreePorts.any(), BuiltLibraries.above(CHECKOUT),
                Lifetime.THIS_JVM, List.of());
        List.<LocalServer>of(postgres, kafka).forEach(LocalServer::start);
        var database = postgres.database("trade");
        var port = FreePorts.any();
        var log = folder.resolve("container.log");
        var container = Server.start(new Server.Program("container", command(image), Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(port),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", database.url(), "QUARKUS_DATASOURCE_USERNAME", database.username(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -Xmx192m -Djava.io.tmpdir=/tmp"), folder.resolve("trade"), log, "TERM",
                "KILL"), Lifetime.OWN);
        try {
            container.await(() -> Health.ready(port), Duration.ofMinutes(2));
            // The JVM has taken up the archive that was made for this very image: it lies in its memory.
            var java = container.process().descendants().reduce((one, later) -> later).orElseThrow();
            assertThat(Files.readString(Path.of("/proc/" + java.pid() + "/status")))
                    .contains("Uid:\t10001\t10001", "Gid:\t10001\t10001", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
            assertThat(Files.readString(Path.of("/proc/" + java.pid() + "/maps"))).containsPattern("/app/app\\.(aot|jsa)");
        } finally {
            container.stop(Duration.ofSeconds(30));
            postgres.stop();
            kafka.stop();
        }
        assertThat(log).content().contains("trade-service 1.0.0-SNAPSHOT on JVM");
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
