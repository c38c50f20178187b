package org.tamga.local.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A suite that a program starts for itself by the script {@code tamga}, on a data folder of its own and without a limit to the rate of
 * requests. It ends with the program, however that ends but by {@code kill -9}.
 */
public final class ScriptedSuite implements AutoCloseable {

    private final Path checkout;
    private final Path data;
    private final Ports ports;
    private final ProcessBuilder.Redirect output;
    /** What started it; null where nothing was started yet, or all was stopped again. */
    private Process up;

    /**
     * @param checkout whose build it runs
     * @param output where goes what the script says
     */
    public ScriptedSuite(Path checkout, Path data, Ports ports, ProcessBuilder.Redirect output) {
        this.checkout = checkout;
        this.data = data;
        this.ports = ports;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(new Thread(this::endWithProgram, "end of the suite"));
    }

    /**
     * Starts it, and returns when all is ready.
     *
     * @param options further ones of {@code ./tamga up}
     * @throws IOException if it does not start, such as where another runs with these data already
     */
    public void up(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--port", Integer.toString(ports.base()),
                "--replicas", Integer.toString(ports.replicas())));
        arguments.addAll(List.of(options));
        Process script;
        synchronized (this) {
            script = start(arguments);
            up = script;
        }
        await(script, arguments);
    }

    /** Stops what was started here, and nothing else that runs with these data. */
    @Override
    public synchronized void close() throws IOException, InterruptedException {
        if (up == null) {
            return;
        }
        // One that is still starting stops all by itself.
        up.destroy();
        boolean started = up.waitFor() == 0;
        up = null;
        if (started) {
            List<String> down = List.of("down");
            await(start(down), down);
        }
    }

    private void endWithProgram() {
        try {
            close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("tamga").toString()));
        command.addAll(arguments);
        command.addAll(List.of("--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output).redirectError(output);
        builder.environment().put("TAMGA_REQUESTS_RATE_LIMIT_ENABLED", "false");
        // Built before the program began, and not anew in the middle of what it does.
        builder.environment().put("TAMGA_BUILT", "1");
        return builder.start();
    }

    private static void await(Process script, List<String> arguments) throws IOException, InterruptedException {
        int exit = script.waitFor();
        if (exit != 0) {
            throw new IOException("./tamga " + String.join(" ", arguments) + " ended with " + exit);
        }
    }
}
