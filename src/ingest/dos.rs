//! The code pages of DOS, which older rich text and exports are in.

/// The upper half of each code page, from 128 on.
const PAGES: [(u32, &str); 4] = [
    (
        437,
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
         └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    ),
    (
        850,
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
         └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
    (
        852,
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
         └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    ),
    (
        858,
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
         └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
];

/// Decodes bytes of a code page of DOS; nothing where it is none of those.
pub(super) fn decode_dos(bytes: &[u8], code_page: u32) -> Option<String> {
    let (_, upper) = PAGES.iter().find(|(page, _)| *page == code_page)?;
    let upper: Vec<char> = upper.chars().collect();
    let character = |byte: &u8| match byte.checked_sub(128) {
        Some(at) => upper[usize::from(at)],
        None => char::from(*byte),
    };
    Some(bytes.iter().map(character).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_of_a_dos_code_page_has_its_character() {
        for (page, upper) in PAGES {
            assert_eq!(upper.chars().count(), 128, "{page}");
        }
        for (page, bytes, text) in [
            (437, &b"caf\x82 \x9c5"[..], "café £5"),
            (850, b"caf\x82 \x9c5 \xa91", "café £5 ®1"),
            (852, b"Chcia\x88bym", "Chciałbym"),
            (858, b"5 \xd5", "5 €"),
        ] {
            assert_eq!(decode_dos(bytes, page).as_deref(), Some(text));
        }
        assert_eq!(decode_dos(b"a", 1252), None);
    }
}
