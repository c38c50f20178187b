package org.tamga.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies beside an application's jars to make its starts quick: classes that are loaded and linked, and which methods run much, as a
 * {@link Rehearsal} left them (JEP 483, 514, 515); until then, and on an older JVM, the class-data archive that the build made.
 *
 * @param jar the application's, in a folder of its own with all that it needs
 * @param java the JVM's version
 * @param options of the JVM
 */
record StartCache(Path jar, Runtime.Version java, List<String> options) {

    /** Since then one run makes it, and it holds the profiles of methods. */
    private static final int FIRST = 25;
    private static final String ARCHIVE = "app-cds.jsa";

    /** Whether this JVM makes such caches and there is none yet of just these jars, JVM and options. */
    boolean isWanted() throws IOException {
        return java.feature() >= FIRST && !Files.exists(file());
    }

    /**
     * By which a JVM that is started in the jar's folder takes up what is there. What does not fit is left aside without a word, and
     * the classes are loaded from the jars.
     */
    List<String> arguments() throws IOException {
        if (java.feature() >= FIRST && Files.exists(file())) {
            return List.of("-XX:AOTCache=" + file().getFileName(), "-XX:AOTMode=auto", "-Xlog:aot=off", "-Xlog:cds=off");
        }
        return Files.exists(jar.resolveSibling(ARCHIVE))
                ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }

    /** By which a JVM writes a cache when it ends; it counts only once it is {@link #keep kept}. */
    List<String> recording() throws IOException {
        return List.of("-XX:AOTCacheOutput=" + unfinished().getFileName(), "-Xlog:aot=off", "-Xlog:cds=off");
    }

    /**
     * Takes what was recorded for the starts to come, and deletes what was kept for others.
     *
     * @return whether there was anything
     */
    boolean keep() throws IOException {
        if (!Files.exists(unfinished())) {
            return false;
        }
        Files.move(unfinished(), file(), StandardCopyOption.ATOMIC_MOVE);
        for (Path other : list("app-*.aot")) {
            if (!other.equals(file())) {
                Files.deleteIfExists(other);
            }
        }
        return true;
    }

    /** Deletes what an end that came too early left of a recording. */
    void discard() throws IOException {
        for (Path left : list("app-*.new*")) {
            Files.deleteIfExists(left);
        }
    }

    private List<Path> list(String names) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(jar.toAbsolutePath().getParent(), names)) {
            files.forEach(found::add);
        }
        return found;
    }

    private Path unfinished() throws IOException {
        return file().resolveSibling(file().getFileName() + ".new");
    }

    /** Named after all that it depends on, so that one of other jars, another JVM or other options is never looked at. */
    Path file() throws IOException {
        MessageDigest digest = sha256();
        digest.update((java + " " + System.getProperty("java.home") + " " + options + "\n").getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(jar.toAbsolutePath().getParent())) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                digest.update((file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar.toAbsolutePath().resolveSibling("app-" + HexFormat.of().formatHex(digest.digest(), 0, 8) + ".aot");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
