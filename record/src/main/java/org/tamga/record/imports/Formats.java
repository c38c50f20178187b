package org.tamga.record.imports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.record.Records;

/** The formats in which collections take files. */
@Singleton
public class Formats {

    private final Instance<ImportFormat> own;
    private final Instance<Records<?>> records;

    Formats(Instance<ImportFormat> own, Instance<Records<?>> records) {
        this.own = own;
        this.records = records;
    }

    /** Those of a collection: what every one takes, and the room's own. */
    public List<ImportFormat> of(Records<?> records) {
        return Stream.concat(Stream.of(new Ndjson<>(records), new Csv<>(records)),
                own.stream().filter(format -> format.records() == records)).toList();
    }

    /** The format of that name of the collection that is announced on that topic. */
    Optional<ImportFormat> find(String topic, String name) {
        return records.stream().filter(one -> one.topic().equals(topic)).flatMap(one -> of(one).stream())
                .filter(format -> format.name().equals(name)).findFirst();
    }
}
