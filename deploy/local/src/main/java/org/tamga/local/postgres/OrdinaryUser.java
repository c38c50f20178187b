package org.tamga.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.tamga.local.process.ServerNotStarted;

import com.sun.security.auth.module.UnixSystem;

/**
 * How PostgreSQL runs as an ordinary user when we are root, which it refuses to run as: in a user namespace in which nobody is
 * root, or, where the system grants none (as in many containers), as the user of id 65534, whom most systems call nobody.
 *
 * @param prefix goes before the command; empty if we are an ordinary user anyway
 * @param owner the id of the user and group who must own the data folder
 */
record OrdinaryUser(List<String> prefix, long owner) {

    private static final long NOBODY = 65534;

    static OrdinaryUser ofThisProcess() {
        UnixSystem us = new UnixSystem();
        if (us.getUid() != 0) {
            return new OrdinaryUser(List.of(), us.getUid());
        }
        if (succeeds("unshare", "-U", "true")) {
            return new OrdinaryUser(List.of("unshare", "-U"), 0);
        }
        String user = Long.toString(NOBODY);
        List<String> setpriv = List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups");
        if (succeeds("setpriv", "--reuid", user, "--regid", user, "--clear-groups", "true")) {
            return new OrdinaryUser(setpriv, NOBODY);
        }
        throw new ServerNotStarted(
                "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` works here to run it"
                        + " as another user. Start Tamga as an ordinary user.");
    }

    /** Gives the folder and all in it to the user, if it is not his. */
    void own(Path folder) throws IOException {
        int now = (Integer) Files.getAttribute(folder, "unix:uid");
        if (now != owner && !succeeds("chown", "-R", owner + ":" + owner, folder.toString())) {
            throw new IOException("cannot give " + folder + " to user " + owner);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
