package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.Ports;

/**
 * What docs/operations.md says of backups, done by its own commands: stop, copy, twice, lose everything, put back, start, and rebuild
 * the copies. Starts a suite three times, so only with {@code -Dtamga.drill}.
 */
@EnabledIfSystemProperty(named = "tamga.drill", matches = ".*", disabledReason = "mvn -pl end-to-end verify -Dit.test=RestoreDrillIT -Dtamga.drill")
class RestoreDrillIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String GATHERING = """
                                            {"title": {"en": "%s"}, "classification": "forum",
                                            "sources": [{"type": "dataset", "title": "Test data", "publisher": "Tamga's tests"}]}""";

    @TempDir
    Path parent;
    private final Ports ports = new Ports(Suite.freePorts(1));

    @AfterEach
    void stop() throws Exception {
        tamga("down");
    }

    @Test
    void all_that_was_backed_up_is_answered_as_before_and_goes_on() throws Exception {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        up();
        var token = tamga("token", "events-editor").strip();
        var id = UUID.randomUUID();
        write(id, 1, token);
        tamga("down");
        documented("cp -a .tamga ");
        up();
        write(id, 2, token);
        write(id, 3, token);
        await().atMost(2, TimeUnit.MINUTES).untilAsserted(() -> assertEquals("Version 3", copies().get(id.toString())));
        var before = answers(id);
        var copiesBefore = copies();

        tamga("down");
        documented("cp -a .tamga ");
        run("rm", "-rf", data().resolve("postgres").toString());
        documented("mv .tamga ");
        documented("cp -a \"$(ls ");
        up();

        assertEquals(before, answers(id));
        assertTrue(tamga("rebuild", "mobility").contains("gathering from events.gathering.state"));
        assertEquals(copiesBefore, copies());
        // It is no museum: what is written now reaches the readers as ever.
        write(id, 4, token);
        await().atMost(2, TimeUnit.MINUTES).untilAsserted(() -> assertEquals("Version 4", copies().get(id.toString())));
    }

    private void write(UUID id, int version, String token) {
        var write = given().auth().oauth2(token).contentType("application/json")
                .body(GATHERING.formatted("Version " + version));
        (version == 1 ? write : write.header("If-Match", "\"" + (version - 1) + "\""))
                .put(api("/api/events/gatherings/" + id))
                .then().statusCode(version == 1 ? 201 : 200);
    }

    /** Runs the command of the document that begins so, beside the data, with a folder for backups that is there too. */
    private void documented(String beginning) throws IOException, InterruptedException {
        var command = Files.readAllLines(CHECKOUT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst().orElseThrow().replace("/backup/", "backup/");
        run("bash", "-c", "cd \"$0\" && mkdir -p backup && " + command, parent.toString());
    }

    /** Of every service something, and of the record all that was ever known. */
    private Map<String, String> answers(UUID id) {
        Map<String, String> answers = new TreeMap<>();
        for (var path : List.of("/api/events/gatherings/" + id + "/history", "/api/events/gatherings?limit=500",
                "/api/events/claims?limit=500", "/api/trade/published-figures?limit=500",
                "/api/mobility/visa-regimes?limit=500",
                "/api/education/institutions?limit=500", "/api/events/changes?limit=500")) {
            // Without what a page says of its own moment, such as the change log's horizon.
            var items = given().get(api(path)).then().statusCode(200).extract().jsonPath().getList("items");
            assertFalse(items.isEmpty(), path);
            answers.put(path, items.toString());
        }
        return answers;
    }

    /** What mobility-service keeps of others' gatherings, by their ids. */
    private Map<String, String> copies() throws IOException, SQLException {
        return Copies.ofGatherings(Suite.database(data(), ports, Application.MOBILITY));
    }

    private Path data() {
        return parent.resolve(".tamga");
    }

    private String api(String path) {
        return "http://127.0.0.1:" + ports.base() + path;
    }

    private void up() throws Exception {
        tamga("up", "--rehearsal", "never", "--detach", "--port", Integer.toString(ports.base()));
    }

    private String tamga(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(CHECKOUT.resolve("tamga").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data().toString()));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TAMGA_BUILT", "1");
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + output);
        return output;
    }
}
