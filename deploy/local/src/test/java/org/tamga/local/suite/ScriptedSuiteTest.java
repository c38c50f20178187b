package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script that only notes what it was asked for. */
class ScriptedSuiteTest {

    @TempDir
    Path checkout;

    @BeforeEach
    void makeScript() throws IOException {
        Path script = Files.writeString(checkout.resolve("tamga"), """
                                                                   #!/bin/sh
                                                                   cd "$(dirname "$0")" && echo "$1" >>calls
                                                                   [ "$1" = down ] || [ ! -e runs ]
                                                                   """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void stops_once_what_it_started() throws Exception {
        ScriptedSuite suite = suite(checkout);
        suite.up();
        suite.close();
        suite.close();
        assertEquals(List.of("up", "down"), calls());
    }

    @Test
    void leaves_alone_what_already_ran() throws Exception {
        Files.createFile(checkout.resolve("runs"));
        ScriptedSuite suite = suite(checkout);
        assertThrows(IOException.class, suite::up);
        suite.close();
        assertEquals(List.of("up"), calls());
    }

    @Test
    void ends_with_the_program_that_started_it() throws Exception {
        Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Program.class.getName(), checkout.toString()).start();
        program.getInputStream().read();
        program.destroy();
        program.waitFor();
        assertEquals(List.of("up", "down"), calls());
    }

    /** One that has started a suite and goes on until it is ended. */
    static final class Program {

        private Program() {
        }

        public static void main(String[] args) throws IOException, InterruptedException {
            suite(Path.of(args[0])).up();
            System.out.println();
            System.in.read();
        }
    }

    private static ScriptedSuite suite(Path checkout) {
        return new ScriptedSuite(checkout, checkout.resolve("data"), new Ports(Ports.DEFAULT), ProcessBuilder.Redirect.DISCARD);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(checkout.resolve("calls"));
    }
}
