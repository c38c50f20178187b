package org.tamga.trade.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tamga.trade.TradeTest;

import io.restassured.RestAssured;

/**
 * OpenRefine's own client reconciles names against the running service, in a JVM of its own. It needs what the build does not, so
 * it runs only where it is asked for; what the client sends, {@link ReconcileResourceTest} sends in every build.
 */
@TradeTest
@EnabledIfSystemProperty(named = "openrefine", matches = "true", disabledReason = "mvn -f trade-service/openrefine/pom.xml compile && mvn -pl trade-service test -Dtest=OpenRefineTest -Dopenrefine")
class OpenRefineTest {

    private static final Path CORNER = Path.of("openrefine/target");

    @Test
    void openrefine_matches_names_in_every_script_and_leaves_what_is_not_recorded() throws IOException {
        var id = record("companies", "'names': [{'text': 'ТОО «Ханбит Логистика Андорра»', 'type': 'legal'},"
                + " {'text': '한빛물류안도라', 'type': 'legal'}, {'text': 'Hanbit Logistics Andorra LLP', 'type': 'transliterated'}],"
                + " 'entityType': 'company', 'jurisdiction': 'AD'").toString();
        var found = reconciled("ТОО «Ханбит Логистика Андорра»", "한빛물류안도라", "Hanbit Logistics Andorra LLP",
                "Xyzzy Quux Plugh");
        assertEquals(List.of("recon Matched " + id, "recon Matched " + id, "recon Matched " + id),
                found.subList(0, 3).stream().map(line -> line.substring(0, line.lastIndexOf(' '))).toList());
        assertEquals("recon None - 0", found.get(3));
    }

    private static List<String> reconciled(String... names) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                CORNER.resolve("classes") + ":" + Files.readString(CORNER.resolve("classpath")).strip(), "Reconcile",
                "http://127.0.0.1:" + RestAssured.port + "/api/trade/reconcile", "company"));
        command.addAll(List.of(names));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = out.lines().toList();
            var found = lines.stream().filter(line -> line.startsWith("recon ")).toList();
            assertTrue(found.size() == names.length, () -> String.join("\n", lines));
            return found;
        }
    }
}
