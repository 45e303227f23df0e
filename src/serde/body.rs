//! The body of a response in XML, whose root element says what it is.

use alloc::borrow::Cow;
use alloc::format;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};

use super::string::string;
use crate::operation::Operation;
use crate::response::ErrorResponse;

impl Operation {
    /// Reads the body of a response to this operation from XML, whose root element must be
    /// [`response_element`](Self::response_element) or `Error`.
    ///
    /// `T` is [`DescribeResponse`](crate::DescribeResponse) for Describe, and
    /// [`SuccessResponse`](crate::SuccessResponse) for the other operations. The reader must give the
    /// root as the name of a variant, as that of `quick-xml` does.
    ///
    /// ```
    /// use live_record_notify::{ErrorResponse, Operation, SuccessResponse};
    /// use quick_xml::de::Deserializer;
    /// use serde::de::DeserializeSeed;
    ///
    /// let read = |xml: &str| -> Result<Result<SuccessResponse, ErrorResponse>, quick_xml::DeError> {
    ///     let operation = Operation::DeleteLiveRecordNotifyConfig;
    ///     operation.xml_body().deserialize(&mut Deserializer::from_str(xml))
    /// };
    /// let id = "<RequestId>16A96B9A-F203-4EC5-8E43-CB92E68F4CD8</RequestId>";
    /// let name = "DeleteLiveRecordNotifyConfigResponse";
    /// assert!(read(&format!("<{name}>{id}</{name}>"))?.is_ok());
    ///
    /// let refused = read(&format!("<Error>{id}<Code>InvalidConfig.NotFound</Code></Error>"))?;
    /// assert_eq!(refused.unwrap_err().code_text(), "InvalidConfig.NotFound");
    ///
    /// assert!(read(&format!("<html>{id}</html>")).is_err());
    /// # Ok::<(), quick_xml::DeError>(())
    /// ```
    #[must_use]
    pub fn xml_body<'de, T: Deserialize<'de>>(
        self,
    ) -> impl DeserializeSeed<'de, Value = Result<T, ErrorResponse>> {
        XmlBody { operation: self, success: PhantomData }
    }
}

struct XmlBody<T> {
    operation: Operation,
    success: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for XmlBody<T> {
    type Value = Result<T, ErrorResponse>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_enum("Response", &[], self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for XmlBody<T> {
    type Value = Result<T, ErrorResponse>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the root element {} or Error", self.operation.response_element())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, body: A) -> Result<Self::Value, A::Error> {
        let success = self.operation.response_element();
        // The name comes from the service, or from whatever answered in its place: no message repeats it.
        let is_success = |root: Cow<'_, str>| match &*root {
            "Error" => Ok(false),
            root if root == success => Ok(true),
            _ => Err(format!("the root element is neither {success} nor Error")),
        };
        let (is_success, body) = body.variant_seed(string("a name", is_success))?;
        if is_success { body.newtype_variant().map(Ok) } else { body.newtype_variant().map(Err) }
    }
}
