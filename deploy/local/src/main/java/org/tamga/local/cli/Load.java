package org.tamga.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.tamga.local.load.LoadReport;
import org.tamga.local.load.NoAnswer;
import org.tamga.local.load.RecordFile;
import org.tamga.local.load.RecordFolder;
import org.tamga.local.load.UnreadableRecords;
import org.tamga.local.suite.CannotStart;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.LocalLoader;
import org.tamga.local.suite.SuiteStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga load DIR}: PUTs a folder of record files through the API. */
@Command(name = "load", description = "PUTs a folder of record files through the API; again changes nothing.")
final class Load implements Callable<Integer> {

    private static final Duration SETTLING = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Parameters(paramLabel = "DIR", description = "Holds citations.json and files named like 01-companies.json.")
    private Path folder;
    @Option(names = "--to", paramLabel = "URL", description = "Where the API is; default: the suite that runs.")
    private URI address;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(folder)) {
            throw new CannotStart("There is no folder " + folder + ".");
        }
        try {
            List<RecordFile> files = RecordFolder.read(folder);
            DataFolder suite = DataFolder.existing(data.path());
            LoadReport report = LocalLoader.to(address == null ? gateway(suite) : address, suite).load(files, SETTLING,
                    line -> {
                        out.println(line);
                        out.flush();
                    });
            report.lines().forEach(out::println);
            out.println("Records: " + report.summary());
            return report.hasRefusals() ? 1 : 0;
        } catch (UnreadableRecords e) {
            throw new CannotStart(e.getMessage() + "\nNothing was sent.");
        } catch (NoAnswer e) {
            throw new CannotStart(e.getMessage());
        }
    }

    private static URI gateway(DataFolder suite) {
        return SuiteStatus.read(suite)
                .map(status -> URI.create("http://127.0.0.1:" + status.port()))
                .orElseThrow(() -> new CannotStart("Tamga does not run with the data in " + suite.path()
                        + "; ./tamga up starts it, --to names another."));
    }
}
