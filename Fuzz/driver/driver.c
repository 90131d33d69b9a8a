#include "lede_fuzz.h"
