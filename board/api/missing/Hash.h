// Says at compile time what is missing, and what there is instead.
#pragma once

#error "Hash.h: Parley's board has no Hash yet"
