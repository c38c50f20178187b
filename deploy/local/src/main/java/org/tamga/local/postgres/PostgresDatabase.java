package org.tamga.local.postgres;

/**
 * How to connect to a database.
 *
 * @param url a JDBC URL without credentials
 */
public record PostgresDatabase(String url, String username, String password) {}
