package org.tamga.local.suite;

/** Why a command cannot do its work; the message is one line for the person at the terminal. */
public class CannotStart extends RuntimeException {

    public CannotStart(String message) {
        super(message);
    }
}
