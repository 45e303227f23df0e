//! A column of texts in, a column of verdicts out. Nothing here knows of Python.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow_array::builder::LargeStringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::iterator::ArrayIter;
use arrow_array::types::Int8Type;
use arrow_array::{
    Array, ArrayAccessor, ArrayRef, BinaryArray, DictionaryArray, Int8Array, LargeBinaryArray,
    StringArray, StructArray, new_null_array,
};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use arrow_select::take::take;
use live_record_notify::docs::catalogue;
use live_record_notify::{
    CallbackUrl, DomainName, Error, ErrorCode, Notify, OnDemand, Policy, UrlParameter, Verdict,
};

/// What the texts of a column are given for.
#[derive(Clone, Copy)]
pub(crate) enum Parameter {
    NotifyUrl,
    OnDemandUrl,
    DomainName,
}

impl Parameter {
    const ALL: [Self; 3] = [Self::NotifyUrl, Self::OnDemandUrl, Self::DomainName];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parameter| parameter.name() == name)
    }

    fn name(self) -> &'static str {
        use live_record_notify::Parameter;
        let parameter = match self {
            Self::NotifyUrl => Parameter::NotifyUrl,
            Self::OnDemandUrl => Parameter::OnDemandUrl,
            Self::DomainName => Parameter::DomainName,
        };
        parameter.as_str()
    }
}

/// The type of a judged column: a struct of verdict, code, reason and canonical text.
pub(crate) static TYPE: LazyLock<DataType> = LazyLock::new(|| DataType::Struct(FIELDS.clone()));

static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    let label = || DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    Fields::from(vec![
        Field::new("verdict", label(), true),
        Field::new("code", label(), true),
        Field::new("reason", label(), true),
        // A column may hold more text than offsets of 32 bits can tell.
        Field::new("text", DataType::LargeUtf8, true),
    ])
});

/// The verdict of what is refused for no reason.
const ACCEPTED: &str = "Accepted";

/// Judges each row. A null stays null, and no row is an error.
///
/// # Errors
///
/// A column of another type than text or bytes.
pub(crate) fn judge(
    column: &dyn Array,
    parameter: Parameter,
    policy: &Policy,
) -> Result<ArrayRef, ArrowError> {
    // Texts are read as bytes: an array from another library may hold what is not UTF-8.
    match column.data_type() {
        DataType::Utf8 => {
            let texts = BinaryArray::from(column.as_string::<i32>().clone());
            Ok(judge_bytes(&texts, parameter, policy))
        }
        DataType::LargeUtf8 => {
            let texts = LargeBinaryArray::from(column.as_string::<i64>().clone());
            Ok(judge_bytes(&texts, parameter, policy))
        }
        DataType::Utf8View => {
            let texts = column.as_string_view().clone().to_binary_view();
            Ok(judge_bytes(&texts, parameter, policy))
        }
        DataType::Binary => Ok(judge_bytes(column.as_binary::<i32>(), parameter, policy)),
        DataType::LargeBinary => Ok(judge_bytes(column.as_binary::<i64>(), parameter, policy)),
        DataType::BinaryView => Ok(judge_bytes(column.as_binary_view(), parameter, policy)),
        DataType::Null => Ok(new_null_array(&TYPE, column.len())),
        DataType::Dictionary(_, _) => judge_dictionary(column, parameter, policy),
        other => Err(ArrowError::CastError(format!(
            "expected a column of strings or of binary values, not of {other}"
        ))),
    }
}

/// Judges each value of the dictionary once, or each row where the dictionary is the larger one.
fn judge_dictionary(
    column: &dyn Array,
    parameter: Parameter,
    policy: &Policy,
) -> Result<ArrayRef, ArrowError> {
    let dictionary = column.as_any_dictionary();
    let (keys, values) = (dictionary.keys(), dictionary.values());
    if values.len() > keys.len() {
        return judge(&take(values, keys, None)?, parameter, policy);
    }
    take(&judge(values, parameter, policy)?, keys, None)
}

fn judge_bytes<'a, A>(texts: &'a A, parameter: Parameter, policy: &Policy) -> ArrayRef
where
    &'a A: ArrayAccessor<Item = &'a [u8]>,
    A: Array,
{
    let verdicts = match parameter {
        Parameter::NotifyUrl => judge_urls::<_, Notify>(texts, policy),
        Parameter::OnDemandUrl => judge_urls::<_, OnDemand>(texts, policy),
        Parameter::DomainName => judge_rows(texts, DomainName::parse_bytes, DomainName::as_str),
    };
    Arc::new(verdicts)
}

fn judge_urls<'a, A, P: UrlParameter>(texts: &'a A, policy: &Policy) -> StructArray
where
    &'a A: ArrayAccessor<Item = &'a [u8]>,
    A: Array,
{
    judge_rows(texts, |text| CallbackUrl::<P>::parse_bytes(text, policy), CallbackUrl::as_str)
}

