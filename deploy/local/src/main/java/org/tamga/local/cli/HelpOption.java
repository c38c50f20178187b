package org.tamga.local.cli;

import picocli.CommandLine.Option;

/** How a command is used. */
final class HelpOption {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Says how it is used.")
    private boolean asked;
}
