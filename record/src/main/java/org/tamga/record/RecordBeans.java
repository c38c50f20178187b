package org.tamga.record;

import javax.sql.DataSource;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.tamga.record.database.Database;

/** Makes beans of what is plain Java. */
@Singleton
class RecordBeans {

    @Produces
    @Singleton
    Database database(DataSource dataSource) {
        return new Database(dataSource);
    }
}
