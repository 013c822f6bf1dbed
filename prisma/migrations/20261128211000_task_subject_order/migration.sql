-- The first subject of a task, by its id: with an index of the task alone the planner may walk all subjects in the order of their ids instead.
CREATE INDEX task_subject_task_id_id_idx ON task_subject (task_id, id);
DROP INDEX task_subject_task_id_idx;
