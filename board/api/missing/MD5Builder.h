// Says at compile time what is missing, and what there is instead.
#pragma once

#error "MD5Builder.h: Parley's board has no MD5Builder yet"
