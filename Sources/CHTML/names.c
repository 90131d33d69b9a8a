#include "names.h"

#include <gumbo.h>
#include <stdbool.h>
#include <string.h>

#include "lede_html.h"

static const uint8_t tags[256] = {
    [GUMBO_TAG_HTML] = LEDE_HTML_HTML, [GUMBO_TAG_HEAD] = LEDE_HTML_HEAD, [GUMBO_TAG_BODY] = LEDE_HTML_BODY,
    [GUMBO_TAG_TITLE] = LEDE_HTML_TITLE, [GUMBO_TAG_META] = LEDE_HTML_META, [GUMBO_TAG_LINK] = LEDE_HTML_LINK,
    [GUMBO_TAG_BASE] = LEDE_HTML_BASE, [GUMBO_TAG_ARTICLE] = LEDE_HTML_ARTICLE, [GUMBO_TAG_MAIN] = LEDE_HTML_MAIN,
    [GUMBO_TAG_SECTION] = LEDE_HTML_SECTION, [GUMBO_TAG_NAV] = LEDE_HTML_NAV, [GUMBO_TAG_ASIDE] = LEDE_HTML_ASIDE,
    [GUMBO_TAG_HEADER] = LEDE_HTML_HEADER, [GUMBO_TAG_FOOTER] = LEDE_HTML_FOOTER, [GUMBO_TAG_FORM] = LEDE_HTML_FORM,
    [GUMBO_TAG_FIGURE] = LEDE_HTML_FIGURE,
    [GUMBO_TAG_ADDRESS] = LEDE_HTML_DIVISION, [GUMBO_TAG_CENTER] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_COLGROUP] = LEDE_HTML_DIVISION, [GUMBO_TAG_COL] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_DETAILS] = LEDE_HTML_DIVISION, [GUMBO_TAG_DIR] = LEDE_HTML_DIVISION, [GUMBO_TAG_DIV] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_DL] = LEDE_HTML_DIVISION, [GUMBO_TAG_FIELDSET] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_FRAME] = LEDE_HTML_DIVISION, [GUMBO_TAG_FRAMESET] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_HGROUP] = LEDE_HTML_DIVISION, [GUMBO_TAG_HR] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_ISINDEX] = LEDE_HTML_DIVISION, [GUMBO_TAG_LEGEND] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_MENU] = LEDE_HTML_DIVISION, [GUMBO_TAG_OL] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_OPTGROUP] = LEDE_HTML_DIVISION, [GUMBO_TAG_OPTION] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_SUMMARY] = LEDE_HTML_DIVISION, [GUMBO_TAG_TABLE] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_TBODY] = LEDE_HTML_DIVISION, [GUMBO_TAG_TFOOT] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_THEAD] = LEDE_HTML_DIVISION, [GUMBO_TAG_TR] = LEDE_HTML_DIVISION, [GUMBO_TAG_UL] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_P] = LEDE_HTML_P, [GUMBO_TAG_H1] = LEDE_HTML_H1, [GUMBO_TAG_H2] = LEDE_HTML_HEADING,
    [GUMBO_TAG_H3] = LEDE_HTML_HEADING, [GUMBO_TAG_H4] = LEDE_HTML_HEADING, [GUMBO_TAG_H5] = LEDE_HTML_HEADING,
    [GUMBO_TAG_H6] = LEDE_HTML_HEADING, [GUMBO_TAG_PRE] = LEDE_HTML_PRE, [GUMBO_TAG_LISTING] = LEDE_HTML_PRE,
    [GUMBO_TAG_XMP] = LEDE_HTML_RAW, [GUMBO_TAG_PLAINTEXT] = LEDE_HTML_RAW,
    [GUMBO_TAG_BLOCKQUOTE] = LEDE_HTML_BLOCKQUOTE, [GUMBO_TAG_LI] = LEDE_HTML_ITEM, [GUMBO_TAG_DT] = LEDE_HTML_ITEM,
    [GUMBO_TAG_DD] = LEDE_HTML_ITEM, [GUMBO_TAG_FIGCAPTION] = LEDE_HTML_CAPTION,
    [GUMBO_TAG_CAPTION] = LEDE_HTML_CAPTION, [GUMBO_TAG_TD] = LEDE_HTML_CELL, [GUMBO_TAG_TH] = LEDE_HTML_CELL,
    [GUMBO_TAG_A] = LEDE_HTML_A, [GUMBO_TAG_BR] = LEDE_HTML_BR, [GUMBO_TAG_TIME] = LEDE_HTML_TIME,
    [GUMBO_TAG_AREA] = LEDE_HTML_VOID, [GUMBO_TAG_BASEFONT] = LEDE_HTML_VOID, [GUMBO_TAG_BGSOUND] = LEDE_HTML_VOID,
    [GUMBO_TAG_EMBED] = LEDE_HTML_IMAGE, [GUMBO_TAG_IMG] = LEDE_HTML_IMAGE, [GUMBO_TAG_INPUT] = LEDE_HTML_IMAGE,
    [GUMBO_TAG_KEYGEN] = LEDE_HTML_VOID, [GUMBO_TAG_PARAM] = LEDE_HTML_VOID, [GUMBO_TAG_SOURCE] = LEDE_HTML_VOID,
    [GUMBO_TAG_TRACK] = LEDE_HTML_VOID, [GUMBO_TAG_WBR] = LEDE_HTML_VOID,
    [GUMBO_TAG_APPLET] = LEDE_HTML_OPAQUE, [GUMBO_TAG_AUDIO] = LEDE_HTML_OBJECT, [GUMBO_TAG_BUTTON] = LEDE_HTML_OBJECT,
    [GUMBO_TAG_CANVAS] = LEDE_HTML_OBJECT, [GUMBO_TAG_DATALIST] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_IFRAME] = LEDE_HTML_OBJECT, [GUMBO_TAG_MAP] = LEDE_HTML_OPAQUE, [GUMBO_TAG_MATH] = LEDE_HTML_OBJECT,
    [GUMBO_TAG_METER] = LEDE_HTML_OBJECT, [GUMBO_TAG_NOEMBED] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_NOFRAMES] = LEDE_HTML_OPAQUE, [GUMBO_TAG_NOSCRIPT] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_OBJECT] = LEDE_HTML_OBJECT, [GUMBO_TAG_PROGRESS] = LEDE_HTML_OBJECT,
    // Readings beside the characters: "漢" is the text, not "漢かん".
    [GUMBO_TAG_RP] = LEDE_HTML_OPAQUE, [GUMBO_TAG_RT] = LEDE_HTML_OPAQUE, [GUMBO_TAG_RTC] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_SCRIPT] = LEDE_HTML_OPAQUE, [GUMBO_TAG_SELECT] = LEDE_HTML_OBJECT, [GUMBO_TAG_STYLE] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_SVG] = LEDE_HTML_OBJECT, [GUMBO_TAG_TEMPLATE] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_TEXTAREA] = LEDE_HTML_OBJECT, [GUMBO_TAG_VIDEO] = LEDE_HTML_OBJECT,
};

