package org.tamga.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server ended, or was not ready in time. The message is fit for the person at the terminal. */
public class ServerNotStarted extends RuntimeException {

    public ServerNotStarted(String message) {
        super(message);
    }

    public ServerNotStarted(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The same, with the last lines of the server's log.
     *
     * @param log may not exist yet
     */
    public static ServerNotStarted withLog(String message, Path log) {
        return new ServerNotStarted(message + "\n" + lastLines(log) + "\n(whole log: " + log + ")");
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
