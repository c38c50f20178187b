package org.tamga.local.process;

import java.io.IOException;

/** Signals of POSIX, of which Java itself sends only two. */
public final class Signals {

    private Signals() {
    }

    /**
     * Sends a signal; nothing happens if the process has ended by now.
     *
     * @param name without {@code SIG}
     */
    public static void send(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\" 2>/dev/null", name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ServerNotStarted("There is no shell to send a signal with: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