uint8_t lede_tag_number(unsigned gumbo_tag) {
    return gumbo_tag < 256 && tags[gumbo_tag] ? tags[gumbo_tag] : LEDE_HTML_OTHER;
}

typedef struct word {
    const char *text;
    uint8_t number;
} word;

/// Elements of the Standard that libgumbo does not know.
static const word newer_tags[] = {
    {"dialog", LEDE_HTML_DIALOG}, {"picture", LEDE_HTML_OBJECT}, {"search", LEDE_HTML_DIVISION},
};

static const word attribute_names[] = {
    {"translate", LEDE_HTML_ATTRIBUTE_TRANSLATE}, {"alt", LEDE_HTML_ATTRIBUTE_ALT},
    {"title", LEDE_HTML_ATTRIBUTE_TITLE}, {"placeholder", LEDE_HTML_ATTRIBUTE_PLACEHOLDER},
    {"aria-label", LEDE_HTML_ATTRIBUTE_LABEL}, {"its-locale-filter-list", LEDE_HTML_ATTRIBUTE_LOCALES},
    {"its-locale-filter-type", LEDE_HTML_ATTRIBUTE_LOCALES_TYPE},
    {"class", LEDE_HTML_ATTRIBUTE_CLASS}, {"href", LEDE_HTML_ATTRIBUTE_HREF}, {"id", LEDE_HTML_ATTRIBUTE_ID},
    {"style", LEDE_HTML_ATTRIBUTE_STYLE}, {"hidden", LEDE_HTML_ATTRIBUTE_HIDDEN},
    {"aria-hidden", LEDE_HTML_ATTRIBUTE_ARIA_HIDDEN}, {"role", LEDE_HTML_ATTRIBUTE_ROLE},
    {"lang", LEDE_HTML_ATTRIBUTE_LANG}, {"name", LEDE_HTML_ATTRIBUTE_NAME},
    {"property", LEDE_HTML_ATTRIBUTE_PROPERTY}, {"content", LEDE_HTML_ATTRIBUTE_CONTENT},
    {"rel", LEDE_HTML_ATTRIBUTE_REL}, {"itemprop", LEDE_HTML_ATTRIBUTE_ITEMPROP},
    {"datetime", LEDE_HTML_ATTRIBUTE_DATETIME}, {"open", LEDE_HTML_ATTRIBUTE_OPEN},
    {"type", LEDE_HTML_ATTRIBUTE_TYPE}, {"itemtype", LEDE_HTML_ATTRIBUTE_ITEMTYPE},
    {"data-testid", LEDE_HTML_ATTRIBUTE_TEST_ID},
};

