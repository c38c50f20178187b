package org.tamga.record;

import java.util.stream.Stream;

/** Records of things; a tag of the form {@code only:…} can be had by one thing at a time. */
class Things extends Records<Thing> {

    static final String TABLE = """
                                create table thing_version (colour text not null, size int, tags jsonb not null);
                                call two_time('thing');
                                """;

    Things(Ledger ledger) {
        super(ledger, "thing", Thing.class);
    }

    @Override
    protected Stream<Key> keys(Thing thing) {
        return thing.tags().stream().filter(tag -> tag.startsWith("only:")).map(tag -> new Key("tag", tag));
    }

    @Override
    protected Stream<String> countries(Thing thing) {
        return Stream.of("KZ");
    }
}
