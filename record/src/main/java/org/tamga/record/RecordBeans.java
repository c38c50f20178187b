package org.tamga.record;

import java.time.Duration;

import javax.sql.DataSource;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.record.database.Database;

/** Makes beans of what is plain Java. */
@Singleton
class RecordBeans {

    @Produces
    @Singleton
    Database database(DataSource dataSource, @ConfigProperty(name = "tamga.database.patience") Duration patience) {
        return new Database(dataSource, patience);
    }
}
