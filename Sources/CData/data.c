#include "lede_data.h"

#include <string.h>

// `#embed` takes a header name that macros have made, so a language is one line below and one folder beside this file.
#define QUOTE(...) QUOTED(__VA_ARGS__)
#define QUOTED(...) #__VA_ARGS__
#define PASTE(a, b) PASTED(a, b)
#define PASTED(a, b) a##b

#define LANGUAGE af
#include "language.inc"
#define LANGUAGE am
#include "language.inc"
#define LANGUAGE ar
#include "language.inc"
#define LANGUAGE az
#include "language.inc"
#define LANGUAGE be
#include "language.inc"
#define LANGUAGE bg
#include "language.inc"
#define LANGUAGE bn
#include "language.inc"
#define LANGUAGE bs
#include "language.inc"
#define LANGUAGE ca
#include "language.inc"
#define LANGUAGE cs
#include "language.inc"
#define LANGUAGE cy
#include "language.inc"
#define LANGUAGE da
#include "language.inc"
#define LANGUAGE de
#include "language.inc"
#define LANGUAGE el
#include "language.inc"
#define LANGUAGE en
#include "language.inc"
#define LANGUAGE eo
#include "language.inc"
#define LANGUAGE es
#include "language.inc"
#define LANGUAGE et
#include "language.inc"
#define LANGUAGE eu
#include "language.inc"
#define LANGUAGE fa
#include "language.inc"
#define LANGUAGE fi
#include "language.inc"
#define LANGUAGE fr
#include "language.inc"
#define LANGUAGE ga
#include "language.inc"
#define LANGUAGE gl
#include "language.inc"
#define LANGUAGE gu
#include "language.inc"
#define LANGUAGE he
#include "language.inc"
#define LANGUAGE hi
#include "language.inc"
#define LANGUAGE hr
#include "language.inc"
#define LANGUAGE hu
#include "language.inc"
#define LANGUAGE hy
#include "language.inc"
#define LANGUAGE id
#include "language.inc"
#define LANGUAGE is
#include "language.inc"
#define LANGUAGE it
#include "language.inc"
#define LANGUAGE ja
#include "language.inc"
#define LANGUAGE ka
#include "language.inc"
#define LANGUAGE kk
#include "language.inc"
#define LANGUAGE km
#include "language.inc"
#define LANGUAGE kn
#include "language.inc"
#define LANGUAGE ko
#include "language.inc"
#define LANGUAGE ky
#include "language.inc"
#define LANGUAGE lo
#include "language.inc"
#define LANGUAGE lt
#include "language.inc"
#define LANGUAGE lv
#include "language.inc"
#define LANGUAGE mk
#include "language.inc"
#define LANGUAGE ml
#include "language.inc"
#define LANGUAGE mn
#include "language.inc"
#define LANGUAGE mr
#include "language.inc"
#define LANGUAGE ms
#include "language.inc"
#define LANGUAGE my
#include "language.inc"
#define LANGUAGE nb
#include "language.inc"
#define LANGUAGE ne
#include "language.inc"
#define LANGUAGE nl
#include "language.inc"
#define LANGUAGE nn
#include "language.inc"
#define LANGUAGE pa
#include "language.inc"
#define LANGUAGE pl
#include "language.inc"
#define LANGUAGE ps
#include "language.inc"
#define LANGUAGE pt
#include "language.inc"
#define LANGUAGE ro
#include "language.inc"
#define LANGUAGE ru
#include "language.inc"
#define LANGUAGE si
#include "language.inc"
#define LANGUAGE sk
#include "language.inc"
#define LANGUAGE sl
#include "language.inc"
#define LANGUAGE sq
#include "language.inc"
#define LANGUAGE sr
#include "language.inc"
#define LANGUAGE sv
#include "language.inc"
#define LANGUAGE sw
#include "language.inc"
#define LANGUAGE ta
#include "language.inc"
#define LANGUAGE te
#include "language.inc"
#define LANGUAGE th
#include "language.inc"
#define LANGUAGE tl
#include "language.inc"
#define LANGUAGE tr
#include "language.inc"
#define LANGUAGE uk
#include "language.inc"
#define LANGUAGE ur
#include "language.inc"
#define LANGUAGE uz
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
static const uint8_t common_words[] = {
#embed "models/common-words.bin"
};
static const uint8_t terms_model[] = {
#embed "models/terms.txt"
};
static const uint8_t dates[] = {
#embed "phrases/dates.txt"
};
static const uint8_t domains[] = {
#embed "phrases/domains.txt"
};
static const uint8_t furniture[] = {
#embed "phrases/furniture.txt"
};
static const uint8_t ranking[] = {
#embed "summaries/ranking.txt"
};

