//! What the workflow engine reports of an order: parsing, with limits, of what it sends.

use serde::{Deserialize, Serialize};

use crate::{
    order::{OrderStatus, Task},
    text::{self, FieldError, FieldErrors},
    time::is_utc,
};

/// Longest message of an order or of a task, in characters.
pub const MAX_MESSAGE: usize = 2000;
/// Most tasks of an order.
pub const MAX_TASKS: usize = 200;
/// Longest name of a task, in characters.
pub const MAX_TASK_NAME: usize = 128;

/// A report as it was sent; kept as it is until it parses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderReportForm {
    /// Which attempt of the order it is about, as the engine was told with the order.
    pub attempt: u32,
    /// `running`, `success`, `success_with_warnings` or `failed`; `queued` before it is worked on.
    pub status: String,
    /// What there is to say about the order as a whole.
    #[serde(default)]
    pub message: Option<String>,
    /// All tasks so far, in order: each report replaces those of the one before.
    #[serde(default)]
    pub trace: Vec<TaskForm>,
}

/// A task of a report as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskForm {
    /// The task's name, for example `configure-pe`.
    pub task: String,
    /// As of an order.
    pub status: String,
    /// What there is to say about it.
    #[serde(default)]
    pub message: Option<String>,
    /// When it got there: RFC 3339 in UTC.
    pub time: String,
}

/// A report after parsing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderReport {
    /// Which attempt of the order it is about.
    pub attempt: u32,
    /// How far the order is.
    pub status: OrderStatus,
    /// Up to 2,000 characters, never blank.
    pub message: Option<String>,
    /// Up to 200 tasks.
    pub trace: Vec<Task>,
}

impl OrderReportForm {
    /// Parses all of it and reports every error at once; those of a task name it by its number.
    pub fn parse(&self) -> Result<OrderReport, FieldErrors> {
        let mut errors = FieldErrors::default();
        let status = errors.keep(self.status.parse());
        let message = errors.keep(message("message", "Message", self.message.as_deref()));
        if self.trace.len() > MAX_TASKS {
            errors.0.push(error(
                "trace",
                format!("Trace has {} tasks; {MAX_TASKS} is the most.", self.trace.len()),
            ));
        }
        let tasks = (1..).zip(self.trace.iter().take(MAX_TASKS));
        let trace: Vec<_> =
            tasks.filter_map(|(number, task)| task.parse(number, &mut errors)).collect();
        match (status, message) {
            (Some(status), Some(message)) if errors.0.is_empty() => {
                Ok(OrderReport { attempt: self.attempt, status, message, trace })
            }
            _ => Err(errors),
        }
    }
}

impl TaskForm {
    fn parse(&self, number: usize, errors: &mut FieldErrors) -> Option<Task> {
        let field = |name: &str| format!("trace[{}].{name}", number - 1);
        let label = |name: &str| format!("{name} of task {number}");
        let task = text::line(&field("task"), &label("Name"), &self.task, MAX_TASK_NAME);
        let task = errors.keep(task.and_then(|task| {
            task.ok_or_else(|| {
                let message = format!("Name of task {number} is missing.");
                error(&field("task"), format!("{message} Give 1 to {MAX_TASK_NAME} characters."))
            })
        }));
        let status = errors.keep(self.status.parse().map_err(|e: FieldError| {
            error(&field("status"), format!("Task {number}: {}", e.message))
        }));
        let message = message(&field("message"), &label("Message"), self.message.as_deref());
        let message = errors.keep(message);
        let time = self.time.trim();
        let time = errors.keep(if is_utc(time) {
            Ok(time.to_owned())
        } else {
            let shown: String = time.chars().take(40).collect();
            let right = "give RFC 3339 in UTC, for example 2026-01-31T12:00:00Z";
            Err(error(&field("time"), format!("Time of task {number} is \"{shown}\"; {right}.")))
        });
        Some(Task { task: task?, status: status?, message: message?, time: time? })
    }
}

fn message(field: &str, label: &str, text: Option<&str>) -> Result<Option<String>, FieldError> {
    text::lines(field, label, text.unwrap_or_default(), MAX_MESSAGE)
}

fn error(field: &str, message: String) -> FieldError {
    FieldError { field: field.into(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(name: &str) -> TaskForm {
        TaskForm {
            task: name.into(),
            status: "success".into(),
            message: None,
            time: "2026-01-31T12:00:00.5Z".into(),
        }
    }

    fn report(status: &str) -> OrderReportForm {
        OrderReportForm { attempt: 1, status: status.into(), ..Default::default() }
    }

    #[test]
    fn a_report_is_read_from_what_an_engine_sends() {
        let text = r#"{"attempt": 2, "status": "success_with_warnings", "message": " slow \r\n link ",
            "trace": [{"task": "configure-pe", "status": "success", "time": "2024-02-29T23:59:59+00:00"}]}"#;
        let read = serde_json::from_str::<OrderReportForm>(text).unwrap().parse().unwrap();
        assert_eq!((read.attempt, read.status), (2, OrderStatus::SuccessWithWarnings));
        assert_eq!(read.message.as_deref(), Some("slow \n link"));
        assert_eq!((read.trace.len(), read.trace[0].task.as_str()), (1, "configure-pe"));
        let least =
            serde_json::from_str::<OrderReportForm>(r#"{"attempt": 1, "status": "running"}"#);
        assert_eq!(least.unwrap().parse().unwrap().trace, []);
    }

    #[test]
    fn every_wrong_field_is_reported_at_once_and_says_which_task() {
        let wrong = TaskForm {
            task: " ".into(),
            status: "lost".into(),
            message: Some("x".repeat(MAX_MESSAGE + 1)),
            time: "yesterday".into(),
        };
        let mut form = report("done");
        form.message = Some("bell \u{7}".into());
        form.trace = vec![task("one"), wrong];
        let errors = form.parse().unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "status",
                "message",
                "trace[1].task",
                "trace[1].status",
                "trace[1].message",
                "trace[1].time",
            ]
        );
        assert_eq!(
            errors.of("trace[1].task"),
            Some("Name of task 2 is missing. Give 1 to 128 characters.")
        );
        assert!(errors.of("trace[1].status").unwrap().starts_with("Task 2: Status is \"lost\""));
        assert_eq!(
            errors.of("trace[1].message"),
            Some("Message of task 2 has 2001 characters; 2000 is the most.")
        );
        assert!(errors.of("trace[1].time").unwrap().contains("for example 2026-01-31T12:00:00Z"));
    }

    #[test]
    fn limits_are_reached_but_not_passed() {
        let mut form = report("running");
        form.message = Some("ß".repeat(MAX_MESSAGE));
        form.trace = vec![task(&"ß".repeat(MAX_TASK_NAME)); MAX_TASKS];
        assert_eq!(form.parse().unwrap().trace.len(), MAX_TASKS);
        form.trace.push(task("one more"));
        let errors = form.parse().unwrap_err();
        assert_eq!(errors.of("trace"), Some("Trace has 201 tasks; 200 is the most."));
        form.trace = vec![task(&"x".repeat(MAX_TASK_NAME + 1))];
        assert_eq!(
            form.parse().unwrap_err().of("trace[0].task"),
            Some("Name of task 1 has 129 characters; 128 is the most.")
        );
    }
}
