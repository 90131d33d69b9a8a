// C++ because only ICU's C++ interface works on UTF-8 directly and tells what it changed.
#include "lede_icu.h"

#include <new>
#include <string>
#include <unicode/casemap.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <vector>

struct lede_text {
    std::string bytes;
    std::vector<lede_change> changes;
};

static const icu::Normalizer2 *normalizer(int32_t form, UErrorCode &status) {
    switch (form) {
        case LEDE_NFKC: return icu::Normalizer2::getNFKCInstance(status);
        case LEDE_NFD: return icu::Normalizer2::getNFDInstance(status);
        case LEDE_NFKD: return icu::Normalizer2::getNFKDInstance(status);
        default: return icu::Normalizer2::getNFCInstance(status);
    }
}

static icu::StringPiece piece(const uint8_t *text, int32_t length) {
    return icu::StringPiece(reinterpret_cast<const char *>(text), length);
}

static lede_text *finish(lede_text *result, icu::Edits &edits, UErrorCode status, int32_t *error) {
    auto changes = edits.getCoarseChangesIterator();
    while (U_SUCCESS(status) && changes.next(status)) {
        result->changes.push_back({changes.sourceIndex(), changes.sourceIndex() + changes.oldLength(),
                                   changes.destinationIndex(), changes.destinationIndex() + changes.newLength()});
    }
    *error = U_FAILURE(status) ? status : 0;
    if (*error) {
        delete result;
        return nullptr;
    }
    return result;
}

bool lede_is_normalized(int32_t form, const uint8_t *text, int32_t length, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *n = normalizer(form, status);
    bool normalized = U_SUCCESS(status) && n->isNormalizedUTF8(piece(text, length), status);
    *error = U_FAILURE(status) ? status : 0;
    return normalized;
}

lede_text *lede_normalize(int32_t form, const uint8_t *text, int32_t length, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *n = normalizer(form, status);
    auto *result = new (std::nothrow) lede_text;
    if (U_FAILURE(status) || !result) {
        delete result;
        *error = U_FAILURE(status) ? status : U_MEMORY_ALLOCATION_ERROR;
        return nullptr;
    }
    icu::Edits edits;
    icu::StringByteSink<std::string> sink(&result->bytes);
    n->normalizeUTF8(0, piece(text, length), sink, &edits, status);
    return finish(result, edits, status, error);
}

lede_text *lede_fold_case(const uint8_t *text, int32_t length, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    auto *result = new (std::nothrow) lede_text;
    if (!result) {
        *error = U_MEMORY_ALLOCATION_ERROR;
        return nullptr;
    }
    icu::Edits edits;
    icu::StringByteSink<std::string> sink(&result->bytes);
    icu::CaseMap::utf8Fold(0, piece(text, length), sink, &edits, status);
    return finish(result, edits, status, error);
}

const uint8_t *lede_text_bytes(const lede_text *text, int32_t *length) {
    *length = static_cast<int32_t>(text->bytes.size());
    return reinterpret_cast<const uint8_t *>(text->bytes.data());
}

const lede_change *lede_text_changes(const lede_text *text, int32_t *count) {
    *count = static_cast<int32_t>(text->changes.size());
    return text->changes.data();
}

void lede_text_release(lede_text *text) { delete text; }
