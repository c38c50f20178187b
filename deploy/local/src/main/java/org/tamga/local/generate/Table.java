package org.tamga.local.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** The words that synthetic records are made of: rows of tab-separated cells; the first line says what they are. */
record Table(List<List<String>> rows) {

    static Table of(String name) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Table.class.getResourceAsStream(name), name), StandardCharsets.UTF_8))) {
            return new Table(
                    lines.lines().filter(line -> !line.startsWith("#")).map(line -> List.of(line.split("\t"))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tables of the rows that begin with the same cell, by that cell. */
    Map<String, Table> byFirst() {
        return rows.stream().collect(Collectors.groupingBy(row -> row.get(0),
                Collectors.collectingAndThen(Collectors.toList(), Table::new)));
    }

    Table where(int column, String value) {
        return new Table(rows.stream().filter(row -> row.get(column).equals(value)).toList());
    }

    List<String> any(Random random) {
        return rows.get(random.nextInt(rows.size()));
    }
}
