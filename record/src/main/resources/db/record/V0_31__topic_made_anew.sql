-- The topic of states that a subscription's copy was built from, by the id that Kafka gives each topic that is made; null where a
-- version built it that did not note this. And the one that was found in its place, from which nothing is built until an operator
-- asks once more: noted only where one has asked for the rebuild already.
alter table subscription
  add built_from text,
  add found_instead text,
  add asked_by_operator boolean not null default false;
