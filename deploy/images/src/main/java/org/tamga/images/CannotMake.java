package org.tamga.images;

/** Why an image cannot be made; the message is for the person at the terminal. */
public class CannotMake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotMake(String message) {
        super(message);
    }
}
