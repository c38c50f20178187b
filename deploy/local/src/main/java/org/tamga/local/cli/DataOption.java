package org.tamga.local.cli;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** Which suite of this machine is meant: that of a data folder. */
final class DataOption {

    /** The script passes its own folder, so that it works from anywhere. */
    private static final Path CHECKOUT = Path.of(System.getProperty("org.tamga.local.checkout", "."));

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that keeps all data; default: .tamga beside the script.")
    private Path data;

    Path path() {
        return data == null ? CHECKOUT.resolve(".tamga") : data;
    }

    static Path checkout() {
        return CHECKOUT.toAbsolutePath().normalize();
    }
}
