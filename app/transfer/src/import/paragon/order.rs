//! The order of an instance: `order_id`, and `order_status` with `status` and `workflow_trace`.

use model::{
    FieldError, FieldErrors, ImportedOrder, InstanceState, OrderId, OrderReportForm, OrderStatus,
    TaskForm, lifecycle, report::MAX_MESSAGE,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    members::{Members, error, what},
    time::utc,
};

/// The names under which a task may give what it is.
const TASK: [&str; 3] = ["task", "task_name", "name"];
/// The names under which it may give when it got there.
const TIME: [&str; 2] = ["time", "timestamp"];

/// The order for an instance in this state that was made at this time; `None` where there was none.
pub fn read(
    members: Members<'_>,
    state: InstanceState,
    made_at: Option<&str>,
) -> Result<Option<ImportedOrder>, FieldErrors> {
    let (id, status, trace) = given(members).map_err(|error| FieldErrors(vec![error]))?;
    let (id, status) = match (id, status) {
        (Some(id), Some(status)) => (id, status),
        (None, None) if trace.is_empty() => return Ok(None),
        (None, _) => return Err(one("order_id", "It is missing, but order_status is given.")),
        (Some(_), None) => {
            let all = OrderStatus::ALL.map(OrderStatus::as_str).join(", ");
            let message = format!("It is missing, but order_id is given; it must be one of {all}.");
            return Err(one("order_status.status", message));
        }
    };
    let trace = trace.iter().map(|task| task_form(task, made_at)).collect();
    let form = OrderReportForm { attempt: 1, status, message: None, trace };
    let report = form.parse().map_err(renamed)?;
    let Some(kind) = lifecycle::kind_of(state, report.status) else {
        let message = format!(
            "The order is {}, but its service instance is {state}. While an order is not finished, \
             its service instance is provisioning, active or deprovisioning.",
            report.status
        );
        return Err(one("order_status.status", message));
    };
    let time = |of: Option<&model::Task>| of.map(|task| task.time.clone());
    let made_at = made_at.map(str::to_owned);
    Ok(Some(ImportedOrder {
        id,
        kind,
        status: report.status,
        created_at: time(report.trace.first()).or_else(|| made_at.clone()),
        updated_at: time(report.trace.last()).or(made_at),
        trace: report.trace,
    }))
}

type Given<'a> = (Option<OrderId>, Option<String>, &'a [Value]);

/// Id, status and tasks as far as they are there.
fn given(members: Members<'_>) -> Result<Given<'_>, FieldError> {
    let id = members.text("order_id")?.map(|id| uuid(&id)).transpose()?;
    let of_order = |e: FieldError| error(&format!("order_status.{}", e.field), e.message);
    match members.get("order_status") {
        None => Ok((id, None, &[])),
        Some(value @ Value::Object(_)) => {
            let order = Members::of(value);
            let status = order.text("status").map_err(of_order)?;
            Ok((id, status, order.list("workflow_trace").map_err(of_order)?))
        }
        Some(other) => {
            let right = "it must be an object with status and workflow_trace";
            Err(error("order_status", format!("It is {}; {right}.", what(other))))
        }
    }
}

/// Ours are UUIDs, and what refers to them relies on it.
fn uuid(text: &str) -> Result<OrderId, FieldError> {
    let example = "7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d";
    let wrong = || error("order_id", format!("It must be a UUID such as {example}."));
    Uuid::parse_str(text).ok().and_then(|id| id.to_string().parse().ok()).ok_or_else(wrong)
}

/// A task as a report of the workflow engine has it. What it says beyond that is for people: it follows
/// the message, as far as there is room.
fn task_form(task: &Value, made_at: Option<&str>) -> TaskForm {
    let members = Members::of(task);
    let text = |names: &[&str]| {
        names.iter().find_map(|name| members.text(name).ok().flatten()).unwrap_or_default()
    };
    let known = |name: &str| {
        TASK.contains(&name) || TIME.contains(&name) || ["status", "message"].contains(&name)
    };
    let more = members.all().filter(|(name, _)| !known(name) && members.get(name).is_some());
    let more = more.map(|(name, value)| match value {
        Value::String(text) => format!("{name}: {text}"),
        other => format!("{name}: {other}"),
    });
    let message = text(&["message"]);
    let lines = (!message.is_empty()).then_some(message).into_iter().chain(more);
    let message = lines.collect::<Vec<_>>().join("\n");
    let time = text(&TIME);
    TaskForm {
        task: text(&TASK),
        status: text(&["status"]),
        message: Some(message.chars().map(visible).take(MAX_MESSAGE).collect()),
        // The order cannot be older than its instance, which is all that is known then.
        time: match time.is_empty() {
            true => made_at.unwrap_or_default().to_owned(),
            // What is no time is told as it is.
            false => utc(&time).unwrap_or(time),
        },
    }
}

/// Output of tools has characters that nobody sees, such as colours.
fn visible(c: char) -> char {
    if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }
}

