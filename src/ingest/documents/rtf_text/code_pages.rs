//! The encodings that rich text names by number.

use std::borrow::Cow;

/// The code page of a font's character set.
pub(super) fn page_of_charset(charset: i32) -> Option<u16> {
    Some(match charset {
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 | 181 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}

/// The name of a code page's encoding.
pub(super) fn label_of(page: u16) -> Cow<'static, str> {
    Cow::Borrowed(match page {
        437 | 850 | 852 | 858 | 866 => return Cow::Owned(format!("ibm{page}")),
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        65001 => "utf-8",
        1250..=1258 => return Cow::Owned(format!("windows-{page}")),
        _ => "windows-1252",
    })
}
