package org.tamga.commons.database;

import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.inject.Singleton;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalDataSourceConfiguration.DataSourceImplementation;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.flyway.FlywayConfigurationCustomizer;

/**
 * How migrations reach the database. They have connections of their own, beside the pool, on which no limit holds that is there for
 * the application's transactions: a migration may take as long as its tables are large. What it must not do is hold others up: one
 * that finds a table in use gives up after a second and is tried again, for whoever asks for that table meanwhile waits behind it.
 */
@Singleton
public class Migrations implements FlywayConfigurationCustomizer {

    /** Also, that the server notices within two minutes that who migrates is gone: until then nobody else may. */
    private static final String NO_LIMITS = "set transaction_timeout = 0; set idle_in_transaction_session_timeout = 0;"
            + " set statement_timeout = 0;"
            + " set tcp_keepalives_idle = 60; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 6";
    private static final int UNTIL_IT_IS_FREE = -1;

    private final AgroalDataSource pool;

    Migrations(AgroalDataSource pool) {
        this.pool = pool;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.dataSource(connections()).lockRetryCount(UNTIL_IT_IS_FREE).callbacks(new GiveWay());
        // Of the session: the transaction of the other kind, idle as long as the script runs on another connection, is what `create index
        // concurrently` would wait for.
        flyway.getPluginRegister().getExact(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
    }

    private DataSource connections() {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .dataSourceImplementation(DataSourceImplementation.AGROAL_POOLLESS)
                    .connectionPoolConfiguration(each -> each.maxSize(5).connectionFactoryConfiguration(unlimited(
                            pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration()))));
        } catch (SQLException e) {
            throw new FlywayException("Migrations cannot have connections of their own", e);
        }
    }

    private static AgroalConnectionFactoryConfigurationSupplier unlimited(AgroalConnectionFactoryConfiguration pooled) {
        var factory = new AgroalConnectionFactoryConfigurationSupplier()
                .connectionProviderClass(pooled.connectionProviderClass())
                .jdbcUrl(pooled.jdbcUrl())
                .principal(pooled.principal());
        pooled.credentials().forEach(factory::credential);
        pooled.jdbcProperties().stringPropertyNames()
                .forEach(name -> factory.jdbcProperty(name, pooled.jdbcProperties().getProperty(name)));
        return factory.jdbcProperty("socketTimeout", "0").initialSql(NO_LIMITS);
    }

    /** In its own transaction; a script that has none, as {@code create index concurrently}, locks nobody out and may wait. */
    private static final class GiveWay extends BaseCallback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("set local lock_timeout = '1s'");
            } catch (SQLException e) {
                throw new FlywayException("A migration cannot be told to give way", e);
            }
        }
    }
}
