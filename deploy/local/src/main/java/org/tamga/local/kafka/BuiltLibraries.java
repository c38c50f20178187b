package org.tamga.local.kafka;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

import org.tamga.local.process.ServerNotStarted;

/**
 * What the build of {@code deploy/local} left in a checkout.
 *
 * @param module the folder {@code deploy/local}
 */
public record BuiltLibraries(Path module) {

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

    private Path ownClasses() {
        CodeSource source = BuiltLibraries.class.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation().getProtocol().equals("file")) {
            return Path.of(URI.create(source.getLocation().toString()));
        }
        return module.resolve("target/classes");
    }
}
