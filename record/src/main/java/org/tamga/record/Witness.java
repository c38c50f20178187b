package org.tamga.record;

import java.sql.SQLException;

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
}
