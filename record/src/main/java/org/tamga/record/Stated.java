package org.tamga.record;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a period states, and by which sources. What was read from the database is made into objects only when somebody asks for
 * it: most reads only pass on what is stored.
 */
public final class Stated<C> {

    private C content;
    private List<Citation> sources;
    private Supplier<C> readContent;
    private Supplier<List<Citation>> readSources;
    private final Object[] fields;
    private final String sourcesJson;

    Stated(C content, List<Citation> sources) {
        this.content = content;
        this.sources = sources;
        this.fields = null;
        this.sourcesJson = null;
    }

    /**
     * As a row has it.
     *
     * @param fields the values of the fields' columns in the order of the fields; JSON as text
     * @param sourcesJson the column of the sources
     */
    Stated(Object[] fields, String sourcesJson, Supplier<C> readContent, Supplier<List<Citation>> readSources) {
        this.fields = fields;
        this.sourcesJson = sourcesJson;
        this.readContent = readContent;
        this.readSources = readSources;
    }

    C content() {
        if (readContent != null) {
            content = readContent.get();
            readContent = null;
        }
        return content;
    }

    List<Citation> sources() {
        if (readSources != null) {
            sources = readSources.get();
            readSources = null;
        }
        return sources;
    }

    /** True if it was read from a row, so that what is stored can be passed on. */
    boolean isStored() {
        return fields != null;
    }

    /** The value of a field's column, or null. */
    Object field(int index) {
        return fields[index];
    }

    String sourcesJson() {
        return sourcesJson;
    }
}
