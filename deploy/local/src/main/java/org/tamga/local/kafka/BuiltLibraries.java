package org.tamga.local.kafka;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

import org.tamga.local.process.ServerNotStarted;

/**
 * What the build of {@code deploy/local} left in a checkout.
 *
 * @param module the folder {@code deploy/local}
 */
public record BuiltLibraries(Path module) {

    /** The first Java whose JVM makes such an archive by itself. */
    private static final int FIRST_TO_ARCHIVE = 19;

    /**
     * Looks in this folder and in those above it.
     *
     * @throws ServerNotStarted if there is no built {@code deploy/local}
     */
    public static BuiltLibraries above(Path start) {
        for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path module = folder.resolve("deploy/local");
            if (Files.isDirectory(module.resolve("target/lib")) && Files.isDirectory(module.resolve("target/classes"))) {
                return new BuiltLibraries(module);
            }
        }
        throw new ServerNotStarted("There is no built deploy/local above " + start.toAbsolutePath()
                + "; in the checkout's root run: mvn -pl deploy/local package");
    }

    /**
     * For {@code java -cp}: the classes of this module that this JVM itself uses, which in another module's tests are those of the
     * installed jar, and the libraries.
     */
    public String classPath() {
        return ownClasses() + File.pathSeparator + module.resolve("target/lib") + File.separator + "*";
    }

    /**
     * By which a JVM takes its classes from an archive, and leaves one when it ends in good order where there is none that fits: of the
     * processor's time that a broker's start takes it saves two fifths. What does not fit is left aside without a word.
     */
    List<String> archive() {
        if (Runtime.version().feature() < FIRST_TO_ARCHIVE) {
            return List.of();
        }
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + module.resolve("target/kafka.jsa"),
                "-Xlog:disable",
                "-Xlog:all=error");
    }

    private Path ownClasses() {
        CodeSource source = BuiltLibraries.class.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation().getProtocol().equals("file")) {
            Path classes = Path.of(URI.create(source.getLocation().toString()));
            return Files.isDirectory(classes) ? jarOf(classes) : classes;
        }
        return module.resolve("target/classes");
    }

    /** The jar that was built of them, for an archive is of jars alone; they themselves where the broker is newer than it. */
    private static Path jarOf(Path classes) {
        Path broker = classes.resolve(KafkaBroker.class.getName().replace('.', '/') + ".class");
        try (var jars = Files.newDirectoryStream(classes.getParent(), "tamga-local-*.jar")) {
            for (Path jar : jars) {
                if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(broker)) >= 0) {
                    return jar;
                }
            }
        } catch (IOException e) {
            // No jar that can be read: the classes can.
        }
        return classes;
    }
}
