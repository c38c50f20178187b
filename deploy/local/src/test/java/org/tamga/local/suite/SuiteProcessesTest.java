package org.tamga.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteProcessesTest {

    @TempDir
    Path parent;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void are_the_processes_that_name_the_folder_in_their_command_line() throws IOException {
        SuiteProcesses processes = new SuiteProcesses(DataFolder.open(parent.resolve("data")));
        Process ours = start(processes.marks().get(0));
        Process supervisor = start(processes.supervisorMark());
        Process others = start(new SuiteProcesses(DataFolder.open(parent.resolve("data2"))).marks().get(0));
        await().until(() -> processes.servers().equals(List.of(ours.toHandle())));
        assertEquals(List.of(supervisor.toHandle()), processes.supervisor());

        assertEquals(1, processes.end());
        assertFalse(ours.isAlive());
        assertTrue(others.isAlive());
    }

    @Test
    void are_none_where_nothing_was_started() {
        assertEquals(0, new SuiteProcesses(DataFolder.open(parent)).end());
    }

    @Test
    void do_not_stop_a_start_by_having_ended_in_between() throws Exception {
        SuiteProcesses processes = new SuiteProcesses(DataFolder.open(parent));
        Process ours = start(processes.marks().get(0));
        ours.destroyForcibly().waitFor();
        assertEquals(0, processes.end());
    }

    private Process start(String mark) throws IOException {
        Path begun = Files.createTempFile(parent, "begun", null);
        Process process = new ProcessBuilder("sh", "-c", "echo >\"$0\"; read forever", begun.toString(), mark).start();
        started.add(process);
        await().until(() -> Files.size(begun) > 0);
        return process;
    }
}
