package org.tamga.testing.sample.unsound.company;

/** A breach of each rule but that of cycles. */
public final class Companies {

    private Companies() {
    }

    static final class CompanyTable {
    }

    static final class CompanyResource {

        CompanyTable table;

        void read(@jakarta.validation.constraints.NotNull String id) {
        }
    }

    static final class CompanyService {

        @jakarta.inject.Inject
        javax.sql.DataSource database;
        org.tamga.testing.Tokens another;
        org.apache.kafka.clients.producer.KafkaProducer<String, String> producer;

        @jakarta.transaction.Transactional
        void register() {
        }

        @jakarta.inject.Inject
        void setProducer(org.apache.kafka.clients.producer.KafkaProducer<String, String> value) {
            producer = value;
        }
    }
}
