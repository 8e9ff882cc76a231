// Says at compile time what is missing, and what there is instead.
#pragma once

#error "base64.h: Parley's board has no base64 yet"
