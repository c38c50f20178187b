package org.tamga.record;

import java.time.Duration;
import java.util.Locale;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.Validation;
import jakarta.validation.Validator;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.validator.HibernateValidator;
import org.tamga.commons.Settled;
import org.tamga.record.database.Database;
import org.tamga.record.database.Schema;

/** Makes beans of what is plain Java. */
@Singleton
class RecordBeans {

    @Produces
    @Singleton
    Database database(DataSource dataSource, @ConfigProperty(name = "tamga.database.patience") Duration patience,
            Schema schema) {
        return new Database(dataSource, patience, schema::isCurrent);
    }

    /**
     * Made at the first question or write that is to be validated, or once the application has {@linkplain Settled settled}; what there
     * is to know of a kind of record when the first of it is. Quarkus' own extension looks at every class that has a constraint while
     * the service starts, which took a fourth of that.
     */
    @Produces
    @ApplicationScoped
    Validator validator() {
        return Validation.byProvider(HibernateValidator.class).configure().ignoreXmlConfiguration()
                .locales(Locale.ENGLISH).defaultLocale(Locale.ENGLISH).buildValidatorFactory().getValidator();
    }

    /** Every write has a source. */
    void validate(@Observes Settled settled, Validator validator) {
        validator.validate(new Citation(Citation.Type.DATASET, "-", null, null, null, null, null, null, null, null));
    }
}
