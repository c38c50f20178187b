package org.tamga.record;

import java.time.Duration;
import java.util.Locale;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.Validation;
import jakarta.validation.Validator;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.validator.HibernateValidator;
import org.tamga.record.database.Database;

/** Makes beans of what is plain Java. */
@Singleton
class RecordBeans {

    @Produces
    @Singleton
    Database database(DataSource dataSource, @ConfigProperty(name = "tamga.database.patience") Duration patience) {
        return new Database(dataSource, patience);
    }

    /**
     * Made when the first write needs it, and of each kind of record when the first of them is written. Quarkus' own extension looks
     * at every class that has a constraint while the service starts, which took a fourth of that.
     */
    @Produces
    @ApplicationScoped
    Validator validator() {
        return Validation.byProvider(HibernateValidator.class).configure().ignoreXmlConfiguration()
                .locales(Locale.ENGLISH).defaultLocale(Locale.ENGLISH).buildValidatorFactory().getValidator();
    }
}
