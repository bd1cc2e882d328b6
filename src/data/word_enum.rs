/// Implements `Read`, `Write` and `HasSchema` for an enum whose variants are words of torch.
macro_rules! word_enum {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $crate::data::Read for $type {
            fn read(node: &$crate::data::Node<'_>) -> $crate::Result<Self> {
                match node.data {
                    $($crate::data::Data::Text(word) if word == $word => Ok(Self::$variant),)*
                    _ => node.unexpected_word(&[$($word),*]),
                }
            }
        }

        impl $crate::data::HasSchema for $type {
            fn schema() -> $crate::data::Data {
                use $crate::data::Data;
                Data::object([("enum", Data::list([$(Data::text($word)),*]))])
            }
        }

        impl $crate::data::Write for $type {
            fn write(&self) -> $crate::data::Data {
                $crate::data::Data::text(match self {
                    $(Self::$variant => $word,)*
                })
            }
        }
    };
}
pub(crate) use word_enum;
