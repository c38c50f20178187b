package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.suite.SuiteStatus.Phase;

class SuiteStatusTest {

    @TempDir
    Path parent;

    @Test
    void is_none_where_its_supervisors_process_id_is_anothers_by_now() throws Exception {
        DataFolder folder = DataFolder.open(parent);
        new SuiteStatus(ProcessHandle.current().pid(), 8080, Phase.UP, false, List.of()).write(folder);
        assertEquals(Optional.empty(), SuiteStatus.read(folder));
    }
}
