package org.tamga.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;

import org.tamga.local.generate.Kind;
import org.tamga.local.generate.Synthetic;
import org.tamga.local.load.ImportReport;
import org.tamga.local.load.Importer;
import org.tamga.local.load.NoAnswer;
import org.tamga.local.suite.CannotStart;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.LocalLoader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamga generate}: makes synthetic records, as files or straight into a suite. */
@Command(name = "generate", description = "Makes synthetic records, marked as such: files of NDJSON, or straight into a suite.")
final class Generate implements Callable<Integer> {

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Option(names = "--seed", paramLabel = "N", required = true, description = "The same seed and numbers give the same bytes.")
    private long seed;
    @Option(names = "--out", paramLabel = "DIR", description = "Where the files are written; default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("synthetic");
    @Option(names = "--to", paramLabel = "URL", description = "Imports them there instead, with a token of --data's key.")
    private URI address;

    /** An option for each kind, with how many there are without it. */
    static void addSizes(CommandSpec spec) {
        for (Kind kind : Kind.values()) {
            spec.addOption(OptionSpec.builder(kind.option()).paramLabel("N").type(int.class)
                    .defaultValue(Integer.toString(kind.usual())).description("Default: ${DEFAULT-VALUE}.").build());
        }
    }

    @Override
    public Integer call() throws IOException {
        Map<Kind, Integer> sizes = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            sizes.put(kind, spec.findOption(kind.option()).getValue());
        }
        var faults = Kind.faults(sizes);
        if (!faults.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("\n", faults));
        }
        Synthetic synthetic = new Synthetic(seed, sizes);
        return address == null ? write(synthetic) : send(synthetic);
    }

    private int write(Synthetic synthetic) throws IOException {
        Files.createDirectories(folder);
        for (Kind kind : Kind.values()) {
            Path file = folder.resolve(kind.file());
            synthetic.write(kind, file);
            say(file + ": " + "%,d records".formatted(synthetic.size(kind)));
        }
        return 0;
    }

    private int send(Synthetic synthetic) throws IOException {
        boolean rejected = false;
        try (Importer importer = LocalLoader.importerTo(address, DataFolder.existing(data.path()))) {
            for (Kind kind : Kind.values()) {
                String name = kind.file().replace(".ndjson", "");
                Importer.Run run = importer.begin(name, this::say);
                for (int number = 0; number < synthetic.size(kind); number++) {
                    run.add(kind.path(), synthetic.record(kind, number).toString());
                }
                ImportReport report = run.end();
                report.problems().forEach(this::say);
                say(name + ": " + report.summary());
                rejected |= report.rejected() > 0;
            }
        } catch (NoAnswer e) {
            throw new CannotStart(e.getMessage());
        }
        return rejected ? 1 : 0;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
