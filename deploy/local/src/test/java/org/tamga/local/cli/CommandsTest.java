package org.tamga.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

class CommandsTest {

    @TempDir
    Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "up --port x", "up --port 80", "up --port 65529", "up more", "token",
            "token minister",
            "token operator --hours 0", "token operator --hours 100000", "token operator --as ", "load", "load a b", "logs a b",
            "generate", "generate --seed x", "generate --seed 1 --interests 1 --companies 0",
            "status more", "down --port 1", "rebuild", "rebuild nobody", "redrive", "redrive a b"})
    void say_how_they_are_used_when_misused(String line) {
        assertEquals(2, run(line.split(" ", -1)));
        assertTrue(err.toString().contains("Usage:"), err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "down", "logs", "rebuild mobility", "redrive events.gathering"})
    void say_in_one_line_that_nothing_was_ever_started(String command) {
        assertEquals(1, run((command + " --data " + folder.resolve("nothing")).split(" ")));
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void load_says_in_one_line_that_there_is_no_folder() {
        assertEquals(1, run("load", folder.resolve("nothing").toString()));
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void load_sends_nothing_of_a_folder_with_a_fault() throws IOException {
        Files.writeString(folder.resolve("01-companies.json"), "{");
        assertEquals(1, run("load", folder.toString(), "--to", "http://127.0.0.1:9", "--data", folder.toString()));
        assertTrue(err.toString().endsWith("Nothing was sent.\n"), err.toString());
    }

    @Test
    void up_says_in_one_line_that_its_folder_cannot_be_used() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(1, run("up", "--data", file.resolve("data").toString()));
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void token_prints_the_token_and_nothing_else() {
        assertEquals(0, run("token", "trade-editor", "operator", "--as", "aigerim", "--data", folder.toString()));
        assertTrue(out.toString().matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void status_says_that_nothing_runs() {
        run("token", "operator", "--data", folder.toString());
        assertEquals(1, run("status", "--data", folder.toString()));
        assertTrue(out.toString().contains("Nothing runs"));
    }

    @Test
    void logs_show_the_last_lines_of_a_log() throws IOException {
        run("token", "operator", "--data", folder.toString());
        out.getBuffer().setLength(0);
        Files.writeString(folder.resolve("logs/trade.log"), "line\n".repeat(300) + "the end\nnot a whole line");
        assertEquals(0, run("logs", "trade", "--data", folder.toString()));
        assertEquals("line\n".repeat(199) + "the end\n", out.toString());
    }

    @Test
    void logs_name_the_service_of_each_line_when_there_are_several() throws IOException {
        run("token", "operator", "--data", folder.toString());
        out.getBuffer().setLength(0);
        Files.writeString(folder.resolve("logs/trade.log"), "one\n");
        Files.writeString(folder.resolve("logs/tamga.log"), "two\n");
        assertEquals(0, run("logs", "--data", folder.toString()));
        assertEquals("tamga      | two\ntrade      | one\n", out.toString());
    }

    @Test
    void logs_of_an_application_are_those_of_its_processes() throws IOException {
        run("token", "operator", "--data", folder.toString());
        out.getBuffer().setLength(0);
        Files.writeString(folder.resolve("logs/trade-1.log"), "one\n");
        Files.writeString(folder.resolve("logs/trade-2.log"), "two\n");
        assertEquals(0, run("logs", "trade", "--data", folder.toString()));
        assertEquals("trade-1    | one\ntrade-2    | two\n", out.toString());
    }

    @Test
    void logs_refuse_a_service_that_there_is_not() {
        run("token", "operator", "--data", folder.toString());
        assertEquals(2, run("logs", "embassy", "--data", folder.toString()));
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        return commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
