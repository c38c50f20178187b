package org.tamga.local.cli;

import org.tamga.local.process.ServerNotStarted;
import org.tamga.local.suite.CannotStart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The commands behind the script {@code tamga} that need more than a shell. Exit codes: 0 done, 1 could not, 2 misused. */
@Command(name = "./tamga", subcommands = {Up.class, Supervise.class, Down.class, Status.class, Logs.class, Token.class,
        Load.class, Generate.class, Rebuild.class,
        Redrive.class, Restart.class}, description = "Runs Tamga on one machine.", synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Says how it is used.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine main = new CommandLine(new Main());
        Generate.addSizes(main.getSubcommands().get("generate").getCommandSpec());
        main.setCaseInsensitiveEnumValuesAllowed(true);
        return main.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            // What a person can do something about comes as one line, anything else with all we know.
            if (failure instanceof CannotStart || failure instanceof ServerNotStarted) {
                commandLine.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
    }
}
