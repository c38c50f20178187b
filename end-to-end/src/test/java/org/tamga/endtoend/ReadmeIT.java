package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** That the readers of changes which the README shows do what it says, word for word but for the ports. */
@ExtendWith(OneSuite.class)
class ReadmeIT {

    @TempDir
    Path folder;

    @Test
    void curl_shows_a_change_as_it_happens(Suite suite) throws Exception {
        var command = readme().lines().filter(line -> line.startsWith("curl -N ")).findFirst().orElseThrow()
                .replace("http://localhost:8080", suite.gateway().toString());
        var said = folder.resolve("curl");
        var reader = start(said, "bash", "-c", "exec " + command);
        try {
            var token = suite.token("trade-editor");
            await().atMost(Duration.ofMinutes(1)).ignoreException(ConditionTimeoutException.class).until(() -> {
                // Whoever joins late hears of the next.
                var name = "Readme " + UUID.randomUUID();
                record(suite, token, "agreements",
                        """
                        {"title": {"en": "%s"}, "kind": "mou", "parties": [{"country": "KR"}, {"country": "KZ"}],"""
                                .formatted(name));
                await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(said).contains(name));
                return true;
            });
        } finally {
            reader.destroyForcibly();
        }
    }

    @Test
    void the_consumer_prints_what_is_kept_and_goes_on(Suite suite) throws Exception {
        var readme = readme();
        var begins = readme.lastIndexOf("```java\n", readme.indexOf("class Consume")) + "```java\n".length();
        var source = folder.resolve("Consume.java");
        Files.writeString(source,
                readme.substring(begins, readme.indexOf("```", begins)).replace("127.0.0.1:8086", suite.kafka()));
        var said = folder.resolve("consumed");
        var consumer = start(said, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), source.toString());
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> Files.readString(said).contains("894 companies"));
            var name = "Readme " + UUID.randomUUID();
            record(suite, suite.token("trade-editor"), "companies",
                    """
                    {"names": [{"text": "%s", "type": "legal"}], "entityType": "company", "jurisdiction": "KZ","""
                            .formatted(name));
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(said).contains(name));
        } finally {
            consumer.destroyForcibly();
        }
    }

    private static void record(Suite suite, String token, String collection, String fields) {
        given().auth().oauth2(token).contentType("application/json")
                .body(fields + """
                               "validFrom": "2024-05-01",
                               "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register"}]}""")
                .put(suite.gateway() + "/api/trade/" + collection + "/" + UUID.randomUUID()).then().statusCode(201);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static Process start(Path said, String... command) throws IOException {
        return new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }
}
