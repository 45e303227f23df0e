//! What every type that is a canonical text has in common.

/// Implements, for a type with `as_str`, the traits that users expect of a text, all of them by the text.
///
/// A macro, since no generic implementation may compare a `str` or a `String` with every such type: the
/// orphan rule wants each type by name.
macro_rules! text_type {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        // Lawful: `Eq`, `Ord` and `Hash` below are those of the text.
        impl<$($generics)*> core::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl<$($generics)*> core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl<$($generics)*> PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl<$($generics)*> Eq for $name {}

        impl<$($generics)*> PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<$($generics)*> Ord for $name {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl<$($generics)*> core::hash::Hash for $name {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl<$($generics)*> PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl<$($generics)*> PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl<$($generics)*> PartialEq<alloc::string::String> for $name {
            fn eq(&self, other: &alloc::string::String) -> bool {
                self.as_str() == other
            }
        }

        impl<$($generics)*> PartialEq<$name> for alloc::string::String {
            fn eq(&self, other: &$name) -> bool {
                self == other.as_str()
            }
        }

        impl<$($generics)*> TryFrom<&alloc::string::String> for $name {
            type Error = <Self as core::str::FromStr>::Err;

            fn try_from(text: &alloc::string::String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl<$($generics)*> From<$name> for alloc::sync::Arc<str> {
            fn from(text: $name) -> Self {
                text.as_str().into()
            }
        }

        impl<$($generics)*> PartialEq<$name> for str {
            fn eq(&self, other: &$name) -> bool {
                self == other.as_str()
            }
        }

        impl<$($generics)*> PartialEq<$name> for &str {
            fn eq(&self, other: &$name) -> bool {
                *self == other.as_str()
            }
        }
    };
}

pub(crate) use text_type;
