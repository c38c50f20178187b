package org.tamga.local.postgres;

import java.util.List;

/** What a commit promises. */
public enum Durability {

    /** Committed is on the disk. */
    DURABLE("shared_buffers=128MB", "max_wal_size=2GB", "checkpoint_completion_target=0.9", "wal_compression=on"),

    /** Nothing survives a crash of the machine; several times as fast. For tests. */
    THROWAWAY("shared_buffers=64MB", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=1GB");

    private final List<String> settings;

    Durability(String... settings) {
        this.settings = List.of(settings);
    }

    List<String> settings() {
        return settings;
    }
}
