package org.tamga.endtoend;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/**
 * A copy of a service's build in which some classes are compiled from changed sources: the service's next version, or one that is
 * broken on purpose.
 */
final class ChangedBuild {

    private final Path build;

    private ChangedBuild(Path build) {
        this.build = build;
    }

    /**
     * Copies a build.
     *
     * @param service the service's folder in the checkout
     * @param into where the copy comes to stand, with the jar that starts it
     */
    static ChangedBuild of(Path service, Path into) throws IOException {
        copy(service.resolve("target/quarkus-app"), into);
        return new ChangedBuild(into);
    }

    /**
     * Compiles a source anew.
     *
     * @param change must change something
     */
    ChangedBuild with(Path source, UnaryOperator<String> change) throws IOException {
        var before = Files.readString(source);
        var after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException(source + " is not what it was when this test was written: nothing was changed");
        }
        var folder = Files.createTempDirectory(build, "changed");
        var changed = Files.writeString(folder.resolve(source.getFileName()), after);
        var classes = Files.createDirectory(folder.resolve("classes"));
        var compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-parameters", "-proc:none", "-nowarn",
                "--release", "17", "-cp", jars().stream().map(Path::toString).collect(Collectors.joining(":")),
                "-d", classes.toString(), changed.toString());
        if (compiled != 0) {
            throw new IllegalStateException(source + " cannot be compiled as it was changed");
        }
        for (var name : files(classes)) {
            replace(classes.relativize(name), name);
        }
        return this;
    }

    Path folder() {
        return build;
    }

    private void replace(Path name, Path compiled) throws IOException {
        var replaced = 0;
        for (var jar : jars()) {
            try (var archive = FileSystems.newFileSystem(jar)) {
                var there = archive.getPath("/" + name);
                if (Files.exists(there.getParent()) && jar.getFileName().toString().contains("tamga")) {
                    Files.copy(compiled, there, StandardCopyOption.REPLACE_EXISTING);
                    replaced++;
                }
            }
        }
        if (replaced != 1) {
            throw new IllegalStateException(name + " is in " + replaced + " jars");
        }
    }

    private List<Path> jars() throws IOException {
        return files(build).stream().filter(file -> file.toString().endsWith(".jar")).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
