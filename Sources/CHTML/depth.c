// How deep elements nest, told before the tree is built.
//
// libgumbo looks through its stack of open elements at almost every tag, so a page nested n deep costs n²: 100,000 open
// divs take 10 s. This follows the stack by the main rules of the HTML Standard, section 13.2.6.4: which start tags close
// what is open, and how far an end tag reaches. It need not be exact: the limit here is well above the tree's own, which
// is checked when the tree is there.
#include <gumbo.h>
#include <stdlib.h>
#include <string.h>

#include "lede_html.h"
#include "scan.h"

enum { stack_limit = 4 * LEDE_HTML_DEPTH_LIMIT };

enum {
    IS_SPECIAL = 1,     // ends the reach of an inline element's end tag
    CLOSES_P = 2,       // its start tag ends an open paragraph
    IS_SCOPE = 4,       // ends the reach of a block's end tag
    IS_FORMATTING = 8,  // its end tag reaches beyond blocks
    HAS_NO_CONTENT = 16,
};

_Static_assert(GUMBO_TAG_LAST < 256, "a tag fits in a byte");

static const uint8_t traits[256] = {
    [GUMBO_TAG_ADDRESS] = 3, [GUMBO_TAG_ARTICLE] = 3, [GUMBO_TAG_ASIDE] = 3, [GUMBO_TAG_BLOCKQUOTE] = 3,
    [GUMBO_TAG_CENTER] = 3, [GUMBO_TAG_DETAILS] = 3, [GUMBO_TAG_DIR] = 3, [GUMBO_TAG_DIV] = 3, [GUMBO_TAG_DL] = 3,
    [GUMBO_TAG_DD] = 3, [GUMBO_TAG_DT] = 3, [GUMBO_TAG_FIELDSET] = 3, [GUMBO_TAG_FIGCAPTION] = 3,
    [GUMBO_TAG_FIGURE] = 3, [GUMBO_TAG_FOOTER] = 3, [GUMBO_TAG_FORM] = 3, [GUMBO_TAG_H1] = 3, [GUMBO_TAG_H2] = 3,
    [GUMBO_TAG_H3] = 3, [GUMBO_TAG_H4] = 3, [GUMBO_TAG_H5] = 3, [GUMBO_TAG_H6] = 3, [GUMBO_TAG_HEADER] = 3,
    [GUMBO_TAG_HGROUP] = 3, [GUMBO_TAG_LI] = 3, [GUMBO_TAG_LISTING] = 3, [GUMBO_TAG_MAIN] = 3, [GUMBO_TAG_MENU] = 3,
    [GUMBO_TAG_NAV] = 3, [GUMBO_TAG_OL] = 3, [GUMBO_TAG_P] = 3, [GUMBO_TAG_PRE] = 3, [GUMBO_TAG_SECTION] = 3,
    [GUMBO_TAG_SUMMARY] = 3, [GUMBO_TAG_UL] = 3,
    [GUMBO_TAG_TABLE] = 7, [GUMBO_TAG_CAPTION] = 5, [GUMBO_TAG_TD] = 5, [GUMBO_TAG_TH] = 5, [GUMBO_TAG_OBJECT] = 5,
    [GUMBO_TAG_APPLET] = 5, [GUMBO_TAG_MARQUEE] = 5, [GUMBO_TAG_TEMPLATE] = 5,
    [GUMBO_TAG_TBODY] = 1, [GUMBO_TAG_THEAD] = 1, [GUMBO_TAG_TFOOT] = 1, [GUMBO_TAG_TR] = 1, [GUMBO_TAG_COLGROUP] = 1,
    [GUMBO_TAG_BUTTON] = 1, [GUMBO_TAG_SELECT] = 1, [GUMBO_TAG_NOSCRIPT] = 1, [GUMBO_TAG_SVG] = 1,
    [GUMBO_TAG_A] = 8, [GUMBO_TAG_B] = 8, [GUMBO_TAG_BIG] = 8, [GUMBO_TAG_CODE] = 8, [GUMBO_TAG_EM] = 8,
    [GUMBO_TAG_FONT] = 8, [GUMBO_TAG_I] = 8, [GUMBO_TAG_NOBR] = 8, [GUMBO_TAG_S] = 8, [GUMBO_TAG_SMALL] = 8,
    [GUMBO_TAG_STRIKE] = 8, [GUMBO_TAG_STRONG] = 8, [GUMBO_TAG_TT] = 8, [GUMBO_TAG_U] = 8,
    [GUMBO_TAG_HR] = 18, [GUMBO_TAG_AREA] = 16, [GUMBO_TAG_BASE] = 16, [GUMBO_TAG_BASEFONT] = 16,
    [GUMBO_TAG_BGSOUND] = 16, [GUMBO_TAG_BR] = 16, [GUMBO_TAG_COL] = 16, [GUMBO_TAG_EMBED] = 16,
    [GUMBO_TAG_FRAME] = 16, [GUMBO_TAG_IMAGE] = 16, [GUMBO_TAG_IMG] = 16, [GUMBO_TAG_INPUT] = 16,
    [GUMBO_TAG_ISINDEX] = 16, [GUMBO_TAG_KEYGEN] = 16, [GUMBO_TAG_LINK] = 16, [GUMBO_TAG_MENUITEM] = 16,
    [GUMBO_TAG_META] = 16, [GUMBO_TAG_PARAM] = 16, [GUMBO_TAG_SOURCE] = 16, [GUMBO_TAG_TRACK] = 16,
    [GUMBO_TAG_WBR] = 16, [GUMBO_TAG_HTML] = 16, [GUMBO_TAG_HEAD] = 16, [GUMBO_TAG_BODY] = 16,
};

