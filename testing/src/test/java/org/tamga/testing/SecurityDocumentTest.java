package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** docs/security.md promises nothing of which the test has gone. */
class SecurityDocumentTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern METHOD = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");
    /** One that is made for each collection or operation has a sentence for a name. */
    private static final Pattern SENTENCE = Pattern.compile("`([a-z]\\w* [^`]+)`");

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        var document = Files.readString(ROOT.resolve("docs/security.md"));
        var tests = tests();
        Set<String> missing = new TreeSet<>();
        var methods = METHOD.matcher(document).results().toList();
        methods.forEach(method -> {
            if (!tests.getOrDefault(method.group(1), "").contains(" " + method.group(2) + "(")) {
                missing.add(method.group());
            }
        });
        var sources = Files.readString(source("EveryRoom")) + Files.readString(source("EveryOperation"));
        SENTENCE.matcher(document).results().flatMap(sentence -> Stream.of(sentence.group(1).split("…")))
                .filter(part -> !sources.contains(part.strip())).forEach(missing::add);
        assertEquals(Set.of(), missing);
        assertTrue(methods.size() > 20, "the document was not understood");
    }

    private static Path source(String name) {
        return Path.of("src/main/java/org/tamga/testing", name + ".java");
    }

    /** The sources of all tests by their names; of those of one name, together. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> modules = Stream.concat(Files.list(ROOT), Stream.of("deploy/local", "deploy/faults", "deploy/images",
                "deploy/kubernetes/check").map(ROOT::resolve))) {
            for (var folder : modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(file -> tests.merge(
                            file.getFileName().toString().replace(".java", ""), read(file), String::concat));
                }
            }
        }
        return tests;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
