package org.tamga.gateway.webhook;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.tamga.commons.database.SqlStates;
import org.tamga.commons.problem.Problem;

/**
 * The gateway's own database. The gateway is ready without it, for routes, pages and the change stream need none; what does is
 * answered with 503 meanwhile, and deliveries wait.
 */
@Singleton
@Default
@Readiness
class Records implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Records.class);
    private static final long RETRY_SECONDS = 2;

    private final Jdbi jdbi;
    private final Flyway flyway;
    private final CompletableFuture<Void> prepared = new CompletableFuture<>();
    private volatile boolean refused;

    Records(DataSource database, Flyway flyway) {
        this.jdbi = Jdbi.create(database);
        this.flyway = flyway;
    }

    /** Brings the tables up to date, as soon as the database is there. Called once, by the thread that then works with them. */
    void prepare() throws InterruptedException {
        for (var said = false;; said = true) {
            try {
                flyway.migrate();
                refused = false;
                prepared.complete(null);
                return;
            } catch (FlywayException e) {
                if (!SqlStates.mayComeRight(e)) {
                    if (!refused) {
                        LOG.error("The tables cannot be brought up to date, webhooks stand still.", e);
                    }
                    refused = true;
                } else if (!said) {
                    LOG.warnf("The gateway's database is away, webhooks stand still: %s", e.getMessage());
                }
                TimeUnit.SECONDS.sleep(RETRY_SECONDS);
            }
        }
    }

    /** Down where there is a database whose tables are not those that this version can go on from: an older one then serves on. */
    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("Records").status(!refused);
        return refused ? check.withData("waits for", "somebody to mend its migrations").build() : check.build();
    }

    /** Waits until the tables are there. */
    void await() throws InterruptedException {
        try {
            prepared.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("is never completed so", e);
        }
    }

    /**
     * Runs the work in one transaction.
     *
     * @throws Problem 503 where the database is away
     */
    <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        if (!prepared.isDone()) {
            throw away();
        }
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            if (isAway(e)) {
                var problem = away();
                problem.addSuppressed(e);
                throw problem;
            }
            throw e;
        }
    }

    /** The same for work without an answer. */
    void useTransaction(Work work) {
        inTransaction(handle -> {
            work.run(handle);
            return null;
        });
    }

    /**
     * Commits, and changes nothing. A recovery to an instant ends at the first commit after it; where the log has none, PostgreSQL refuses
     * to end it at all.
     */
    void commit() {
        useTransaction(handle -> handle.select("select pg_current_xact_id()::text").mapTo(String.class).one());
    }

    /** Work without an answer. */
    @FunctionalInterface
    interface Work {
        void run(Handle handle);
    }

    private static Problem away() {
        return Problem.unavailable("The gateway's database is not available just now.", 5);
    }

    private static boolean isAway(Throwable e) {
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return SqlStates.isAway(failure);
            }
        }
        return false;
    }
}
