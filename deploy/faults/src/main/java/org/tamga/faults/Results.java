package org.tamga.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The rounds of this run and of those before it, in a file. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Round> rounds;

    private Results(Path file, List<Round> rounds) {
        this.file = file;
        this.rounds = rounds;
    }

    /** Those of a file; none if there is none yet. */
    static Results of(Path file) throws IOException {
        return new Results(file, Files.exists(file)
                ? new ArrayList<>(JSON.readValue(Files.readString(file), new TypeReference<List<Round>>() {
                }))
                : new ArrayList<>());
    }

    void add(Round round) throws IOException {
        rounds.add(round);
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rounds));
    }

    /** Those of a fault that lasted as long, on as many replicas. */
    List<Round> of(Fault fault, int awaySeconds, int replicas) {
        return rounds.stream().filter(round -> round.isOf(fault, awaySeconds, replicas)).toList();
    }
}
