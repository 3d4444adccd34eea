-- Orders of the list of people.

CREATE INDEX people_gone ON people (sort_name, id) WHERE active = 0;
CREATE INDEX people_grade ON people (grade, sort_name, id) WHERE grade IS NOT NULL;
