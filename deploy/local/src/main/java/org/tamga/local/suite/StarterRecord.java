package org.tamga.local.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.tamga.local.load.LoadReport;
import org.tamga.local.load.NoAnswer;
import org.tamga.local.load.RecordFile;
import org.tamga.local.load.RecordFolder;
import org.tamga.local.load.UnreadableRecords;

/** The record that a new suite begins with, {@code deploy/data}; loaded once. */
final class StarterRecord {

    private static final int LINES = 10;
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Path records;
    private final DataFolder folder;
    private final Ports ports;

    StarterRecord(Path checkout, DataFolder folder, Ports ports) {
        this.records = checkout.resolve("deploy/data");
        this.folder = folder;
        this.ports = ports;
    }

    /**
     * Loads it, unless it was loaded to its end before; the next start tries again if anything of it is refused.
     *
     * @return whether all of it is recorded
     */
    boolean loadOnce(Consumer<String> out) throws IOException {
        if (Files.exists(folder.starterLoaded()) || !Files.isDirectory(records)) {
            return true;
        }
        try {
            List<RecordFile> files = RecordFolder.read(records);
            LoadReport report = LocalLoader.to(URI.create("http://127.0.0.1:" + ports.base()), folder).load(files, SETTLING,
                    line -> {
                    });
            out.accept("Starter record   " + report.summary());
            report.lines().stream().limit(LINES).forEach(out);
            if (report.lines().size() > LINES) {
                out.accept("… and " + (report.lines().size() - LINES) + " more; ./tamga load deploy/data names all.");
            }
            if (!report.hasRefusals()) {
                Files.writeString(folder.starterLoaded(), report.summary() + "\n");
                return true;
            }
        } catch (UnreadableRecords e) {
            out.accept("Starter record   not loaded:");
            e.faults().forEach(out);
        } catch (NoAnswer e) {
            out.accept("Starter record   not loaded: " + e.getMessage());
        }
        return false;
    }
}
