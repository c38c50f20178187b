package org.tamga.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;

/**
 * The image of an application. The same files give the same image: no entry has a time, an owner or an order of its own.
 *
 * @param time of every file and of the image
 */
record Image(String application, String tag, Instant time) {

    /** The user that the manifests run it as, too. */
    static final String USER = "10001:10001";

    private static final AbsoluteUnixPath ROOT = AbsoluteUnixPath.get("/");
    private static final AbsoluteUnixPath APPLICATION = AbsoluteUnixPath.get("/app");
    private static final AbsoluteUnixPath RUNTIME = AbsoluteUnixPath.get("/opt/java");
    private static final AbsoluteUnixPath SCRATCH = AbsoluteUnixPath.get("/tmp");

    /** What changes seldom comes first, so that a new version is a small download: libraries, then Quarkus' code, then ours. */
    private static final List<List<String>> LAYERS = List.of(List.of("lib"), List.of("quarkus"),
            List.of("app", "quarkus-run.jar", "app.aot", "app.jsa"));

    /**
     * Copies what the build left of an application. A start-up archive fits only jars of the same time as those it was made with,
     * which is why they get here the one that they have in the image.
     */
    void stage(Path quarkusApp, Path folder) throws IOException {
        for (var name : List.of("lib", "quarkus", "app", "quarkus-run.jar")) {
            try (Stream<Path> files = Files.walk(quarkusApp.resolve(name))) {
                for (var file : files.toList()) {
                    var copy = folder.resolve(quarkusApp.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                        Files.setLastModifiedTime(copy, FileTime.from(time));
                    }
                }
            }
        }
    }

    /**
     * Writes the image as a tar in the OCI layout.
     *
     * @param base a tar as {@code docker save} writes it, to build on; null for nothing
     * @param here files of this machine that are in the image in the same places
     * @param folder as {@link #stage} left it
     * @param arguments of the JVM
     * @return the image's digest
     */
    String write(Path tar, Path base, Set<Path> here, Path runtime, Path folder, List<String> arguments, Path cache)
            throws IOException, InterruptedException {
        try {
            return builder(base)
                    .setFileEntriesLayers(layers(base, here, runtime, folder, cache))
                    .setFormat(ImageFormat.OCI)
                    .setPlatforms(Set.of(new Platform(architecture(), "linux")))
                    .setCreationTime(time)
                    .setUser(USER)
                    .setWorkingDirectory(APPLICATION)
                    .setEntrypoint(entrypoint(arguments))
                    .setEnvironment(Map.of("LANG", "C.UTF-8", "QUARKUS_HTTP_HOST", "0.0.0.0", "QUARKUS_HTTP_PORT", "8080"))
                    .addExposedPort(Port.tcp(8080))
                    .setLabels(Map.of("org.opencontainers.image.title", "Tamga " + application,
                            "org.opencontainers.image.version", tag, "org.opencontainers.image.licenses", "Apache-2.0"))
                    .containerize(Containerizer.to(TarImage.at(tar).named("tamga/" + application + ":" + tag))
                            .setOfflineMode(true).setBaseImageLayersCache(cache).setApplicationLayersCache(cache)
                            .setToolName("tamga"))
                    .getDigest().toString();
        } catch (InvalidImageReferenceException e) {
            throw new CannotMake("No tag of an image: " + tag);
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException e) {
            throw new CannotMake("The image of " + application + " cannot be made: " + e.getMessage());
        }
    }

    private static JibContainerBuilder builder(Path base) {
        return base == null ? Jib.fromScratch() : Jib.from(TarImage.at(base));
    }

    private List<FileEntriesLayer> layers(Path base, Set<Path> here, Path runtime, Path folder, Path cache)
            throws IOException {
        var layers = new ArrayList<FileEntriesLayer>();
        if (base == null) {
            layers.add(system(cache));
        }
        if (!here.isEmpty()) {
            layers.add(inTheirPlaces(here));
        }
        layers.add(tree("runtime", RUNTIME, runtime, List.of(runtime)));
        for (var names : LAYERS) {
            layers.add(tree(names.get(0), APPLICATION, folder,
                    names.stream().map(folder::resolve).filter(Files::exists).toList()));
        }
        return layers;
    }

    private FileEntriesLayer inTheirPlaces(Set<Path> files) {
        var layer = FileEntriesLayer.builder().setName("here");
        // What is a link here, such as libc.so.6, is the file itself there.
        files.forEach(file -> layer.addEntry(file, AbsoluteUnixPath.get(file.toString()), permissions(file), time));
        return layer.build();
    }

    private FileEntriesLayer system(Path cache) throws IOException {
        var layer = FileEntriesLayer.builder().setName("system");
        layer.addEntry(Files.createDirectories(cache.resolve("empty")), SCRATCH, FilePermissions.fromOctalString("777"), time);
        for (var file : Map.of("passwd", "tamga:x:10001:10001:Tamga:/app:/sbin/nologin\n", "group", "tamga:x:10001:\n",
                "nsswitch.conf", "hosts: files dns\n").entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            layer.addEntry(Files.writeString(cache.resolve(file.getKey()), file.getValue()),
                    ROOT.resolve("etc/" + file.getKey()), FilePermissions.DEFAULT_FILE_PERMISSIONS, time);
        }
        return layer.build();
    }

    private FileEntriesLayer tree(String name, AbsoluteUnixPath there, Path here, List<Path> trees) throws IOException {
        var layer = FileEntriesLayer.builder().setName(name);
        for (var tree : trees) {
            var target = tree.equals(here) ? there : there.resolve(here.relativize(tree).toString());
            layer.addEntryRecursive(tree, target, (file, inImage) -> permissions(file), (file, inImage) -> time);
        }
        return layer.build();
    }

    private static FilePermissions permissions(Path file) {
        return Files.isDirectory(file) || Files.isExecutable(file)
                ? FilePermissions.DEFAULT_FOLDER_PERMISSIONS
                : FilePermissions.DEFAULT_FILE_PERMISSIONS;
    }

    private static List<String> entrypoint(List<String> arguments) {
        var entrypoint = new ArrayList<>(List.of(RUNTIME.resolve("bin/java").toString()));
        entrypoint.addAll(arguments);
        entrypoint.addAll(List.of("-jar", "quarkus-run.jar"));
        return entrypoint;
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
