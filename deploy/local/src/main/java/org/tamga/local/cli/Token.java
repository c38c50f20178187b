package org.tamga.local.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.tamga.local.suite.DataFolder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga token ROLE…}: prints a bearer token, and nothing else, on standard output. */
@Command(name = "token", description = "Prints a bearer token for the local suite.")
final class Token implements Callable<Integer> {

    private static final List<String> ROLES = List.of("events-editor", "trade-editor", "mobility-editor", "education-editor",
            "subscriber", "operator");
    private static final int LONGEST = 24 * 366;

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Parameters(paramLabel = "ROLE", arity = "1..*", description = "events-editor, trade-editor, mobility-editor, education-editor, subscriber, operator")
    private List<String> roles;
    @Option(names = "--as", paramLabel = "NAME", description = "Who records what is written with it; default: your login.")
    private String name = System.getProperty("user.name");
    @Option(names = "--hours", paramLabel = "N", description = "How long it is valid; default: ${DEFAULT-VALUE}.")
    private int hours = 12;

    @Override
    public Integer call() throws IOException {
        List<String> unknown = roles.stream().filter(role -> !ROLES.contains(role)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "No such role: " + String.join(", ", unknown) + ". There are " + String.join(", ", ROLES) + ".");
        }
        if (hours < 1 || hours > LONGEST) {
            throw new ParameterException(spec.commandLine(), "--hours must be from 1 to " + LONGEST + ".");
        }
        if (name.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--as must not be empty.");
        }
        String token = org.tamga.local.token.Token.of(name, roles, Duration.ofHours(hours))
                .signedWith(DataFolder.open(data.path()).keys());
        spec.commandLine().getOut().println(token);
        return 0;
    }
}
