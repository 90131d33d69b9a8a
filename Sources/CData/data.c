#include "lede_data.h"

// `#embed` takes a header name that macros have made, so a language is one line below and one folder beside this file.
#define QUOTE(...) QUOTED(__VA_ARGS__)
#define QUOTED(...) #__VA_ARGS__
#define PASTE(a, b) PASTED(a, b)
#define PASTED(a, b) a##b

#define LANGUAGE ar
#include "language.inc"
#define LANGUAGE cs
#include "language.inc"
#define LANGUAGE da
#include "language.inc"
#define LANGUAGE de
#include "language.inc"
#define LANGUAGE en
#include "language.inc"
#define LANGUAGE es
#include "language.inc"
#define LANGUAGE fr
#include "language.inc"
#define LANGUAGE it
#include "language.inc"
#define LANGUAGE ja
#include "language.inc"
#define LANGUAGE kk
#include "language.inc"
#define LANGUAGE nb
#include "language.inc"
#define LANGUAGE nl
#include "language.inc"
#define LANGUAGE pl
#include "language.inc"
#define LANGUAGE pt
#include "language.inc"
#define LANGUAGE ru
#include "language.inc"
#define LANGUAGE sv
#include "language.inc"
#define LANGUAGE tr
#include "language.inc"
#define LANGUAGE uk
#include "language.inc"
#define LANGUAGE vi
#include "language.inc"
#define LANGUAGE zh
#include "language.inc"

static const uint8_t controls_html[] = {
#embed "digest/controls.html"
};
static const uint8_t page_css[] = {
#embed "digest/page.css"
};
static const uint8_t page_js[] = {
#embed "digest/page.js"
};
static const uint8_t page_sha256[] = {
#embed "digest/page.sha256"
};
static const uint8_t dates[] = {
#embed "phrases/dates.txt"
};
static const uint8_t furniture[] = {
#embed "phrases/furniture.txt"
};

static const uint8_t abbreviations[] = {
#embed "languages/abbreviations.txt"
};

#define FILES_OF(language)                                                                              \
    {"languages/" #language "/abbreviations.txt", language##_abbreviations, sizeof language##_abbreviations}, \
    {"languages/" #language "/frequencies.bin", language##_frequencies, sizeof language##_frequencies - 1}, \
    {"languages/" #language "/sentences.txt", language##_sentences, sizeof language##_sentences},            \
    {"languages/" #language "/stopwords.txt", language##_stopwords, sizeof language##_stopwords}, \
    {"languages/" #language "/terms.txt", language##_terms, sizeof language##_terms - 1}

static const lede_data all[] = {
    {"digest/controls.html", controls_html, sizeof controls_html},
    {"digest/page.css", page_css, sizeof page_css},
    {"digest/page.js", page_js, sizeof page_js},
    {"digest/page.sha256", page_sha256, sizeof page_sha256},
    {"languages/abbreviations.txt", abbreviations, sizeof abbreviations},
    FILES_OF(ar), FILES_OF(cs), FILES_OF(da), FILES_OF(de), FILES_OF(en), FILES_OF(es), FILES_OF(fr),
    FILES_OF(it), FILES_OF(ja), FILES_OF(kk), FILES_OF(nb), FILES_OF(nl), FILES_OF(pl), FILES_OF(pt),
    FILES_OF(ru), FILES_OF(sv), FILES_OF(tr), FILES_OF(uk), FILES_OF(vi), FILES_OF(zh),
    {"phrases/dates.txt", dates, sizeof dates},
    {"phrases/furniture.txt", furniture, sizeof furniture},
};

const lede_data *lede_data_all(size_t *count) {
    *count = sizeof all / sizeof all[0];
    return all;
}
