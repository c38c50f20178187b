package org.tamga.testing;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What Kubernetes asks a pod, as the manifests say it. */
public final class Probes {

    private static final Path MANIFEST = Path.of("..", "deploy", "kubernetes", "base", "application", "deployment.yaml");
    private static final Pattern PROBE = Pattern.compile("httpGet: \\{ path: (/\\S+), port: http }");

    private Probes() {
    }

    /** Asks the running application all of it. */
    public static void areAnswered() throws IOException {
        var paths = PROBE.matcher(Files.readString(MANIFEST)).results().map(probe -> probe.group(1)).toList();
        assertEquals(3, paths.size(), paths::toString);
        paths.forEach(path -> given().get(path).then().log().ifValidationFails().statusCode(200));
    }
}
