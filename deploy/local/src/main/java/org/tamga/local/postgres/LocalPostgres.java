package org.tamga.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.tamga.local.Versions;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.LocalServer;
import org.tamga.local.process.Server;
import org.tamga.local.process.ServerNotStarted;

/**
 * One PostgreSQL server on loopback, whose folder is used again by the next start, also after a {@code kill -9}.
 * <p>
 * The folder holds {@code data} (PostgreSQL's own), {@code passwords.properties} and {@code server.log}. Connections are by TCP
 * with a password only; there is no Unix socket.
 */
public final class LocalPostgres implements LocalServer {

    private static final String SUPERUSER = "postgres";
    /** Starts that are tried while a killed server's memory is still in use. */
    private static final int ATTEMPTS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private final PostgresBinaries binaries;
    private final Durability durability;
    private final Lifetime lifetime;
    private final Passwords passwords;
    private final OrdinaryUser user = OrdinaryUser.ofThisProcess();
    private volatile Server server;

    /**
     * @param folder created by {@link #start()} if absent
     * @param port on 127.0.0.1
     */
    public LocalPostgres(Path folder, int port, PostgresBinaries binaries, Durability durability, Lifetime lifetime) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.binaries = binaries;
        this.durability = durability;
        this.lifetime = lifetime;
        this.passwords = new Passwords(this.folder.resolve("passwords.properties"));
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String title() {
        return "PostgreSQL " + Versions.ofThisBuild().postgres();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder);
            makeDataFolder();
            refuseOtherMajorVersion();
            for (int attempt = 1; !starts(attempt); attempt++) {
                FormerServer.pause();
            }
        } catch (IOException e) {
            throw new ServerNotStarted("PostgreSQL cannot use " + folder + ": " + e, e);
        }
    }

    /** False where the last of a killed server is ending just now, though it is no process any more that could be ended. */
    private boolean starts(int attempt) throws IOException {
        FormerServer.clear(data(), binaries.program("postgres"));
        // INT is PostgreSQL's fast shutdown, QUIT its immediate one.
        server = Server.start(new Server.Program("PostgreSQL", command(), Map.of(), folder, log(), "INT", "QUIT"), lifetime);
        try {
            server.await(this::accepts, PATIENCE);
            return true;
        } catch (ServerNotStarted e) {
            if (attempt == ATTEMPTS || !FormerServer.isStillThere(e)) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public Server server() {
        return server;
    }

    /** Ends the sessions that are open, writes a checkpoint and stops. */
    @Override
    public void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(30));
        }
    }

    /**
     * A database and a role of the same name that owns it; both are made if absent. Other roles may not connect to it. A transaction
     * in it may take 5 minutes, unless it asks for more: a forgotten one would hold back the relaying of changes for ever.
     *
     * @param name lower-case letters, digits and underscores
     * @throws ServerNotStarted if the server refuses
     */
    public PostgresDatabase database(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("Not a name for a database: " + name);
        }
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            String password = passwords.of(name);
            boolean known = exists(statement, "select from pg_roles where rolname = '" + name + "'");
            statement.execute((known ? "alter" : "create") + " role " + name + " login password '" + password + "'");
            if (!exists(statement, "select from pg_database where datname = '" + name + "'")) {
                statement.execute("create database " + name + " owner " + name);
            }
            statement.execute("alter database " + name + " set transaction_timeout = '5min'");
            statement.execute("revoke connect on database " + name + " from public");
            return new PostgresDatabase(url(name), name, password);
        } catch (SQLException | IOException e) {
            throw new ServerNotStarted("PostgreSQL refused to make the database " + name + ": " + e.getMessage(), e);
        }
    }

    /** The superuser's database, for looks into the server itself. */
    public PostgresDatabase superuser() {
        try {
            return new PostgresDatabase(url("postgres"), SUPERUSER, passwords.of(SUPERUSER));
        } catch (IOException e) {
            throw new ServerNotStarted("PostgreSQL's passwords cannot be read in " + folder + ": " + e, e);
        }
    }

    private void makeDataFolder() throws IOException {
        Path data = data();
        if (!Files.exists(data)) {
            // Made under another name first: an initdb that is killed leaves half a folder, which must not pass for a whole one.
            Path fresh = folder.resolve("data.new");
            delete(fresh);
            Files.createDirectory(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path passwordFile = Files.createTempFile(folder, "superuser", null);
            Files.writeString(passwordFile, passwords.of(SUPERUSER));
            try {
                user.own(fresh);
                user.own(passwordFile);
                initdb(fresh, passwordFile);
            } finally {
                Files.delete(passwordFile);
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        }
        user.own(data);
    }

    private void initdb(Path target, Path passwordFile) throws IOException {
        List<String> command = new ArrayList<>(user.prefix());
        // The built-in locale sorts the same on every system and in every version of its libraries. The system's own, which sorts
        // nothing, still tells pg_trgm and the parser of full text what a letter is: under C only a to z are.
        command.addAll(List.of(binaries.program("initdb").toString(), "-D", target.toString(), "-U", SUPERUSER,
                "--pwfile", passwordFile.toString(), "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
                "--lc-ctype", letters(), "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
        if (durability == Durability.THROWAWAY) {
            command.add("--no-sync");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        try {
            if (process.waitFor() != 0) {
                throw ServerNotStarted.withLog("PostgreSQL's initdb ended with exit code " + process.exitValue() + ":", log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerNotStarted("PostgreSQL's initdb was interrupted.", e);
        }
    }

    /** A locale that every system of its kind has, in which letters of all scripts are letters. */
    private static String letters() {
        return System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
    }

    private void refuseOtherMajorVersion() throws IOException {
        String made = Files.readString(data().resolve("PG_VERSION")).strip();
        String ours = Versions.ofThisBuild().postgres().replaceFirst("\\..*", "");
        if (!made.equals(ours)) {
            throw new ServerNotStarted("The data in " + folder + " was made by PostgreSQL " + made + ", this is " + ours
                    + ". Move the folder away, or run the version of Tamga that made it.");
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of(binaries.program("postgres").toString(), "-D", data().toString()));
        List<String> settings = new ArrayList<>(List.of("listen_addresses=127.0.0.1", "port=" + port,
                "unix_socket_directories=", "max_connections=200", "timezone=UTC", "log_timezone=UTC",
                // Passwords are 128 random bits, which nobody guesses. The 4,096 rounds that are meant for words that people think of
                // would have every service that starts compute for a sixth of its time.
                "scram_iterations=1",
                // A session that waits for a lock would else wait on for a client that is gone, and hold one of the connections.
                "client_connection_check_interval=2s",
                // Our queries are short; compiling them costs more than it saves.
                "jit=off"));
        settings.addAll(durability.settings());
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private boolean accepts() {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        PostgresDatabase database = superuser();
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
