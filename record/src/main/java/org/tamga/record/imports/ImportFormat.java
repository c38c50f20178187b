package org.tamga.record.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import org.tamga.record.Records;

/**
 * A file format in which a collection takes imports. A room supplies one as a bean; its collection's {@code …/import} then offers
 * it. What it reads it hands on row by row; locking, chunks, dry runs, jobs and the report are not its business.
 *
 * <pre>{@code
 * @Singleton
 * class ComtradeCsv implements ImportFormat { … }
 * }</pre>
 */
public interface ImportFormat {

    /** The value of {@code format=}, in kebab: {@code comtrade-csv}. */
    String name();

    /** The collection at whose address it is offered; its rows may be of others of the service too. */
    Records<?> records();

    /** What a Content-Type may say beside the general ones, such as {@code text/csv}. */
    Set<String> mediaTypes();

    /** The title of the citation where the request names none: what the format's files are commonly called; or null. */
    String title();

    /** The publisher of the citation where the request names none; or null. */
    String publisher();

    /** Query parameters that only this format has. */
    default Set<String> parameters() {
        return Set.of();
    }

    /**
     * True for one document, such as a JSON array or a table (a cell that cannot be told from its neighbours makes nonsense of all
     * that follows), which is refused as a whole where it is broken at its end: it is then read through once before the first of
     * its rows is recorded. False for lines, each of which stands for itself.
     */
    default boolean isOneDocument() {
        return true;
    }

    /**
     * True where a file gives the same rows, refusals and warnings whatever is recorded: one that is gone on with after its process ended
     * then goes on behind the last of them that landed. False where what is recorded may decide which there are, so that none can be
     * known by its number: the file is then taken in from its beginning, and what it has recorded already is unchanged.
     */
    default boolean givesTheSameEachTime() {
        return false;
    }

    /**
     * Reads a file in bounded memory. May be called more than once for one file, so it must have no effect but on {@code rows}.
     *
     * @param content decompressed; not to be closed
     * @throws org.tamga.commons.problem.Problem where the file as a whole is not what it should be (a 422 as a rule)
     */
    void read(InputStream content, ImportedFile file, Rows rows) throws IOException;
}
