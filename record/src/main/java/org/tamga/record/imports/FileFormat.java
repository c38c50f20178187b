package org.tamga.record.imports;

import java.util.Set;

import org.tamga.record.Records;

/** A format that is told once what it is called and whose it is; what is left to write is how it reads. */
public abstract class FileFormat<C extends Record> implements ImportFormat {

    private final String name;
    private final Records<C> records;
    private final String title;
    private final String publisher;
    private final Set<String> mediaTypes;

    /** The parameters are what the methods of the same names give. */
    protected FileFormat(String name, Records<C> records, String title, String publisher, String... mediaTypes) {
        this.name = name;
        this.records = records;
        this.title = title;
        this.publisher = publisher;
        this.mediaTypes = Set.of(mediaTypes);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Records<C> records() {
        return records;
    }

    @Override
    public final Set<String> mediaTypes() {
        return mediaTypes;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final String publisher() {
        return publisher;
    }
}