fn judge_rows<'a, A, T>(
    texts: &'a A,
    parse: impl Fn(&[u8]) -> Result<T, Error>,
    text_of: fn(&T) -> &str,
) -> StructArray
where
    &'a A: ArrayAccessor<Item = &'a [u8]>,
    A: Array,
{
    let rows = texts.len();
    let mut labels = Labels::with_capacity(rows);
    let mut canonical = LargeStringBuilder::with_capacity(rows, rows * USUAL_LENGTH);
    for text in ArrayIter::new(texts) {
        match text.map(&parse) {
            Some(Ok(accepted)) => {
                labels.push_accepted();
                canonical.append_value(text_of(&accepted));
            }
            Some(Err(error)) => {
                labels.push_refused(&error);
                canonical.append_null();
            }
            None => {
                labels.push_null();
                canonical.append_null();
            }
        }
    }
    labels.finish(canonical, texts.logical_nulls())
}

/// How much room a text is given at first, in bytes.
const USUAL_LENGTH: usize = 64;

/// The verdicts, codes and reasons of the rows before, as keys of the three dictionaries.
struct Labels {
    verdicts: Vec<i8>,
    codes: Vec<i8>,
    reasons: Vec<i8>,
    refused: BooleanBufferBuilder,
}

impl Labels {
    fn with_capacity(rows: usize) -> Self {
        Self {
            verdicts: Vec::with_capacity(rows),
            codes: Vec::with_capacity(rows),
            reasons: Vec::with_capacity(rows),
            refused: BooleanBufferBuilder::new(rows),
        }
    }

    fn push_accepted(&mut self) {
        self.push(DICTIONARIES.accepted, 0, 0, false);
    }

    fn push_refused(&mut self, error: &Error) {
        let Dictionaries { verdicts, codes, reasons, .. } = &*DICTIONARIES;
        self.push(
            verdicts.key(error.verdict().as_str()),
            codes.key(error.code().as_str()),
            reasons.key(error.reason().id()),
            true,
        );
    }

    /// What it is does not matter: the row is null.
    fn push_null(&mut self) {
        self.push(0, 0, 0, false);
    }

    fn push(&mut self, verdict: i8, code: i8, reason: i8, is_refused: bool) {
        self.verdicts.push(verdict);
        self.codes.push(code);
        self.reasons.push(reason);
        self.refused.append(is_refused);
    }

    fn finish(mut self, mut texts: LargeStringBuilder, rows: Option<NullBuffer>) -> StructArray {
        let refused = NullBuffer::new(self.refused.finish());
        let Dictionaries { verdicts, codes, reasons, .. } = &*DICTIONARIES;
        let columns: Vec<ArrayRef> = vec![
            verdicts.column(self.verdicts, rows.clone()),
            codes.column(self.codes, Some(refused.clone())),
            reasons.column(self.reasons, Some(refused)),
            Arc::new(texts.finish()),
        ];
        StructArray::new(FIELDS.clone(), columns, rows)
    }
}

static DICTIONARIES: LazyLock<Dictionaries> = LazyLock::new(Dictionaries::new);

struct Dictionaries {
    verdicts: Dictionary,
    codes: Dictionary,
    reasons: Dictionary,
    /// The key of [`ACCEPTED`].
    accepted: i8,
}

impl Dictionaries {
    fn new() -> Self {
        let verdicts =
            [Verdict::Missing, Verdict::Malformed, Verdict::Unsafe, Verdict::Operational];
        let verdicts = verdicts.map(Verdict::as_str);
        let verdicts = Dictionary::of([ACCEPTED].into_iter().chain(verdicts));
        let accepted = verdicts.key(ACCEPTED);
        let codes = Dictionary::of(ErrorCode::ALL.iter().map(|code| code.as_str()));
        let reasons = Dictionary::of(catalogue().map(|row| row.id()));
        Self { verdicts, codes, reasons, accepted }
    }
}

/// Labels that are stored once, and the number of each.
struct Dictionary {
    values: ArrayRef,
    keys: HashMap<&'static str, i8>,
}

impl Dictionary {
    fn of(labels: impl Iterator<Item = &'static str>) -> Self {
        let labels: Vec<_> = labels.collect();
        let keys = labels.iter().copied().zip(0..).collect();
        Self { values: Arc::new(StringArray::from(labels)), keys }
    }

    /// INVARIANT: every label of the crate is in its dictionary. A test in Python has them all.
    fn key(&self, label: &str) -> i8 {
        self.keys.get(label).copied().unwrap_or_default()
    }

    fn column(&self, keys: Vec<i8>, valid: Option<NullBuffer>) -> ArrayRef {
        let keys = Int8Array::new(keys.into(), valid);
        Arc::new(DictionaryArray::<Int8Type>::new(keys, Arc::clone(&self.values)))
    }
}