bool lede_depth_open(lede_depth *depth) {
    memset(depth, 0, sizeof *depth);
    depth->tags = malloc(stack_limit);
    return depth->tags != NULL;
}

void lede_depth_close(lede_depth *depth) { free(depth->tags); }

static void push(lede_depth *depth, unsigned tag) {
    if (depth->count == stack_limit)
        depth->too_deep = true;
    else
        depth->tags[depth->count++] = (uint8_t)tag;
}

/// A formatting element that was closed by another's tag is opened again before the next text, three of a kind at most
/// (section 13.2.4.3).
static void put_off(lede_depth *depth, unsigned tag) {
    unsigned same = 0;
    for (unsigned i = 0; i < depth->pending_count; i++) same += depth->pending[i] == tag;
    if (same < 3 && depth->pending_count < sizeof depth->pending) depth->pending[depth->pending_count++] = (uint8_t)tag;
}

void lede_depth_text(lede_depth *depth) {
    for (unsigned i = 0; i < depth->pending_count; i++) push(depth, depth->pending[i]);
    depth->pending_count = 0;
}

/// Closes all from `to` on. What is formatted inside of a cell or an object ends with it.
static void truncate(lede_depth *depth, uint32_t to) {
    for (uint32_t i = to; i < depth->count; i++) {
        unsigned tag = depth->tags[i];
        if ((traits[tag] & IS_SCOPE) && tag != GUMBO_TAG_TABLE) break;
        if (traits[tag] & IS_FORMATTING) put_off(depth, tag);
    }
    depth->count = to;
    if (depth->drawing > to) depth->drawing = 0;
    if (depth->select > to) depth->select = 0;
}

static void take_out(lede_depth *depth, uint32_t at) {
    memmove(depth->tags + at, depth->tags + at + 1, depth->count - at - 1);
    depth->count--;
    if (depth->drawing > at) depth->drawing = 0;
    if (depth->select > at) depth->select--;
}

/// Closes the innermost element that is `tag` or `other`, with all it holds, unless a `wall` stands before it.
static void close_back_to(lede_depth *depth, unsigned tag, unsigned other, uint8_t wall) {
    for (uint32_t i = depth->count; i-- > 0;) {
        if (depth->tags[i] == tag || depth->tags[i] == other) return truncate(depth, i);
        if (traits[depth->tags[i]] & wall) return;
    }
}

/// The parts of a table, from the outside in. A start tag of one closes those of its own rank and below.
static int table_rank(unsigned tag) {
    switch (tag) {
        case GUMBO_TAG_TABLE: return 0;
        case GUMBO_TAG_CAPTION: case GUMBO_TAG_COLGROUP: case GUMBO_TAG_TBODY: case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TFOOT: return 1;
        case GUMBO_TAG_TR: return 2;
        case GUMBO_TAG_TD: case GUMBO_TAG_TH: return 3;
        default: return -1;
    }
}

