package org.tamga.record.database;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.tamga.commons.database.SqlStates;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The service's tables, brought up to date as it starts, before anything else works with them. A service that starts before its
 * database lives and answers, says that it is not ready and what it waits for, and goes on by itself; until then the
 * {@link Database} is away for all that asks it.
 */
@Singleton
@Default
@Readiness
public class Schema implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Flyway flyway;
    private final MigrationMark mark;
    private final Thread waiting = new Thread(this::await, "schema");
    private volatile boolean current;

    Schema(Flyway flyway) {
        this.flyway = flyway;
        this.mark = new MigrationMark(flyway.getConfiguration());
    }

    /** Where the database is there, all that starts after this finds its tables. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (!migrates()) {
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        waiting.interrupt();
    }

    /** True from when the tables are as this version of the service wants them. */
    public boolean isCurrent() {
        return current;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("Schema").status(current);
        return current ? check.build() : check.withData("waits for", "the database, to bring its tables up to date").build();
    }

    private void await() {
        try {
            var wait = SHORTEST_WAIT;
            do {
                Thread.sleep(wait.toMillis());
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            } while (!migrates());
            LOG.info("The database is there.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The tables cannot be brought up to date.", e);
            Quarkus.asyncExit(1);
        }
    }

    /**
     * False where the database is away, or others are in the way of a migration.
     *
     * @throws FlywayException where its tables are not those that this version can go on from
     */
    private boolean migrates() {
        try {
            if (!isAsLeft()) {
                flyway.migrate();
                leaveMark();
            }
            current = true;
        } catch (FlywayException | SQLException e) {
            if (e instanceof FlywayException its && !SqlStates.mayComeRight(its)) {
                throw its;
            }
            LOG.warnf("The service waits for its database: %s", e.getMessage().strip().lines().findFirst().orElse(""));
        }
        return current;
    }

    /** Where that cannot be told, Flyway tells. */
    private boolean isAsLeft() throws SQLException {
        try {
            return mark.isThere();
        } catch (SQLException e) {
            if (SqlStates.mayComeRight(e)) {
                throw e;
            }
            return false;
        }
    }

    /** Where it cannot – the tables are another user's, say – the next start takes longer. */
    private void leaveMark() {
        try {
            mark.leave();
        } catch (SQLException | RuntimeException e) {
            LOG.infof("The next start will look at every migration again: %s", e.getMessage());
        }
    }
}
