//! The conditions a criterion can state: product.md F8.

/// One condition. Which of them suit a field: [`crate::Field::operators`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Equal to the value; a date within the day.
    Is,
    /// The complement of [`Operator::Is`].
    IsNot,
    /// Has the value somewhere in it.
    Contains,
    /// The complement of [`Operator::Contains`].
    DoesNotContain,
    /// Begins with the value.
    StartsWith,
    /// Ends with the value.
    EndsWith,
    /// Has no value.
    IsEmpty,
    /// Has a value.
    IsNotEmpty,
    /// Equal to one of the values.
    In,
    /// The complement of [`Operator::In`].
    NotIn,
    /// Less than the value.
    Less,
    /// The value or less.
    AtMost,
    /// More than the value.
    Greater,
    /// The value or more.
    AtLeast,
    /// From the first value to the second, both included.
    Between,
    /// Earlier than the day or the instant.
    Before,
    /// Later than the day or the instant.
    After,
    /// Within the last so many times 24 hours, and not in the future.
    LastDays,
}

/// How many values an operator takes, and of what sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// No value.
    None,
    /// One value of the field's kind.
    One,
    /// Two values of the field's kind.
    Two,
    /// One or more values of the field's kind.
    List,
    /// A number of days.
    Days,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Is,
        Self::IsNot,
        Self::Contains,
        Self::DoesNotContain,
        Self::StartsWith,
        Self::EndsWith,
        Self::IsEmpty,
        Self::IsNotEmpty,
        Self::In,
        Self::NotIn,
        Self::Less,
        Self::AtMost,
        Self::Greater,
        Self::AtLeast,
        Self::Between,
        Self::Before,
        Self::After,
        Self::LastDays,
    ];

    /// How it is written in a filter. `is empty` and `is not empty` share one, and differ in what
    /// follows: `true` or `false`.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Is => "==",
            Self::IsNot => "!=",
            Self::Contains => "=like=",
            Self::DoesNotContain => "=unlike=",
            Self::StartsWith => "=starts=",
            Self::EndsWith => "=ends=",
            Self::IsEmpty | Self::IsNotEmpty => "=empty=",
            Self::In => "=in=",
            Self::NotIn => "=out=",
            Self::Less => "=lt=",
            Self::AtMost => "=le=",
            Self::Greater => "=gt=",
            Self::AtLeast => "=ge=",
            Self::Between => "=between=",
            Self::Before => "=before=",
            Self::After => "=after=",
            Self::LastDays => "=last=",
        }
    }

    /// The words shown to operators.
    pub fn label(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Contains => "contains",
            Self::DoesNotContain => "does not contain",
            Self::StartsWith => "starts with",
            Self::EndsWith => "ends with",
            Self::IsEmpty => "is empty",
            Self::IsNotEmpty => "is not empty",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::Greater => ">",
            Self::AtLeast => "≥",
            Self::Between => "between",
            Self::Before => "before",
            Self::After => "after",
            Self::LastDays => "in the last N days",
        }
    }

    /// What values it takes.
    pub fn operand(self) -> Operand {
        match self {
            Self::IsEmpty | Self::IsNotEmpty => Operand::None,
            Self::In | Self::NotIn => Operand::List,
            Self::Between => Operand::Two,
            Self::LastDays => Operand::Days,
            Self::Is
            | Self::IsNot
            | Self::Contains
            | Self::DoesNotContain
            | Self::StartsWith
            | Self::EndsWith
            | Self::Less
            | Self::AtMost
            | Self::Greater
            | Self::AtLeast
            | Self::Before
            | Self::After => Operand::One,
        }
    }
}
