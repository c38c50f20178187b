package org.tamga.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * The Java runtime of the images: of the JDK that runs this, the modules that a service may want, without its tools.
 *
 * @param folder with {@code bin/java} in it
 */
record JavaRuntime(Path folder) {

    /** Beside Java SE what libraries reach for; the CLDR's words for the languages that pages are in. */
    private static final String MODULES = "java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management,jdk.naming.dns,"
            + "jdk.localedata,jdk.charsets,jdk.jfr";
    private static final String LANGUAGES = "en,ru,ko,kk";

    /** Since then a cache holds linked classes, and one run makes it (JEP 514). */
    private static final int AOT_CACHE = 25;

    /**
     * @param folder does not exist yet
     * @param time of its files, which a start-up archive looks at
     */
    static JavaRuntime linkInto(Path folder, Instant time) throws IOException, InterruptedException {
        var jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new CannotMake("There is no " + jlink + "; images need a whole JDK.");
        }
        Program.run(folder.getParent(), List.of(jlink.toString(), "--add-modules", MODULES,
                "--include-locales=" + LANGUAGES, "--strip-debug", "--no-header-files", "--no-man-pages",
                feature() >= 21 ? "--compress=zip-6" : "--compress=2", "--output", folder.toString()));
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
        if (feature() < AOT_CACHE) {
            // The archive of the JDK's own classes, which that of an application's rests on.
            Program.run(folder, List.of(folder.resolve("bin/java").toString(), "-Xshare:dump"));
        }
        return new JavaRuntime(folder);
    }

    /**
     * Lets a jar of Quarkus start, in its folder, up to where it would begin to work, and leaves beside it what makes later starts quick.
     *
     * @return the arguments that a JVM takes it up by, in that folder
     */
    List<String> rehearse(Path jar) throws IOException, InterruptedException {
        var aot = feature() >= AOT_CACHE;
        Program.run(jar.getParent(), List.of(folder.resolve("bin/java").toString(), "-XX:+UseSerialGC",
                aot ? "-XX:AOTCacheOutput=app.aot" : "-XX:ArchiveClassesAtExit=app.jsa",
                "-Dquarkus.appcds.generate=true", "-jar", jar.getFileName().toString()));
        // One that does not fit, as under other flags, is left aside without a word.
        return aot
                ? List.of("-XX:AOTCache=app.aot", "-XX:AOTMode=auto", "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:SharedArchiveFile=app.jsa", "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private static int feature() {
        return Runtime.version().feature();
    }
}
