package org.tamga.local.load;

import java.net.URI;

/** The API did not answer however long we tried, or lets us in no more: the load ends here. */
public class NoAnswer extends RuntimeException {

    NoAnswer(URI address, String why) {
        super(address + ": " + why);
    }
}
