-- What lists count and choose from, by an index alone.

DROP INDEX devices_model_age;
CREATE INDEX devices_model_age ON devices (model, state, purchased_on, joined_into);
CREATE INDEX people_present ON people (sort_name, id) WHERE active = 1;
CREATE INDEX people_present_kind ON people (kind, sort_name, id) WHERE active = 1;
CREATE INDEX locations_choice ON locations (kind, name, retired_at, code, id);