static const uint8_t abbreviations[] = {
#embed "languages/abbreviations.txt"
};
static const uint8_t agencies[] = {
#embed "phrases/agencies.txt"
};
static const uint8_t close_languages[] = {
#embed "phrases/close-languages.txt"
};
static const uint8_t letters[] = {
#embed "phrases/letters.txt"
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
    FILES_OF(af), FILES_OF(am), FILES_OF(ar), FILES_OF(az), FILES_OF(be), FILES_OF(bg), FILES_OF(bn), FILES_OF(bs),
    FILES_OF(ca), FILES_OF(cs), FILES_OF(cy), FILES_OF(da), FILES_OF(de), FILES_OF(el), FILES_OF(en), FILES_OF(eo),
    FILES_OF(es), FILES_OF(et), FILES_OF(eu), FILES_OF(fa), FILES_OF(fi), FILES_OF(fr), FILES_OF(ga), FILES_OF(gl),
    FILES_OF(gu), FILES_OF(he), FILES_OF(hi), FILES_OF(hr), FILES_OF(hu), FILES_OF(hy), FILES_OF(id), FILES_OF(is),
    FILES_OF(it), FILES_OF(ja), FILES_OF(ka), FILES_OF(kk), FILES_OF(km), FILES_OF(kn), FILES_OF(ko), FILES_OF(ky),
    FILES_OF(lo), FILES_OF(lt), FILES_OF(lv), FILES_OF(mk), FILES_OF(ml), FILES_OF(mn), FILES_OF(mr), FILES_OF(ms),
    FILES_OF(my), FILES_OF(nb), FILES_OF(ne), FILES_OF(nl), FILES_OF(nn), FILES_OF(pa), FILES_OF(pl), FILES_OF(ps),
    FILES_OF(pt), FILES_OF(ro), FILES_OF(ru), FILES_OF(si), FILES_OF(sk), FILES_OF(sl), FILES_OF(sq), FILES_OF(sr),
    FILES_OF(sv), FILES_OF(sw), FILES_OF(ta), FILES_OF(te), FILES_OF(th), FILES_OF(tl), FILES_OF(tr), FILES_OF(uk),
    FILES_OF(ur), FILES_OF(uz), FILES_OF(vi), FILES_OF(zh),
    {"models/common-words.bin", common_words, sizeof common_words},
    {"models/terms.txt", terms_model, sizeof terms_model},
    {"phrases/agencies.txt", agencies, sizeof agencies},
    {"phrases/close-languages.txt", close_languages, sizeof close_languages},
    {"phrases/dates.txt", dates, sizeof dates},
    {"phrases/domains.txt", domains, sizeof domains},
    {"phrases/furniture.txt", furniture, sizeof furniture},
    {"phrases/letters.txt", letters, sizeof letters},
    {"summaries/ranking.txt", ranking, sizeof ranking},
};

const lede_data *lede_data_all(size_t *count) {
    *count = sizeof all / sizeof all[0];
    return all;
}

const lede_data *lede_data_find(const char *path) {
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(all[i].path, path) == 0) return &all[i];
    }
    return NULL;
}