/// The errors of a report under the names that the members have here.
fn renamed(FieldErrors(errors): FieldErrors) -> FieldErrors {
    let member = |field: &str| match field.strip_prefix("trace") {
        Some(rest) => format!("order_status.workflow_trace{rest}"),
        None => format!("order_status.{field}"),
    };
    FieldErrors(errors.into_iter().map(|e| error(&member(&e.field), e.message)).collect())
}

fn one(member: &str, message: impl Into<String>) -> FieldErrors {
    FieldErrors::one(member, message)
}

#[cfg(test)]
mod tests {
    use model::OrderKind;
    use serde_json::json;

    use super::*;

    const ID: &str = "7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d";

    fn read_from(value: Value) -> Result<Option<ImportedOrder>, String> {
        let read = read(Members::of(&value), InstanceState::Active, Some("2026-01-31T12:00:00Z"));
        read.map_err(|FieldErrors(e)| format!("{}: {}", e[0].field, e[0].message))
    }

    #[test]
    fn an_order_is_read_with_its_tasks_and_what_they_say_beyond() {
        let value = json!({"order_id": ID.to_uppercase(), "order_status": {
            "status": "Success With Warnings",
            "workflow_trace": [
                {"task": "plan", "status": "SUCCESS", "time": "2026-01-31 12:00:01", "node": "pe-1",
                 "message": "done \u{1b}[0m"},
                {"task_name": "apply", "status": "failed", "output": {"code": 7}, "hint": ""},
            ],
        }});
        let order = read_from(value).unwrap().unwrap();
        assert_eq!((order.id.as_str(), order.kind), (ID, OrderKind::Create));
        assert_eq!(order.status, OrderStatus::SuccessWithWarnings);
        let [plan, apply] = &order.trace[..] else { panic!("{order:?}") };
        assert_eq!((plan.task.as_str(), plan.status), ("plan", OrderStatus::Success));
        assert_eq!(plan.message.as_deref(), Some("done  [0m\nnode: pe-1"));
        assert_eq!(plan.time, "2026-01-31T12:00:01.000000000Z");
        assert_eq!(apply.message.as_deref(), Some("output: {\"code\":7}"));
        assert_eq!(apply.time, "2026-01-31T12:00:00Z");
        assert_eq!(order.created_at.as_deref(), Some(plan.time.as_str()));
    }

    #[test]
    fn no_order_is_none_and_half_an_order_is_refused() {
        for none in [
            json!({}),
            json!({"order_id": "", "order_status": ""}),
            json!({"order_id": null, "order_status": {"status": "", "workflow_trace": []}}),
        ] {
            assert_eq!(read_from(none), Ok(None));
        }
        for (wrong, says) in [
            (json!({"order_id": ID}), "order_status.status: It is missing, but order_id is given"),
            (json!({"order_status": {"status": "failed"}}), "order_id: It is missing"),
            (
                json!({"order_id": "7", "order_status": {"status": "failed"}}),
                "order_id: It must be a UUID",
            ),
            (
                json!({"order_id": ID, "order_status": "failed"}),
                "order_status: It is text; it must be",
            ),
            (
                json!({"order_id": ID, "order_status": {"status": "lost"}}),
                "order_status.status: Status is \"lost\"; it must be one of queued, running",
            ),
            (
                json!({"order_id": ID, "order_status": {"status": "success", "workflow_trace": [7]}}),
                "order_status.workflow_trace[0].task: Name of task 1 is missing",
            ),
        ] {
            let error = read_from(wrong).unwrap_err();
            assert!(error.starts_with(says), "{error}");
        }
    }

    #[test]
    fn an_order_that_is_not_finished_fits_the_state_of_its_instance() {
        let value = json!({"order_id": ID, "order_status": {"status": "running"}});
        let order = read_from(value.clone()).unwrap().unwrap();
        assert_eq!((order.kind, order.trace.len()), (OrderKind::Modify, 0));
        let FieldErrors(errors) =
            read(Members::of(&value), InstanceState::Uploaded, None).unwrap_err();
        assert!(
            errors[0]
                .message
                .starts_with("The order is running, but its service instance is uploaded.")
        );
    }
}
