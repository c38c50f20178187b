package org.tamga.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./tamga} itself, in a checkout with a name that shells and sed read more into, and a Maven that only notes its calls. */
class ScriptTest {

    private static final String PACKAGING = "-Dquarkus.package.jar.type=aot-jar -Dquarkus.package.jar.appcds.enabled=true";
    private static final String NOTHING = "Nothing was started on the data folder";

    @TempDir
    Path parent;
    private Path checkout;
    private Path libraries;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(parent.toRealPath().resolve("R&D's"));
        libraries = checkout.resolve("deploy/local/target/lib");
        Files.copy(Path.of("../../tamga"), checkout.resolve("tamga"));
        executable("tamga");
        Files.writeString(checkout.resolve("pom.xml"), "<module>deploy/local</module>\n<module>trade-service</module>\n");
        for (String module : List.of("deploy/local", "trade-service")) {
            Files.createFile(Files.createDirectories(checkout.resolve(module)).resolve("pom.xml"));
        }
        Files.createDirectories(libraries.getParent());
        Files.createSymbolicLink(libraries, Path.of("target/lib").toAbsolutePath());
        Files.createSymbolicLink(libraries.resolveSibling("classes"), Path.of("target/classes").toAbsolutePath());
        Files.writeString(checkout.resolve("mvnw"),
                """
                #!/usr/bin/env bash
                [[ $1 != --version ]] || exit 0
                printf '%s\\n' "$*" >>calls
                [[ ! -e slow ]] || { mkdir building && sleep 1 && rmdir building; } || exit
                [[ ! -e failing || $* != *surefire:test* ]] || { mkdir -p trade-service/target/surefire-reports && cp failing trade-service/target/surefire-reports/TEST-a.xml; exit 1; }
                [[ ! -e broken ]] || { mkdir deploy/local/target/lib; exit 1; }
                [[ -e deploy/local/target/lib ]] || ln -s LIBRARIES deploy/local/target/lib
                """.replace(
                        "LIBRARIES", Path.of("target/lib").toAbsolutePath().toString()));
        executable("mvnw");
        Files.writeString(Files.createDirectory(checkout.resolve("bin")).resolve("kubectl"), "");
        executable("bin/kubectl");
    }

    @AfterEach
    void leaveWhatIsLinkedTo() throws IOException {
        Files.delete(libraries);
        Files.delete(libraries.resolveSibling("classes"));
    }

    @Test
    void the_tests_of_every_module_are_run_wherever_the_checkout_is() throws Exception {
        Run test = run("test");
        assertEquals(0, test.exitCode(), test.output());
        for (String module : List.of("deploy/local", "trade-service")) {
            assertTrue(calls().contains("-B -ntp -f " + module + " surefire:test failsafe:integration-test failsafe:verify"),
                    calls().toString());
        }
    }

    @Test
    void what_is_built_for_tests_is_what_is_run() throws Exception {
        Run test = run("test");
        assertEquals(0, test.exitCode(), test.output());
        assertTrue(calls().get(0).contains(PACKAGING) && calls().get(0).endsWith(" install"), calls().toString());
        assertTrue(run("status").output().startsWith(NOTHING));
        assertEquals(3, calls().size(), calls().toString());

        assertEquals(0, run("test", "trade-service").exitCode());
        assertTrue(calls().get(3).contains(" install ") && calls().get(3).contains(PACKAGING), calls().toString());
        assertTrue(calls().get(4).endsWith(" surefire:test failsafe:integration-test failsafe:verify -pl trade-service"),
                calls().toString());
    }

    @Test
    void what_failed_is_named_at_the_end() throws Exception {
        Files.writeString(checkout.resolve("failing"),
                """
                <testsuite name="org.tamga.ATest" tests="2" errors="0" skipped="0" failures="1">
                  <testcase name="one_holds" classname="org.tamga.ATest" time="0.1"/>
                  <testcase name="another_does_not" classname="org.tamga.ATest" time="0.2">
                    <failure message="expected: &lt;a &amp; b&gt; but was: &lt;&quot;c&quot;&gt;&#10;of two lines" type="AssertionFailedError"><![CDATA[at]]></failure>
                  </testcase>
                </testsuite>
                """);
        Run test = run("test", "trade-service");
        assertEquals(1, test.exitCode(), test.output());
        assertTrue(test.output().contains("""
                                            trade-service: 2 run, 1 failed, 0 broke off, 0 skipped

                                          Failed:
                                            org.tamga.ATest.another_does_not: expected: <a & b> but was: <"c"> of two lines
                                          """), test.output());
    }

    @Test
    void tests_are_refused_while_a_suite_runs_from_the_checkout() throws Exception {
        Process suite = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.tamga.local.supervises=" + parent.resolve("data"), "-Dorg.tamga.local.checkout=" + checkout, "-Xmx16m",
                "-cp",
                "target/test-classes", Waiting.class.getName()).start();
        try {
            suite.getInputStream().read();
            Run test = run("test");
            assertEquals(1, test.exitCode(), test.output());
            assertTrue(test.output().endsWith("A suite runs from this checkout, and its jars would be replaced; stop it first: "
                    + "./tamga down --data " + parent.resolve("data") + "\n"), test.output());
            assertFalse(Files.exists(checkout.resolve("calls")));
        } finally {
            suite.destroyForcibly();
        }
    }

    @Test
    void commands_are_as_they_were_last_built_where_a_build_fails() throws Exception {
        Files.createFile(checkout.resolve("broken"));
        Run status = run("status");
        assertTrue(status.output().contains("The build failed; its log is " + checkout + "/target/build.log\n"),
                status.output());
        assertTrue(status.output().contains("The commands are as they were last built.\n" + NOTHING), status.output());
        assertTrue(Files.exists(libraries.resolveSibling("classes")));
        assertTrue(Files.isSymbolicLink(libraries), "they are not those that the broken build began with");
        Files.delete(checkout.resolve("broken"));
        assertTrue(run("status").output().contains("Built in "));
        assertEquals(2, calls().size());
        assertFalse(Files.exists(libraries.resolveSibling("lib.old"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void builds_of_a_checkout_wait_for_one_another() throws Exception {
        Files.createFile(checkout.resolve("slow"));
        Process first = start("status");
        Process second = start("status");
        String output = output(first) + output(second);
        assertEquals(2, output.lines().filter(line -> line.startsWith(NOTHING)).count(), output);
        assertFalse(output.contains("failed"), output);
        assertEquals(1, calls().size());
    }

    @Test
    void a_lock_of_a_build_that_died_is_nobodys() throws Exception {
        Process died = new ProcessBuilder("true").start();
        died.waitFor();
        Path lock = Files.createDirectories(checkout.resolve("target")).resolve("build.lock");
        Files.createSymbolicLink(lock, Path.of(Long.toString(died.pid())));
        assertTrue(run("status").output().contains("Built in "));
        assertFalse(Files.exists(lock, LinkOption.NOFOLLOW_LINKS));
    }

    /** A process that is there until it is ended. */
    static final class Waiting {

        private Waiting() {
        }

        public static void main(String[] args) throws IOException {
            System.out.println();
            System.in.read();
        }
    }

    private record Run(int exitCode, String output) {}

    private Run run(String... arguments) throws Exception {
        Process process = start(arguments);
        String output = output(process);
        return new Run(process.waitFor(), output);
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(checkout.resolve("tamga").toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("TAMGA_BUILT");
        builder.environment().put("TAMGA_CHROMIUM", checkout.resolve("bin/kubectl").toString());
        builder.environment().merge("PATH", checkout.resolve("bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
        return builder.start();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(checkout.resolve("calls"));
    }

    private void executable(String file) throws IOException {
        Files.setPosixFilePermissions(checkout.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