/// Closes what a part of a table ends; false when there is no table for it to be in.
static bool close_in_table(lede_depth *depth, int rank) {
    uint32_t cut = depth->count;
    for (uint32_t i = depth->count; i-- > 0;) {
        if (depth->tags[i] == GUMBO_TAG_TABLE) {
            truncate(depth, cut);
            return true;
        }
        if (depth->tags[i] == GUMBO_TAG_TEMPLATE) return false;
        if (table_rank(depth->tags[i]) >= rank) cut = i;
    }
    return false;
}

/// A table directly in another, not in a cell of it, ends it.
static void close_table(lede_depth *depth) {
    for (uint32_t i = depth->count; i-- > 0;) {
        unsigned tag = depth->tags[i];
        if (tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_CAPTION || table_rank(tag) == 3) return;
        if (tag == GUMBO_TAG_TABLE) return truncate(depth, i);
    }
}

/// An item ends its predecessor: only address, div and p may stand between (section 13.2.6.4.7, "li").
static void close_item(lede_depth *depth, unsigned tag, unsigned other) {
    for (uint32_t i = depth->count; i-- > 0;) {
        unsigned open = depth->tags[i];
        if (open == tag || open == other) return truncate(depth, i);
        bool passes = open == GUMBO_TAG_ADDRESS || open == GUMBO_TAG_DIV || open == GUMBO_TAG_P;
        if ((traits[open] & IS_SPECIAL) && !passes) return;
    }
}

/// Ends a formatting element. What it holds stays open when there is a block in it (section 13.2.6.4.7, "adoption agency
/// algorithm").
static void close_formatting(lede_depth *depth, unsigned tag) {
    for (unsigned i = depth->pending_count; i-- > 0;) {
        if (depth->pending[i] != tag) continue;
        memmove(depth->pending + i, depth->pending + i + 1, depth->pending_count - i - 1);
        depth->pending_count--;
        return;
    }
    bool holds_block = false;
    for (uint32_t i = depth->count; i-- > 0 && !(traits[depth->tags[i]] & IS_SCOPE);) {
        if (depth->tags[i] == tag) {
            if (!holds_block) truncate(depth, i + 1);
            return take_out(depth, i);
        }
        if (traits[depth->tags[i]] & IS_SPECIAL) holds_block = true;
    }
}

