package org.tamga.local.process;

/** A server of one machine that can be started, and started again after it stopped or died. */
public interface LocalServer {

    /** For the names of files and for commands; such as {@code postgresql}. */
    String name();

    /** For people; such as {@code PostgreSQL 18.4.0}. */
    String title();

    /** Where it listens, on 127.0.0.1. */
    int port();

    /**
     * Starts it and returns when it serves.
     *
     * @throws ServerNotStarted if it does not come up
     */
    void start();

    /** What {@link #start()} started last, as soon as there is a process; null before. */
    Server server();

    /** Ends it in good order, by force if that takes too long; does nothing if it does not run. */
    void stop();
}
