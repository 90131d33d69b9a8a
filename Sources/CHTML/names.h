// From names in a page to the numbers of lede_html.h.
#ifndef LEDE_HTML_NAMES_H
#define LEDE_HTML_NAMES_H

#include <stddef.h>
#include <stdint.h>

uint8_t lede_tag_number(unsigned gumbo_tag);
/// Of an element that libgumbo does not know; its name may be in any case.
uint8_t lede_tag_number_by_name(const uint8_t *name, size_t length);
/// -1 for an attribute that is not kept.
int lede_attribute_number(const uint8_t *name, size_t length);

#endif
