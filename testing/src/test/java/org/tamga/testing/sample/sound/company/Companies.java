package org.tamga.testing.sample.sound.company;

/** Shapes as they should be. */
public final class Companies {

    private Companies() {
    }

    static final class CompanyTable {
    }

    static final class CompanyRecords {

        private final javax.sql.DataSource database;
        private final CompanyTable table = new CompanyTable();

        CompanyRecords(javax.sql.DataSource database) {
            this.database = database;
        }

        @jakarta.transaction.Transactional
        public String register() {
            return database.toString() + table;
        }
    }

    static final class CompanyResource {

        private final CompanyRecords records;

        @jakarta.inject.Inject
        CompanyResource(CompanyRecords records) {
            this.records = records;
        }

        public String register() {
            return records.register();
        }
    }
}
