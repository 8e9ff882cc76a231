// Not on this board.
#pragma once

#error "UriRegex: this board has no regular expressions; use UriBraces or UriGlob"
