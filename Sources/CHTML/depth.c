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
    IS_FORMATTING = 8,  // its end tag takes it out of the stack and leaves what it holds
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

/// Closes the innermost element that is `tag` or `other`, with all it holds, unless a `wall` stands before it.
static void close_back_to(lede_depth *depth, unsigned tag, unsigned other, uint8_t wall) {
    for (uint32_t i = depth->count; i-- > 0;) {
        if (depth->tags[i] == tag || depth->tags[i] == other) {
            depth->count = i;
            return;
        }
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

static void close_in_table(lede_depth *depth, int rank) {
    uint32_t cut = depth->count;
    for (uint32_t i = depth->count; i-- > 0 && depth->tags[i] != GUMBO_TAG_TABLE;)
        if (table_rank(depth->tags[i]) >= rank) cut = i;
    depth->count = cut;
}

/// An item ends its predecessor: only address, div and p may stand between (section 13.2.6.4.7, "li").
static void close_item(lede_depth *depth, unsigned tag, unsigned other) {
    for (uint32_t i = depth->count; i-- > 0;) {
        unsigned open = depth->tags[i];
        if (open == tag || open == other) {
            depth->count = i;
            return;
        }
        bool passes = open == GUMBO_TAG_ADDRESS || open == GUMBO_TAG_DIV || open == GUMBO_TAG_P;
        if ((traits[open] & IS_SPECIAL) && !passes) return;
    }
}

static void take_out(lede_depth *depth, unsigned tag, uint8_t wall) {
    for (uint32_t i = depth->count; i-- > 0 && !(traits[depth->tags[i]] & wall);) {
        if (depth->tags[i] != tag) continue;
        memmove(depth->tags + i, depth->tags + i + 1, depth->count - i - 1);
        depth->count--;
        return;
    }
}

void lede_depth_start_tag(lede_depth *depth, unsigned tag) {
    uint8_t trait = traits[tag];
    if (trait & CLOSES_P) close_back_to(depth, GUMBO_TAG_P, GUMBO_TAG_P, IS_SCOPE);
    if (trait & HAS_NO_CONTENT) return;
    unsigned top = depth->count ? depth->tags[depth->count - 1] : GUMBO_TAG_LAST;
    switch (tag) {
        case GUMBO_TAG_LI: close_item(depth, GUMBO_TAG_LI, GUMBO_TAG_LI); break;
        case GUMBO_TAG_DD: case GUMBO_TAG_DT: close_item(depth, GUMBO_TAG_DD, GUMBO_TAG_DT); break;
        case GUMBO_TAG_A: case GUMBO_TAG_NOBR: take_out(depth, tag, IS_SCOPE); break;
        case GUMBO_TAG_BUTTON: close_back_to(depth, tag, tag, IS_SCOPE); break;
        case GUMBO_TAG_OPTION: case GUMBO_TAG_OPTGROUP:
            if (top == GUMBO_TAG_OPTION) depth->count--;
            break;
        case GUMBO_TAG_TABLE:
            if (table_rank(top) >= 0 && table_rank(top) < 3) close_back_to(depth, tag, tag, 0);
            break;
        default:
            if (table_rank(tag) > 0) close_in_table(depth, table_rank(tag));
    }
    if (depth->count == stack_limit) {
        depth->too_deep = true;
        return;
    }
    depth->tags[depth->count++] = (uint8_t)tag;
}

void lede_depth_end_tag(lede_depth *depth, unsigned tag) {
    uint8_t trait = traits[tag];
    if (table_rank(tag) >= 0) {
        for (uint32_t i = depth->count; i-- > 0;) {
            if (depth->tags[i] == tag) depth->count = i;
            if (depth->tags[i] == tag || depth->tags[i] == GUMBO_TAG_TABLE) return;
        }
    } else if (tag == GUMBO_TAG_LI) {
        close_item(depth, tag, tag);
    } else if (trait & IS_FORMATTING) {
        take_out(depth, tag, IS_SCOPE);
    } else {
        close_back_to(depth, tag, tag, trait & IS_SPECIAL ? IS_SCOPE : IS_SPECIAL);
    }
}