static bool is_heading(unsigned tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

/// A start tag inside a drawing: some end it, all others are part of it (section 13.2.6.5). False when it is HTML.
static bool start_in_drawing(lede_depth *depth, unsigned tag) {
    switch (tag) {
        case GUMBO_TAG_B: case GUMBO_TAG_BIG: case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_BR: case GUMBO_TAG_CENTER:
        case GUMBO_TAG_CODE: case GUMBO_TAG_DD: case GUMBO_TAG_DIV: case GUMBO_TAG_DL: case GUMBO_TAG_DT:
        case GUMBO_TAG_EM: case GUMBO_TAG_EMBED: case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3:
        case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6: case GUMBO_TAG_HR: case GUMBO_TAG_I:
        case GUMBO_TAG_IMG: case GUMBO_TAG_LI: case GUMBO_TAG_LISTING: case GUMBO_TAG_MENU: case GUMBO_TAG_NOBR:
        case GUMBO_TAG_OL: case GUMBO_TAG_P: case GUMBO_TAG_PRE: case GUMBO_TAG_RUBY: case GUMBO_TAG_S:
        case GUMBO_TAG_SMALL: case GUMBO_TAG_SPAN: case GUMBO_TAG_STRONG: case GUMBO_TAG_STRIKE: case GUMBO_TAG_SUB:
        case GUMBO_TAG_SUP: case GUMBO_TAG_TABLE: case GUMBO_TAG_TT: case GUMBO_TAG_U: case GUMBO_TAG_UL:
        case GUMBO_TAG_VAR:
            truncate(depth, depth->drawing - 1);
            return false;
        case GUMBO_TAG_FOREIGNOBJECT: case GUMBO_TAG_DESC: case GUMBO_TAG_TITLE: case GUMBO_TAG_ANNOTATION_XML:
        case GUMBO_TAG_MI: case GUMBO_TAG_MO: case GUMBO_TAG_MN: case GUMBO_TAG_MS: case GUMBO_TAG_MTEXT:
            // In these, HTML is at home.
            depth->drawing = 0;
            break;
        default: break;
    }
    push(depth, tag);
    return true;
}

/// A tag inside a select element: most are passed over, some end it (section 13.2.6.4.16). False when it is read as
/// outside of it.
static bool tag_in_select(lede_depth *depth, unsigned tag, bool is_start) {
    bool ends = tag == GUMBO_TAG_SELECT || (is_start && (tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_TEXTAREA));
    if (table_rank(tag) >= 0) ends = memchr(depth->tags, GUMBO_TAG_TABLE, depth->select) != NULL;
    if (ends) truncate(depth, depth->select - 1);
    return !ends || tag == GUMBO_TAG_SELECT;
}

void lede_depth_start_tag(lede_depth *depth, unsigned tag) {
    uint8_t trait = traits[tag];
    if (depth->select && tag_in_select(depth, tag, true)) return;
    if (depth->drawing && start_in_drawing(depth, tag)) return;
    if (trait & CLOSES_P) close_back_to(depth, GUMBO_TAG_P, GUMBO_TAG_P, IS_SCOPE);
    if (trait & HAS_NO_CONTENT) return;
    unsigned top = depth->count ? depth->tags[depth->count - 1] : GUMBO_TAG_LAST;
    bool opens_formatting = !(trait & IS_SPECIAL);
    switch (tag) {
        case GUMBO_TAG_LI: close_item(depth, GUMBO_TAG_LI, GUMBO_TAG_LI); break;
        case GUMBO_TAG_DD: case GUMBO_TAG_DT: close_item(depth, GUMBO_TAG_DD, GUMBO_TAG_DT); break;
        case GUMBO_TAG_A: case GUMBO_TAG_NOBR: close_formatting(depth, tag); break;
        case GUMBO_TAG_BUTTON:
            close_back_to(depth, tag, tag, IS_SCOPE);
            opens_formatting = true;
            break;
        case GUMBO_TAG_OBJECT: case GUMBO_TAG_APPLET: case GUMBO_TAG_MARQUEE: case GUMBO_TAG_SELECT:
            opens_formatting = true;
            break;
        case GUMBO_TAG_TABLE: close_table(depth); break;
        case GUMBO_TAG_FORM:
            for (uint32_t i = depth->count; i-- > 0;)
                if (depth->tags[i] == tag) return;  // there is one at a time
            break;
        case GUMBO_TAG_OPTION: case GUMBO_TAG_OPTGROUP:
            if (top == GUMBO_TAG_OPTION) depth->count--;
            break;
        default:
            if (is_heading(tag) && is_heading(top)) depth->count--;
            if (table_rank(tag) > 0 && !close_in_table(depth, table_rank(tag))) return;
    }
    if (opens_formatting) lede_depth_text(depth);
    push(depth, tag);
    if (tag == GUMBO_TAG_SELECT) depth->select = depth->count;
    if (!depth->drawing && (tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH)) depth->drawing = depth->count;
}

void lede_depth_end_tag(lede_depth *depth, unsigned tag) {
    uint8_t trait = traits[tag];
    if (depth->select && tag_in_select(depth, tag, false)) return;
    if (trait & IS_FORMATTING) return close_formatting(depth, tag);
    for (uint32_t i = depth->count; i-- > 0;) {
        unsigned open = depth->tags[i];
        if (open == tag) return tag == GUMBO_TAG_FORM ? take_out(depth, i) : truncate(depth, i);
        if (table_rank(tag) >= 0 ? open == GUMBO_TAG_TABLE : traits[open] & (trait & IS_SPECIAL ? IS_SCOPE : IS_SPECIAL))
            return;
        if (tag == GUMBO_TAG_LI && (open == GUMBO_TAG_UL || open == GUMBO_TAG_OL)) return;
    }
}
