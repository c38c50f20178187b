-- What has been announced of a record, for when it is withheld.
create index delivery_subject on delivery (subject);
