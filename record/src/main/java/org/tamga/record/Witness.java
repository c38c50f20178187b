package org.tamga.record;

import java.sql.SQLException;
import java.util.UUID;

import org.tamga.record.database.Transaction;

/**
 * Is told of every change of every record, in the transaction that makes it: for what must stand or fall with the change. A
 * bean of this type is all that it takes.
 */
public interface Witness {

    /**
     * @param records the kind of record that has changed
     * @param author who changed it
     */
    <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException;

    /**
     * A day has come on which something of a record begins, ends or falls due, though nobody has written; in the transaction that
     * announces it.
     *
     * @param records the kind of record of which it does
     */
    default <C extends Record> void dayCame(Transaction transaction, Records<C> records, UUID id) throws SQLException {
    }
}