static bool equals(const uint8_t *bytes, size_t length, const char *lower) {
    for (size_t i = 0; i < length; i++) {
        uint8_t c = bytes[i];
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != (uint8_t)lower[i]) return false;
    }
    return lower[length] == 0;
}

uint8_t lede_tag_number_by_name(const uint8_t *name, size_t length) {
    for (size_t i = 0; i < sizeof newer_tags / sizeof *newer_tags; i++)
        if (equals(name, length, newer_tags[i].text)) return newer_tags[i].number;
    return length && memchr(name, '-', length) ? LEDE_HTML_CUSTOM : LEDE_HTML_OTHER;
}

int lede_attribute_number(const uint8_t *name, size_t length) {
    for (size_t i = 0; i < sizeof attribute_names / sizeof *attribute_names; i++)
        if ((name[0] | 0x20) == attribute_names[i].text[0] && equals(name, length, attribute_names[i].text))
            return attribute_names[i].number;
    return -1;
}

size_t lede_html_short_reference(const uint8_t *name, size_t length, uint32_t code_point) {
    // The references that HTML 4 had for Latin 1, from U+00A0 on: those may stand without a semicolon (section 13.5).
    static const char *const latin[96] = {
        "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
        "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1",
        "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml",
        "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH",
        "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc",
        "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
        "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute",
        "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml"};
    const char *first = NULL, *second = NULL;
    switch (code_point) {
        case '&': first = "amp", second = "AMP"; break;
        case '<': first = "lt", second = "LT"; break;
        case '>': first = "gt", second = "GT"; break;
        case '"': first = "quot", second = "QUOT"; break;
        case 0xA9: second = "COPY"; break;
        case 0xAE: second = "REG"; break;
    }
    if (code_point >= 0xA0 && code_point <= 0xFF) first = latin[code_point - 0xA0];
    if (first && strlen(first) <= length && memcmp(name, first, strlen(first)) == 0) return strlen(first);
    if (second && strlen(second) <= length && memcmp(name, second, strlen(second)) == 0) return strlen(second);
    return 0;
}
